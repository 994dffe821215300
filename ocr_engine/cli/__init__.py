"""The command line: ``python -m ocr_engine text | extract | ask | backends``."""
