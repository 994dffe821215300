"""Whose paper it is where no label says so: business cards, curricula, letters of one person. The e-mail address bears
the name out, the line under the name tells what the person does, and a letter tells one telephone from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.finders.letters.letterlines import is_contact, looks_like_address
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import PERSON as W
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern
from ocr_engine.validate import contact

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.\-]*(?:\s+(?:(?:van|von|de|den|der|da|del|di|la|dos|du|ter|ten|el|al)\s+){0,2}"
                   r"[A-ZÀ-Þ][\w'’.\-]*){1,4}(?:,?\s+(?:MSc|BSc|PhD|MBA|MD|RA))?")
_LEAST = 4  # letters of a name that an address must hold
_MOST_WORDS = 7
_LETTERED = re.compile(r"(?<!\w)(?P<sign>[TMFPHDtmfp])\s*[.:]?\s+(?=[+(\d])")
_SIGNS = {"mobile": "MHm", "phone": "TPDtp", "fax": "Ff"}


def by_person(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    labelled = document.labels.labelled(W["labelled"], at_start=True)
    free = [p for p in plans if p.key not in labelled and not p.spec.many]
    yield from _lettered(document, [p for p in plans if p.kind == "phone" and not p.spec.many])
    sheet = document.sheets[0] if document.sheets else None
    names = [p for p in free if p.kind == "name" and p.concept is not None and p.concept.key == "name"]
    jobs = [p for p in free if p.concept is not None and p.concept.key == "job_title"]
    if sheet is None or len(names) != 1:
        return
    cell = _person(sheet)
    if cell is None:
        return
    yield Candidate(names[0], cell.text.strip(), (Piece.whole(cell),), W["named"], "position")
    under = _line_under(cell, sheet)
    if len(jobs) == 1 and under is not None and not document.labels.starts.get(under):
        yield Candidate(jobs[0], under.text.strip(), (Piece.whole(under),), W["under"], "position")


def _person(sheet: Sheet) -> Cell | None:
    """The first line that is a name of which an e-mail address of the page holds a part."""
    mails = [fold(m.raw.split("@")[0]) for c in sheet.cells if "@" in c.text
             for m in contact.find_email(c.text)]
    for cell in sorted(sheet.cells, key=lambda c: (-round(c.height / sheet.height, 1), c.box.cy)) if mails else ():
        text = cell.text.strip()
        if not _NAME.fullmatch(text) or legal_form_pattern().search(text) or has_cjk(text):
            continue
        parts = [fold(word) for word in text.split()]
        if any(len(part) >= _LEAST and part in mail for part in parts for mail in mails):
            return cell
    return None


def _line_under(cell: Cell, sheet: Sheet) -> Cell | None:
    """What stands right under a name in a line of its own, without figures."""
    under = [c for c in sheet.cells if 0.3 * cell.height < c.box.cy - cell.box.cy < 1.6 * cell.height
             and (abs(c.box.x0 - cell.box.x0) < sheet.height or abs(c.box.cx - cell.box.cx) < sheet.height)]
    first = min(under, key=lambda c: c.box.cy, default=None)
    if first is None or any(char.isdigit() for char in first.text) or len(first.text.split()) > _MOST_WORDS:
        return None
    return None if is_contact(first.text) or looks_like_address(first.text) else first


def _lettered(document: Document, phones: Sequence[FieldPlan]) -> Iterator[Candidate]:
    """M +31 6 1234 5678: the letter before a telephone."""
    for plan in phones:
        signs = _SIGNS.get(plan.concept.key if plan.concept else "", "")
        for cell in (c for sheet in document.sheets for c in sheet.cells) if signs else ():
            matches = list(_LETTERED.finditer(cell.text))
            spans = contact.find_phone(cell.text) if matches else []
            for match in matches:
                span = next((s for s in spans if s.start <= match.end() + 1 <= s.end), None)
                if span is not None and match["sign"] in signs:
                    yield Candidate.at(plan, Piece(cell, span.start, span.end), W["lettered"], "pattern",
                                    span.value)
