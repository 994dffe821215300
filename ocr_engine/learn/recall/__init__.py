"""A new document read by confirmed ones that are alike."""
