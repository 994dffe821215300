"""Where the text of a page is to come from, and how two sources become one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from ocr_engine.recognise.order import reading_order
from ocr_engine.recognise.text_layer import is_believable
from ocr_engine.types import BBox, TextLine

_SCAN_SHARE = 0.5
_HIDDEN_SHARE = 0.5
_COVERED = 0.4


class PageSource(Enum):
    """Whose letters of a page are believed: the file's own, the reader's, or the reader's where the file has none."""

    LAYER = "layer"
    OCR = "ocr"
    BOTH = "both"

    @property
    def uses_layer(self) -> bool:
        return self is not PageSource.OCR


def judge_layer(layer: dict[str, Any] | None) -> PageSource:
    """What to trust on a page whose parser found this (see ParsedDocument.text); None where the file has no layer."""
    if layer is None or not is_believable(layer["words"]):
        return PageSource.OCR
    if layer["image_share"] < _SCAN_SHARE:
        return PageSource.LAYER
    # A picture fills the page. Invisible text over it is some other program's guess at the scan; visible text is a
    # stamp, a footer or a form filled in over it, so the picture has to be read as well.
    return PageSource.OCR if layer["hidden_share"] >= _HIDDEN_SHARE else PageSource.BOTH


def merge_lines(own: Sequence[TextLine], read: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The page's own lines, and of those read by OCR the ones that stand elsewhere, in reading order."""
    if not own:
        return tuple(read)
    lines = [*own, *(line for line in read if not _is_covered(line.box, own))]
    order = reading_order([line.box for line in lines], [len(line.text) for line in lines])
    return tuple(lines[i] for i in order)


def _is_covered(box: BBox, lines: Sequence[TextLine]) -> bool:
    area = box.width * box.height or 1e-9
    return sum(_common(box, line.box) for line in lines) >= _COVERED * area


def _common(a: BBox, b: BBox) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))
