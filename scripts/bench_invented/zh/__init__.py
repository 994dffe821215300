"""Chinese papers of types that nobody looked at while the extractor was written."""
