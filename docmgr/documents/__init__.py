"""Documents, their pages and stored bytes; the table of states; the search and its index."""
