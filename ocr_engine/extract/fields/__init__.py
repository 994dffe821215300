"""What to look for: the names, the meaning and the owner of every field that a definition asks for."""
