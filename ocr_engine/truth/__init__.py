"""What a file says to machines, brought to the fields of its type and held against the page that people see."""
