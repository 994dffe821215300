"""Who issued a paper, who gets it, and their addresses."""
