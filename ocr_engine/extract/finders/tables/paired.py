"""Captions of several things, "Vessel / Voyage", over or before their values in the same order: "ARINA / 031R"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.names import Name
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.labels.labelmap import Hit
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.places.regions import regions
from ocr_engine.extract.weights import OWN_NAME, PAIRED, PLACE
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.wordings import likeness
from ocr_engine.validate import dates

_CAPTION = re.compile(r"[^\W\d_][^:：\d]{1,60}?(?:\s*[/|]\s*[^\W\d_][^:：\d/|]{1,40}){1,3}\s*[:：]?\s*$")
_PARTED = re.compile(r"\s*/\s*|\s*[|]\s*")
_MOST_WORDS = 5


def by_pair(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Only where caption and value fall into as many parts."""
    asked = [p for p in plans if not p.spec.many and p.kind != "address"]
    for sheet in document.sheets:
        for cell in sheet.cells:
            caption = _inline(cell) or cell.text
            if "/" in caption or "|" in caption:
                yield from _answers(document, sheet, cell, caption, asked)


def _inline(cell: Cell) -> str:
    """The caption of a cell that holds its value as well, with its colon."""
    match = re.match(r"[^:：]{3,60}[:：](?=\s*\S)", cell.text)
    return match[0] if match else ""


def _answers(document: Document, sheet: Sheet, cell: Cell, caption: str, plans: Sequence[FieldPlan]
             ) -> Iterator[Candidate]:
    parts = _PARTED.split(caption.rstrip(" :："))
    if not _CAPTION.fullmatch(caption) or any(len(part.split()) > _MOST_WORDS for part in parts):
        return
    if any(n.folded == fold(caption) for p in plans for n in p.names if n.weight >= OWN_NAME):
        return  # asked for as one thing
    meant = [(index, found) for index, part in enumerate(parts) if (found := _named(part, plans))]
    if not meant or (len(meant) > 1 and len({plan.key for _, (plan, _, _) in meant}) == 1):
        return  # "Doğulduğu yer / Place of birth" is one thing in two languages
    name = meant[0][1][1]
    hit = Hit(name, None, cell, 0, len(caption), cell, 1.0, caption.rstrip().endswith((":", "：")), at_start=True)
    for region in regions(hit, document.labels, sheet, long=False):
        values = _values(region.pieces)
        if len(values) == len(parts) and not dates.find(region.text):
            for index, (plan, _, near) in meant:
                yield from _read(document, plan, values[index], PLACE[region.how] * region.weight * near)
            return


def _named(part: str, plans: Sequence[FieldPlan]) -> tuple[FieldPlan, Name, float] | None:
    """The field that a part of the caption names, and how near it comes."""
    told: list[tuple[FieldPlan, Name, float]] = []
    for plan in plans:
        for name in plan.names:
            if name.weight < OWN_NAME and name.folded != fold(part):
                continue
            said = likeness(part, name.text)
            whole = name.folded == fold(part)
            if whole or (said.share >= PAIRED["alike"] and not said.less):
                told.append((plan, name, 1.0 if whole else said.share))
    return max(told, key=lambda one: one[2], default=None)


def _values(pieces: Sequence[Piece]) -> list[Piece]:
    """The stretches between the strokes of a line."""
    if len(pieces) != 1:
        return []
    text, start, found = pieces[0].text, pieces[0].start, []
    at = 0
    for match in _PARTED.finditer(text):
        found.append(Piece(pieces[0].cell, start + at, start + match.start()))
        at = match.end()
    return [*found, Piece(pieces[0].cell, start + at, start + len(text.rstrip()))]


def _read(document: Document, plan: FieldPlan, piece: Piece, worth: float) -> Iterator[Candidate]:
    if best := document.best(plan, piece):
        score = min(PAIRED["most"], PAIRED["worth"] * worth * best.fit)
        yield Candidate.at(plan, best.piece, score, "label_right", best.value)
