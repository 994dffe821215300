"""Which release of the engine is installed."""

from __future__ import annotations


def release() -> str:
    """Its version: with another one the same confidence may mean something else."""
    from ocr_engine import __version__

    return __version__
