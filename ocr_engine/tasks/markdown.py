"""A page as Markdown by its layout alone: headings by size and numbering, paragraphs by distance, tables as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ocr_engine.tables.table import Table
from ocr_engine.types import BBox, PageText, TextLine

_TALL = 1.35            # a line so much taller than the page's usual one is a heading
_FAR = 0.9              # a gap of so many line heights ends a paragraph
_NUMBERED = re.compile(
    r"^\s*(第[一二三四五六七八九十百零\d]+[条章节]|[一二三四五六七八九十]{1,3}、|(?:article|section|clause)\s+[\divxlc]+\b|"
    r"\d{1,2}[.)]\s+(?=\D)|\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\D))", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[•·●▪◦‣–—-]\s+")
_MARKS = re.compile(r"([\\`*_{}\[\]<>|])")
_LEADING = re.compile(r"^(#{1,6}\s|[-+]\s)")
_LIST_NUMBER = re.compile(r"^(\d+)([.)]\s)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_HEADING_LETTERS = 60


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, heading or table and where it begins (upright page)."""

    y: float
    text: str


def to_markdown(page: PageText, tables: Sequence[Table] = ()) -> str:
    """The page from top to bottom in reading order; text that stands in a table stands only there."""
    taken = [t.box.turned(page.rotation) for t in tables if t.box]
    lines = [(line, line.box.turned(page.rotation)) for line in page.lines]
    free = [(line, box) for line, box in lines if not any(_inside(box, t) for t in taken)]
    parts = [*_texts(free), *(_Part(box.y0, t.to_html()) for t, box in zip(tables, taken, strict=False))]
    if tables:  # reading order and tables only meet by height
        parts.sort(key=lambda p: p.y)
    return "\n\n".join(p.text for p in parts)


def _inside(box: BBox, table: BBox) -> bool:
    return table.x0 <= box.cx <= table.x1 and table.y0 <= box.cy <= table.y1


def _texts(lines: Sequence[tuple[TextLine, BBox]]) -> list[_Part]:
    usual = median([box.height for _line, box in lines]) if lines else 0.0
    parts: list[_Part] = []
    open_paragraph: tuple[str, BBox, float] | None = None
    for line, box in lines:
        text = line.text.strip()
        if not text:
            continue
        heading = is_heading(text) or (box.height > _TALL * usual and len(text) <= _HEADING_LETTERS)
        if open_paragraph and not heading and not _BULLET.match(text) and _follows(open_paragraph[1], box):
            open_paragraph = (_joined(open_paragraph[0], text), box, open_paragraph[2])
            continue
        if open_paragraph:
            parts.append(_Part(open_paragraph[2], _escaped(open_paragraph[0])))
        open_paragraph = None if heading else (text, box, box.y0)
        if heading:
            level = "#" if box.height > 1.8 * usual else "##"
            parts.append(_Part(box.y0, f"{level} {_plain(text)}"))
    if open_paragraph:
        parts.append(_Part(open_paragraph[2], _escaped(open_paragraph[0])))
    return parts


def is_heading(text: str) -> bool:
    """A short numbered line that does not end like a sentence: "第三条 租金", "Article 5 Payment", "4.2 Term"."""
    return bool(_NUMBERED.match(text)) and len(text) <= _HEADING_LETTERS and text[-1] not in "。；;，,.：:"


def _follows(above: BBox, box: BBox) -> bool:
    """The line goes on in the paragraph: closely below, and both reach over a good part of each other."""
    shared = min(above.x1, box.x1) - max(above.x0, box.x0)
    close = -0.5 * box.height <= box.y0 - above.y1 < _FAR * min(above.height, box.height)
    return close and shared > 0.4 * min(above.width, box.width)


def _joined(one: str, other: str) -> str:
    if one.endswith("-") and other[:1].islower():
        return one[:-1] + other
    closed = _CJK.match(one[-1]) and _CJK.match(other[:1])
    return one + ("" if closed else " ") + other


def _escaped(text: str) -> str:
    bullet = _BULLET.match(text)
    body = _plain(text[bullet.end():] if bullet else text)
    return f"- {body}" if bullet else _LIST_NUMBER.sub(r"\1\\\2", _LEADING.sub(r"\\\1", body))


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
