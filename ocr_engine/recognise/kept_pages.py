"""Page texts kept in a folder, so that reading the same bytes a second time costs nothing. For measurements.

The folder does not know which reader filled it: empty it when the reader or its settings changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ocr_engine.types import BBox, PageText, TextLine, Word


class KeptPages:
    """The place of one file's pages in the folder. Several processes may fill one folder at once."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._path = folder / f"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}.json"

    def load(self) -> tuple[PageText, ...] | None:
        """None where these bytes were not read before."""
        try:
            return tuple(page_from(p) for p in json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            return None

    def save(self, pages: Sequence[PageText]) -> tuple[PageText, ...]:
        """The pages as they will come back: rounded, and without pictures."""
        plain = [page_as(p) for p in pages]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self._path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(plain, out, ensure_ascii=False)
        Path(aside).replace(self._path)
        return tuple(page_from(p) for p in plain)


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
