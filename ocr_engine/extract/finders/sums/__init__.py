"""Amounts known by the sums and words they stand with."""
