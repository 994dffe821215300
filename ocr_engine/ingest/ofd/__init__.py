"""OFD (GB/T 33190): a zip of XML that describes pages. Opened in the parser process only."""
