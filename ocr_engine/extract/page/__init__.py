"""The page: the reader's lines as rows of cells, and stretches of text within them."""
