"""The state that issued a card, printed large at its head without a label."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import PLACE_NAME as W
from ocr_engine.extract.words.folding import fold, fold_map
from ocr_engine.extract.words.lexicon import words


def by_place(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    states = sorted((fold(s) for s in words()["us_states"]), key=len, reverse=True)
    for plan in plans:
        if not plan.concept or plan.concept.key != "state" or not document.sheets:
            continue
        for cell in document.sheets[0].cells:
            text, back = fold_map(cell.text)
            name = next((s for s in states if text.endswith(s) and len(text) - len(s) <= 2), None)
            if name and cell.box.cy < 0.4:
                start = back[len(text) - len(name)]
                yield Candidate.at(plan, Piece(cell, start, len(cell.text)), W["state"], "position")
