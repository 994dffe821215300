"""What a reviewer does: claims, corrections, the current value of a field, decisions; and who may see which value."""
