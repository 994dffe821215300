"""Runs of the engine and the values it gave. Its package ``engine`` is the only door to ``ocr_engine``."""
