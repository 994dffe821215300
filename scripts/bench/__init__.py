"""``make bench``: what a document costs end to end, and how right the fields are. Files are given by path."""
