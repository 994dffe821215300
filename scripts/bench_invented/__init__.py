"""How the engine does on document types that nobody has written rules for: invented here, drawn, read and scored."""
