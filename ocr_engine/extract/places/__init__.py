"""Where the value of a label stands."""
