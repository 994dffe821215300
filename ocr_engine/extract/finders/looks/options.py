"""Values that the hint of their field lists: whichever of them is printed is the value, whatever its caption says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.options import options_of
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.boxes import BOX
from ocr_engine.extract.weights import OPTION
from ocr_engine.extract.words.folding import fold

_BEFORE, _BEHIND = re.compile(r"(?:^|[:：])\s*$"), re.compile(r"^\s*(?:$|[。.;；,，])")


def by_option(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """The only one of them that stands alone in a cell or behind a colon; of boxes the ticks tell."""
    for plan in plans:
        options = options_of(plan.spec) if not plan.spec.many else ()
        found = [piece for cell in document.cells() for piece in _in(cell, options)] if options else []
        if len({fold(piece.text) for piece in found}) == 1:
            yield Candidate.at(plan, found[0], OPTION, "pattern")


def _in(cell: Cell, options: tuple[str, ...]) -> Iterator[Piece]:
    if boxes := list(BOX.finditer(cell.text)):
        if len(boxes) == 1 and boxes[0]["set"]:
            yield from _ticked(cell, boxes[0].end(), options)
        return
    for option in options:
        for match in re.finditer(re.escape(option), cell.text, re.IGNORECASE):
            if _BEFORE.search(cell.text[: match.start()]) and _BEHIND.match(cell.text[match.end() :]):
                yield Piece(cell, *match.span())


def _ticked(cell: Cell, start: int, options: tuple[str, ...]) -> Iterator[Piece]:
    """The option that begins behind the only box of a cell, which bears its tick: ☒ Renewal (member no. 4711)."""
    text = cell.text[start:]
    lead = len(text) - len(text.lstrip())
    for option in options:
        behind = text[lead + len(option) :]
        if text[lead:].casefold().startswith(option.casefold()) and not behind[:1].isalnum():
            yield Piece(cell, start + lead, start + lead + len(option))
