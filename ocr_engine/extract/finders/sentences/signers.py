"""Who signed a paper that is kept as text: "/s/ Mei Whitaker", as offices want it typed, with the name again and what
the signer does under it, or captions of the same row (Printed name, Title, Signature).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import word_parts
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.finders.letters.letterlines import is_contact, looks_like_address
from ocr_engine.extract.page.layout import Cell, Sheet, column_apart
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import SIGNED as W
from ocr_engine.extract.words.folding import fold
from ocr_engine.validate import dates

_TYPED = re.compile(r"/s/\s*(?P<name>[A-ZÀ-Þ][\w'’.\-]*(?:\s+[\w'’.\-]+){1,4})\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"sign(?:er|ed|atory|ing)|unterzeichn|signatair|firmant|firmatari|ondertekenaar", re.IGNORECASE)
_TITLE = frozenset(("title", "position", "capacity", "titel", "titre", "cargo", "funktion", "functie"))
_NAME_CAPTION = re.compile(
    r"(?:printed?|typed?)\s+name|name\s*\(?\s*(?:printed?|typed?|please print)|name in (?:print|block)"
    r"|name and signature|signature and name", re.IGNORECASE)
_SIGNATURE = re.compile(r"signature|signed", re.IGNORECASE)
_CAPTION = 40


def by_signer(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    labelled = document.labels.labelled(W["labelled"], at_start=True)
    asked = [p for p in plans if p.key not in labelled and not p.spec.many and _of_who_signs(p)]
    names = [p for p in asked if p.kind == "name" and not _of_title(p)]
    titles = [p for p in asked if p.kind == "text" and _of_title(p)]
    for sheet in document.sheets if names or titles else ():
        for cell in sheet.cells:
            if match := _TYPED.search(cell.text):
                again = _under(cell, sheet)
                repeated = again is not None and fold(again.text) == fold(match["name"])
                for plan in names:
                    yield Candidate.at(plan, Piece(cell, *match.span("name")), W["typed"], "pattern")
                under = _under(again, sheet) if repeated and again else None
                if under is not None and _may_be_title(under):
                    yield from (Candidate.at(plan, Piece.whole(under), W["under"], "position") for plan in titles)
            elif _NAME_CAPTION.search(cell.text) and len(cell.text) <= _CAPTION:
                yield from _captioned(cell, sheet, names, W["captioned"])
        yield from _in_the_row(sheet, titles)


def _of_who_signs(plan: FieldPlan) -> bool:
    return any(_SIGNS.search(name.text) for name in plan.own_names)


def _of_title(plan: FieldPlan) -> bool:
    return any(part in _TITLE for name in plan.spec.names for part in word_parts(name))


def _in_the_row(sheet: Sheet, titles: list[FieldPlan]) -> Iterator[Candidate]:
    """Title beside Signature or Printed name: whoever signs has it."""
    for row in sheet.rows if titles else ():
        if any(_SIGNATURE.search(c.text) or _NAME_CAPTION.search(c.text) for c in row.cells):
            for cell in row.cells:
                if fold(cell.text) in _TITLE:
                    yield from _captioned(cell, sheet, titles, W["captioned"])


def _captioned(cell: Cell, sheet: Sheet, plans: list[FieldPlan], worth: float) -> Iterator[Candidate]:
    """What stands right under the caption, or over it where nothing does."""
    value = _under(cell, sheet) or _over(cell, sheet)
    if value is not None and _may_be_title(value):
        yield from (Candidate.at(plan, Piece.whole(value), worth, "label_below") for plan in plans)


def _may_be_title(cell: Cell) -> bool:
    """Whether a line is words alone: no day, address, telephone, and no line to write on."""
    text = cell.text.strip()
    return sum(map(str.isalpha, text)) > 2 and not any(map(str.isdigit, text)) and not dates.find(text) and not (
        is_contact(text) or looks_like_address(text) or text.endswith(":") or _TYPED.search(text) or "__" in text)


def _under(cell: Cell, sheet: Sheet) -> Cell | None:
    near = [c for c in sheet.cells if 0.4 * cell.height < c.box.cy - cell.box.cy < 2.2 * sheet.height
            and column_apart(c, cell.box) < sheet.height]
    return min(near, key=lambda c: c.box.cy, default=None)


def _over(cell: Cell, sheet: Sheet) -> Cell | None:
    near = [c for c in sheet.cells if 0.4 * cell.height < cell.box.cy - c.box.cy < 2.2 * sheet.height
            and column_apart(c, cell.box) < sheet.height]
    return max(near, key=lambda c: c.box.cy, default=None)
