"""Who sends and who receives, where no more than 寄 and 收 says so: name and telephone in one line, the address under
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.finders.letters.letterlines import looks_like_address
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import CONTACT
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, party_terms
from ocr_engine.validate import contact

_LONGEST = 30    # signs of a company's name
_MASKED = re.compile(r"1[3-9]\d[*＊xX]{4,6}\d{2,4}|(?<!\d)\d{3,4}-?\d*[*＊]{2,6}\d{1,4}")    # 150****6621
_SIDES = frozenset(("寄", "收"))
_MARKS = " ,，、:：/|"


class Contact(NamedTuple):
    cell: Cell
    name: Piece
    phone: Piece


def by_contact(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    parties = {plan.key: _parties(plan) for plan in plans if plan.kind in ("name", "phone", "address")}
    asked = [p for p in plans if parties.get(p.key)]
    if not asked:
        return
    for sheet in document.sheets:
        for one in _contacts(sheet):
            here = document.party(one.cell)
            for plan in asked:
                if len(here) == 1 and here == parties[plan.key]:
                    yield from _told(plan, one, sheet, document)


def _parties(plan: FieldPlan) -> frozenset[str]:
    """Whose the field is: told with its party (寄件人电话), or the party itself (寄件人)."""
    own = (party_terms().get(n.folded) for n in plan.names if has_cjk(n.text))
    return plan.sections or frozenset(p for p in own if p)


def _contacts(sheet: Sheet) -> Iterator[Contact]:
    for cell in sheet.cells:
        spans = [(s.start, s.end) for s in contact.find_phone(cell.text)] or [
            m.span() for m in _MASKED.finditer(cell.text)]
        if len(spans) != 1 or cell.text[spans[0][1] :].strip():
            continue
        name = cell.text[: spans[0][0]].strip(_MARKS)
        start = cell.text.find(name)
        person = 2 <= len(name) <= 4 and all("\u4e00" <= c <= "\u9fff" or c == "·" for c in name)
        sided = bool(cell.before) and cell.before[-1].text.strip() in _SIDES
        house = has_cjk(name) and legal_form_pattern().search(name) is not None
        if person or ((sided or house) and 2 <= len(name) <= _LONGEST):
            yield Contact(cell, Piece(cell, start, start + len(name)), Piece(cell, *spans[0]))


def _told(plan: FieldPlan, one: Contact, sheet: Sheet, document: Document) -> Iterator[Candidate]:
    if plan.kind == "name" and not document.labels.starts.get(one.cell):
        yield Candidate.at(plan, one.name, CONTACT, "position")
    elif plan.kind == "phone":
        yield Candidate.at(plan, one.phone, CONTACT, "position")
    elif plan.kind == "address" and (lines := _address(one.cell, sheet, document)):
        yield Candidate(plan, "".join(c.text for c in lines), tuple(Piece.whole(c) for c in lines), CONTACT,
                        "position")


def _address(cell: Cell, sheet: Sheet, document: Document) -> list[Cell]:
    """The lines right under a contact with its left edge, while they look like an address."""
    lines: list[Cell] = []
    last = cell
    for below in sorted(sheet.cells, key=lambda c: c.box.cy):
        near = 0.3 * last.height < below.box.cy - last.box.cy < 2 * sheet.height
        if not near or abs(below.box.x0 - cell.box.x0) > 1.2 * sheet.height or document.labels.starts.get(below):
            continue
        if not looks_like_address(below.text) and not (lines and len(fold(below.text)) < _LONGEST):
            break
        lines.append(below)
        last = below
    return lines[:3]
