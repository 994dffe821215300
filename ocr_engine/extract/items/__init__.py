"""Tables whose columns are asked for together (``rows`` in a definition), read as tables: header, columns, rows."""
