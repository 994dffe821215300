"""Which candidate is the answer, and how it is written."""
