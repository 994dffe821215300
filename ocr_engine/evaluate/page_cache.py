"""Page texts for a measurement, from a folder that keeps them between runs where one is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ocr_engine.config import Config
from ocr_engine.reading import read
from ocr_engine.types import PageText


def pages_of(file: Path, cache: Path | None = None, *, config: Config | None = None) -> tuple[PageText, ...]:
    """The text of a file's pages, from ``cache`` where the same bytes were read before. Raises EngineError."""
    config = config or Config.from_env()
    return read(file, config=replace(config, page_cache=str(cache), embedded=False) if cache else config).pages
