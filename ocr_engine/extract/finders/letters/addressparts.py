"""Street, town, postcode and state asked for by themselves: the parts of a party's printed address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import ADDRESS_PART as W
from ocr_engine.extract.words.lexicon import word_pattern

from .letterlines import is_contact

_TOWN = r"(?P<town>[^\W\d_][^\d,;:|·●]{1,40}?)"
# 80333 München, DE 80333 München, 3012 CN Rotterdam, 69100 Lyon Cedex 08
_CONTINENTAL = re.compile(
    rf"(?:^|[\s,·●|\-–])(?:(?P<land>[A-Z]{{1,2}})[\s-])?(?P<code>\d{{4}}\s?[A-Z]{{2}}|\d{{4,6}})\s+{_TOWN}\s*(?=$|[,;|·●(]|\s[-–]\s)"
)
# Fremont CA 94538, Redmond, WA 98052
_AMERICAN = re.compile(
    r"(?:^|[,|·]\s*)(?P<town>[^\W\d_][^\d,;:|]{1,40}?),?\s+(?P<state>[A-Z]{2}),?\s+(?P<code>\d{5}(?:-\d{4})?)\b"
)
_STREET = re.compile(r"^(?=.*\d)(?=.*[^\W\d_]{2})[^:@|]{4,50}$")
_PARTS = {
    "street": "street",
    "city": "town",
    "postcode": "code",
    "state": "state",
    "state_code": "state",
    "country_code": "land",
}


def by_address_part(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [(p, _PARTS[p.concept.key]) for p in plans if p.concept and p.concept.key in _PARTS]
    for sheet in document.sheets[:2] if wanted else ():
        for cell in sheet.cells:
            match = _AMERICAN.search(cell.text) or _CONTINENTAL.search(cell.text)
            if match is None or is_contact(cell.text) or _is_street(match["town"]):
                continue
            trust = document.later(cell) * (W["first_page"] if sheet is document.sheets[0] else W["later_page"])
            for plan, part in wanted:
                fit = _party_fit(document, plan, cell)
                if fit and (piece := _piece(sheet, cell, match, part)):
                    yield Candidate.at(plan, piece, trust * fit, "position")


def _is_street(town: str) -> bool:
    """12 Silver Street has the form of a postcode with its town."""
    return bool(
        word_pattern("address_words").search(town) or re.search(r"\b(?:st|ave|dr|blvd|ln)\b", town, re.IGNORECASE)
    )


def _party_fit(document: Document, plan: FieldPlan, cell: Cell) -> float:
    """Whether the address stands in the block of the party that the field names; the issuer has no block, mostly."""
    here = document.party(cell)
    if plan.sections & here:
        return 1.0
    issuer = not plan.sections or "seller" in plan.sections
    return W["no_block"] if issuer and not here else 0.0


def _piece(sheet: Sheet, cell: Cell, match: re.Match[str], part: str) -> Piece | None:
    if part == "street":
        return _street(sheet, cell, match)
    if part not in match.groupdict() or not match[part]:
        return None
    return Piece(cell, *match.span(part))


def _street(sheet: Sheet, cell: Cell, match: re.Match[str]) -> Piece | None:
    """What stands before the postcode in its line, or the line above."""
    before = cell.text[: match.start()].rstrip(" ,·●|-–")
    start = max(before.rfind(mark) for mark in "·●|,") + 1
    if _STREET.match(before[start:].strip()):
        start += len(before[start:]) - len(before[start:].lstrip())
        return Piece(cell, start, len(before))
    above = [
        c
        for c in sheet.cells
        if 0.4 * cell.height < cell.box.cy - c.box.cy < 2 * cell.height and abs(c.box.x0 - cell.box.x0) < sheet.height
    ]
    line = max(above, key=lambda c: c.box.cy, default=None)
    return Piece.whole(line) if line is not None and _STREET.match(line.text.strip()) else None
