"""The built-in document types, and how definitions of others are read."""
