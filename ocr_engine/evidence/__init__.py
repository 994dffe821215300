"""Where words stand on the pages that a reader saw."""
