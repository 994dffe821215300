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
    if BOX.search(cell.text):
        return
    for option in options:
        for match in re.finditer(re.escape(option), cell.text, re.IGNORECASE):
            if _BEFORE.search(cell.text[: match.start()]) and _BEHIND.match(cell.text[match.end() :]):
                yield Piece(cell, *match.span())
