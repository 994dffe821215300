"""Whom a letter greets by name, where no label tells who receives it."""

from __future__ import annotations

from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.ownership import named
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.greetings import GREETING, HONOURED
from ocr_engine.extract.weights import OPEN_PARTY as W

_NOBODY = frozenset(("お客", "ご担当者", "担当者", "各位", "お得意"))


def by_greeting(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    labelled = document.labels.labelled(W["labelled"], at_start=True)
    receivers = [p for p in plans if p.kind == "name" and not p.spec.many and (
        named(p, "receiver_words") or (p.concept is not None and p.concept.key == "buyer_name"))]
    receivers.sort(key=lambda plan: plan.key in labelled)  # a label may be of how many, and not of whom
    for sheet in document.sheets[:1] if receivers else ():
        for cell in sheet.cells:
            match = GREETING.fullmatch(cell.text.strip())
            honoured = HONOURED.fullmatch(cell.text.strip())
            if honoured and honoured["name"] not in _NOBODY:
                yield Candidate.at(receivers[0], Piece(cell, (at := cell.text.index(honoured["name"])),
                                                       at + len(honoured["name"])), W["honoured"], "position")
            if match and (name := match["name"].strip()):
                start = cell.text.index(name)
                yield Candidate.at(receivers[0], Piece(cell, start, start + len(name)), W["greeted"], "position")
