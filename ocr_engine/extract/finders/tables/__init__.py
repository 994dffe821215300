"""Values in tables, lists and captions of several things."""
