"""Reads documents: bytes in, fields with evidence out. Knows nothing of Django.

The door is :func:`ocr_engine.engine.extract`; the command line is ``python -m ocr_engine``.
"""

__version__ = "0.1.0"
