"""Second opinions on values that were found, from other ways of reading; and the last word on each."""
