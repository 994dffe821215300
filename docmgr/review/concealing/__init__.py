"""What is hidden of a document from whom: values, the same values within texts, places on pictures."""
