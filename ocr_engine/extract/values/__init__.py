"""What in a text can be a value of a kind or a shape."""
