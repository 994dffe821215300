"""What a value is worth, learned from reviewed ones, and how far that may be acted on."""
