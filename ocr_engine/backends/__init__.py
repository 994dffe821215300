"""Readers: what they are (base) and the ones there are. See ocr_engine.backends.registry for their names."""
