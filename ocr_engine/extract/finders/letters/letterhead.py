"""Who issued a paper and who received it, where no label says so: the first lines, the address blocks, the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document, rescored
from ocr_engine.extract.fields.ownership import of_receiver, owners
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.greetings import HONOURED
from ocr_engine.extract.values.names_zh import end_before_title, names_no_house
from ocr_engine.extract.weights import HEAD as W
from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.legalforms import respelled
from ocr_engine.extract.words.lexicon import legal_form_pattern, word_pattern

from .addressees import addressees, in_address_window
from .issueraddress import issuer_address
from .letterlines import (
    first_cells,
    is_contact,
    is_labelled,
    is_no_name,
    is_registered,
    is_registration,
    looks_like_address,
    sender_name,
    stands_under_sender,
)

_SENTENCE = re.compile(r"(?i)\b(?:are|is|not|please|your|our|goods|sold|returnable|open|hours|daily)\b")
_ISSUER = frozenset(("seller",))
_LEAD = re.compile(r"\W*(?:own(?:ed)?|operated|managed|run|manage)\s+by\s*:?\s*", re.IGNORECASE)
_ANNOUNCES = re.compile(r"\s*[^\W\d_][^:：\d]{2,30}[:：]\s+\S")   # Se matricula en: 3.º B
_OPEN_END = re.compile(r"(?:[&+]|\b(?:and|und|et|dan))\s*$", re.IGNORECASE)   # a name that goes on in the next line


def by_position(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    sheet = document.sheets[0] if document.sheets else None
    if sheet is None or not sheet.cells:
        return
    announced = {h.plan.key for h in document.labels.hits if h.plan and h.name.weight >= OWN_NAME and h.quality >= 0.9}
    owned = owners(plans)
    for plan in plans:
        concept = plan.concept.key if plan.concept else ""
        if plan.kind == "text" and plan.key in announced:
            continue  # what is called a store may be a room of stock
        if concept == "seller_name" and plan.kind in ("name", "text"):
            two = any(p.concept and p.concept.key == "buyer_name" for p in plans)
            told = W["told"] if two and plan.key in announced else 1.0
            yield from (rescored(c, told) for c in issuers(document, sheet, plan))
        elif concept == "address" and plan.sections <= _ISSUER and not of_receiver(plan, owned):
            yield from issuer_address(document, sheet, plan)
        elif concept == "buyer_name" and plan.kind in ("name", "text"):
            yield from addressees(document, sheet, plan)
            if _orders(plan, plans, announced):
                yield from (rescored(c, W["orders"]) for c in issuers(document, sheet, plan))


def _orders(buyer: FieldPlan, plans: list[FieldPlan], announced: set[str]) -> bool:
    """Whether a paper is written by who buys: the definition names them first, and a label tells who sells."""
    sellers = [p for p in plans if p.concept and p.concept.key == "seller_name"]
    return bool(sellers) and plans.index(buyer) < plans.index(sellers[0]) and sellers[0].key in announced and (
        buyer.key not in announced)


def issuers(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    head = [c for c in first_cells(sheet, 0.35) if not is_registration(c.text) or _is_emblem(c, sheet)][:14]
    everything = " ".join(fold(c.text) for s in document.sheets for c in s.cells)
    seen = 0
    for index, cell in enumerate(head):
        text, pieces = _without_tail(_with_rest_of_name(head, index))
        if (
            is_contact(text)
            or names_no_house(text)
            or is_labelled(document, cell)
            or (_ANNOUNCES.match(cell.text) and not _LEAD.match(cell.text))
            or len(fold(_without_form(text))) < 2
            or sender_name(cell.text)
            or HONOURED.fullmatch(cell.text.strip())
        ):
            continue
        score = _name_score(text, seen, cell, sheet)
        if everything.count(fold(text)) > 1:
            score += W["repeated"]
        if in_address_window(sheet, cell) or stands_under_sender(sheet, cell) or "buyer" in document.party(cell):
            score -= W["window"]
        seen += 1
        if score > 0:
            yield Candidate(plan, text, pieces, min(score, 0.9), "position", respelled(text))
    yield from _sender_line(document, sheet, plan)


def _is_emblem(cell: Cell, sheet: Sheet) -> bool:
    """Whether three or four capitals in large print are a house's short name (a reader's scraps are not)."""
    return sheet.page.source != "ocr" and cell.text.isalpha() and cell.text.isupper() and (
        cell.height > 1.35 * sheet.height)


def _sender_line(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """The small line over an address window or at the head of the page."""
    for cell in first_cells(sheet, 0.4):
        name = sender_name(cell.text)
        if name and not is_labelled(document, cell):
            start = cell.text.index(name)
            score = (
                W["sender"] if legal_form_pattern().search(name) or not re.search(r",\s", cell.text) else W["listed"]
            )
            yield Candidate.at(plan, Piece(cell, start, start + len(name)), score, "position")


def _name_score(text: str, index: int, cell: Cell, sheet: Sheet) -> float:
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or letters < 0.5 * len(text.replace(" ", "")) or len(text) > 70 or is_no_name(text):
        return 0.0
    score = W["first"] - W["step"] * index
    if is_registered(respelled(text)):
        score += W["registered"]
    elif legal_form_pattern().search(text):
        score += W["legal_form"]
    elif word_pattern("shop_words").search(text):
        score += W["shop_word"]
    if cell.height > 1.35 * sheet.height:
        score += W["large"]
    if looks_like_address(text) and not legal_form_pattern().search(text):
        score -= W["address"]
    if any(c.isdigit() for c in text):
        score -= W["digits"]
    if text.islower() or _SENTENCE.search(text):
        score -= W["lower_case"]
    return score


def _with_rest_of_name(head: list[Cell], index: int) -> tuple[Piece, ...]:
    """The cell, and the next line too where the name plainly goes on there (a legal form alone, a bracket)."""
    cell = head[index]
    lead = _LEAD.match(cell.text)
    first = Piece(cell, lead.end() if lead else 0, len(cell.text))
    if index + 1 >= len(head):
        return (first,)
    after = head[index + 1]
    close = (
        0 < after.box.cy - cell.box.cy < 1.9 * max(cell.height, after.height)
        and abs(after.box.cx - cell.box.cx) < 6 * cell.height
    )
    if (
        not close
        or is_contact(after.text)
        or any(c.isdigit() for c in after.text)
        or is_no_name(after.text)
    ):
        return (first,)
    if _OPEN_END.search(cell.text) and not looks_like_address(after.text):
        return (first, Piece.whole(after))
    form = legal_form_pattern()
    ends = [m for m in form.finditer(after.text) if m.end() >= len(after.text.rstrip(" .)"))]
    if form.search(cell.text) or not ends or looks_like_address(after.text):
        return (first,)
    before_form = [
        w
        for w in re.findall(r"[^\W\d_]{2,}", after.text[: ends[0].start()])
        if not word_pattern("shop_words").fullmatch(w) and not legal_form_pattern().fullmatch(w)
    ]
    goes_on = len(before_form) == 0 or cell.text.rstrip().endswith(("&", "AND", "(", ","))
    return (first, Piece.whole(after)) if goes_on else (first,)


def _without_form(text: str) -> str:
    return legal_form_pattern().sub("", text)


_UNOPENED = re.compile(r"\s+[^\s()（）]*\d{3,}[^\s()（）]*[)）]\s*$")  # a registration whose bracket was not read
_REGISTERED = re.compile(
    r"\s*[\[(（]\s*(?:co\.?\s*(?:reg\.?)?\s*no\.?\s*[:.]?\s*)?[\w\-/ .:·]*\d{3,}[\w\-/ .·]*[\])）]?.{0,6}$",
    re.IGNORECASE,
)
_LONGEST_TAIL = 150     # characters; in how many ways thousands of digits can be cut, nobody can wait for


def _without_tail(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...]]:
    """The name without the registration number in brackets behind it."""
    text, last = " ".join(p.text for p in pieces), pieces[-1]
    tail = max(0, len(last.text) - _LONGEST_TAIL)
    match = _REGISTERED.search(last.text, tail) or _UNOPENED.search(last.text, tail)
    end = match.start() if match else end_before_title(last.text)
    if end in (0, len(last.text)):
        return text, pieces
    cut = Piece(last.cell, last.start, last.start + end)
    return " ".join(p.text for p in (*pieces[:-1], cut)), (*pieces[:-1], cut)
