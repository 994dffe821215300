"""Charts as geometry, which templates draw as SVG: no script and no foreign host is needed."""
