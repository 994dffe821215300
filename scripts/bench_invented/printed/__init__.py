"""Papers as strangers lay them out: HTML printed to PDF by a browser, read from its text layer, answered and scored."""
