"""What templates ask for: words and marks that stand on several pages."""
