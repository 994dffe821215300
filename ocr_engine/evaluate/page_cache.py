"""Page texts kept on disk, so that a second measurement of the same files costs no reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ocr_engine.reading import read
from ocr_engine.types import BBox, PageText, TextLine, Word


def pages_of(file: Path, cache: Path | None = None) -> tuple[PageText, ...]:
    """The text of a file's pages, from ``cache`` where the same bytes were read before.

    The cache does not know which reader filled it: empty the folder when the reader changed. Raises EngineError.
    """
    if cache is None:
        return read(file).pages
    kept = cache / f"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}.json"
    if kept.exists():
        return tuple(page_from(p) for p in json.loads(kept.read_text("utf-8")))
    pages = read(file).pages
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([page_as(p) for p in pages], ensure_ascii=False), "utf-8")
    return pages


def page_as(page: PageText) -> dict[str, Any]:
    """A page as plain data. The picture is left out."""
    return {"number": page.number, "width": page.width, "height": page.height, "source": page.source,
            "rotation": page.rotation, "skew": page.skew, "quality": page.quality,
            "lines": [{"text": ln.text, "box": _numbers(ln.box), "confidence": round(ln.confidence, 4),
                       "words": [[w.text, _numbers(w.box)] for w in ln.words]} for ln in page.lines]}


def page_from(data: Mapping[str, Any]) -> PageText:
    """A page from plain data; ``words`` and all but number, width, height and lines may be missing."""
    lines = tuple(TextLine(ln["text"], BBox(*ln["box"]), ln.get("confidence", 1.0),
                           tuple(Word(text, BBox(*box)) for text, box in ln.get("words", ())))
                  for ln in data["lines"])
    return PageText(data["number"], data["width"], data["height"], lines, data.get("source") or "ocr",
                    data.get("rotation", 0), data.get("skew", 0.0), data.get("quality", 1.0))


def _numbers(box: BBox) -> list[float]:
    return [round(v, 6) for v in (box.x0, box.y0, box.x1, box.y1)]
