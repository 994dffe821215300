"""Where a paper was issued or signed, told by its dateline: "Cottbus, 21.11.2025", "Fait à Limoges, le 3 mai 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import PLACE_NAME
from ocr_engine.extract.words.wordings import wording
from ocr_engine.validate import dates

_PLACES = frozenset(("place", "ort", "lieu", "luogo", "lugar", "local", "plaats", "miejsce", "miejscowosc", "sted",
                     "plats"))
_DONE = frozenset(("issue", "issued", "signature", "signing", "signed", "ausstellung", "unterschrift",
                   "emission", "delivrance", "rilascio", "emissione", "firma", "expedicion", "emissao", "assinatura",
                   "afgifte", "ondertekening", "wystawienia", "podpisu"))
_TOWN = re.compile(
    r"\s*(?:(?:Fait|Done|Signed|Issued|Given|Ausgestellt|Hecho|Feito|Fatto|Gedaan|Opgemaakt)\s+(?:à|at|in|en|em|a|te)\s+)?"
    r"(?P<town>[A-ZÀ-ÞŁŚŻŹĆ][^\W\d_]+(?:[ '’\-][^\W\d_]+){0,3})\s*,\s*(?:le|den|dnia|il|lì|el|a|em|op|on|the)?\s*",
    re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:r\.?)?\s*")


def by_dateline(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """For the one field that asks for such a place."""
    asked = [p for p in plans if p.kind == "text" and not p.spec.many and _asks(p)]
    for sheet in document.sheets if len(asked) == 1 else ():
        for cell in sheet.cells:
            spans = dates.find(cell.text, document.hints)
            town = _TOWN.fullmatch(cell.text, 0, spans[0].start) if len(spans) == 1 else None
            if town and town["town"][0].isupper() and _BEHIND.fullmatch(cell.text, spans[0].end):
                yield Candidate.at(asked[0], Piece(cell, *town.span("town")), PLACE_NAME["dateline"], "pattern")


def _asks(plan: FieldPlan) -> bool:
    said = [{word for word, _ in wording(text).words} for text in plan.spec.label.values()]
    return any(words & _PLACES and words <= _PLACES | _DONE for words in said)
