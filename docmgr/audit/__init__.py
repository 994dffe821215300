"""The sealed log: who did what, chained row by row so that no row can be changed unnoticed."""
