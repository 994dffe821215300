"""Invoices as data: what a file says of itself to machines. Read in the parser process only, apart from ``facts``."""
