"""The amounts of a bill by the role that the words of their row, or the header over them, give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache

from ocr_engine.extract.candidates import Candidate, Document, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import BILL as W
from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.patterns import any_word
from ocr_engine.validate import money
from ocr_engine.validate.spans import fold as narrow

from .bill import Amount, Bill

_ABOUT_TAX = re.compile(
    r"(?:excl|incl|inkl|exkl|exclusive|inclusive|excluding|including|ohne|hors|mit|with|without|before|after)\W{0,3}\w*\W*"
    r"(?:of\s)?\w*\s?(?:tax|vat|gst|sst|ust|mwst|tva|btw|iva|umsatzsteuer)",
    re.IGNORECASE,
)
_CENTS = re.compile(r"[.,]\s?\d\d\b")
_SURE, _NAMED = 0.9, 0.35  # quality of such a label, score of its amount at least


@cache
def _role_patterns() -> dict[str, re.Pattern[str]]:
    return {role: any_word(items) for role, items in words()["total_roles"].items()}


def by_role(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Every printed amount, for every role that the words of its row or the arithmetic of the bill speak for."""
    wanted = [(p, p.concept.role) for p in plans if p.kind == "money" and not p.spec.many and p.concept
              and p.concept.role]
    if not wanted:
        return
    amounts = list(_amounts(document))
    bill = Bill.of(amounts)
    payable_is_total = all(role == "gross" for _, role in wanted)
    for plan, role in wanted:
        for amount in amounts:
            score = bill.score(amount, role, payable_is_total)
            if score > 0:
                yield Candidate.at(plan, amount.piece, score, "total_words")


def reinforced(document: Document, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with those amounts raised that the arithmetic of the bill confirms in their role."""
    money_roles = [c for c in candidates if c.plan.kind == "money" and c.plan.concept and c.plan.concept.role]
    if not money_roles:
        return candidates
    bill = Bill.of(list(_amounts(document)))
    named = _named_exactly(money_roles)
    return [rescored(c, bill.factor(c) * _beside_named(c, named, bill)) if c in money_roles else c for c in candidates]


def _named_exactly(candidates: list[Candidate]) -> dict[str, list[Candidate]]:
    """Field -> the amounts beside a label of several words that is the field's own ("Total to pay")."""
    found: dict[str, list[Candidate]] = {}
    for one in candidates:
        hit = one.label
        if hit and hit.name.weight >= OWN_NAME and hit.quality >= _SURE and " " in hit.name.text.strip() and (
                one.score >= _NAMED and one.how != "label_near" and not hit.joined):
            found.setdefault(one.plan.key, []).append(one)
    return found


def _beside_named(candidate: Candidate, named: dict[str, list[Candidate]], bill: Bill) -> float:
    """Less for an amount that only its row's words speak for, where another stands beside the field's own name."""
    told = named.get(candidate.plan.key, ())
    alone = candidate.how == "total_words" and told and not bill.proves(candidate) and not any(
        candidate.overlaps(one) for one in told)
    return W["named_elsewhere"] if alone else 1.0


def _amounts(document: Document) -> Iterator[Amount]:
    total = sum(len(s.rows) for s in document.sheets) or 1
    before = 0
    for sheet in document.sheets:
        for row in sheet.rows:
            found = [
                (c, s) for c in row.cells for s in money.find(c.text, document.hints) if any(x.isdigit() for x in s.raw)
            ]
            for cell, span in found[-1:]:
                try:
                    value = Decimal(span.value)
                except InvalidOperation:
                    continue
                words_left = _label_text(row, cell, span.start)
                depth = (before + row.index) / total
                yield Amount(
                    Piece(cell, span.start, span.end),
                    value,
                    _CENTS.search(span.raw) is not None,
                    _roles(words_left),
                    words_left,
                    depth,
                )
        yield from _under_headers(document, sheet, before, total)
        before += len(sheet.rows)


def _under_headers(document: Document, sheet: Sheet, before: int, total: int) -> Iterator[Amount]:
    """The summary whose columns bear the roles (net | tax | total): amounts of its last row count most."""
    for index, header in enumerate(sheet.rows):
        roles = {c: r for c in header.cells if not re.search(r"\d", c.text) and (r := _roles(narrow(c.text)))}
        kinds = {max(r, key=lambda role: r[role]) for r in roles.values()}
        if len(roles) < 2 or len(kinds) < 2:
            continue
        found: list[tuple[Row, Cell, Cell]] = []
        for row in sheet.rows[index + 1 : index + 9]:
            last = found[-1][0] if found else header
            if row.cells[0].box.cy - last.cells[0].box.cy > 4 * sheet.height:
                break
            found += [(row, cell, _header_over(cell, header)) for cell in row.cells]
        final = found[-1][0] if found else None
        for row, cell, head in found:
            for span in money.find(cell.text, document.hints)[:1] if head in roles else ():
                cents = _CENTS.search(span.raw) is not None
                if cents and any(c.isdigit() for c in span.raw):
                    strength = W["column_last"] if row is final else W["column"]
                    depth = (before + row.index) / total
                    piece = Piece(cell, span.start, span.end)
                    yield Amount(
                        piece, Decimal(span.value), cents, {r: v * strength for r, v in roles[head].items()}, "", depth
                    )


def _header_over(cell: Cell, header: Row) -> Cell:
    """The header nearest to the cell: numbers are set flush right under theirs, mostly."""
    return min(header.cells, key=lambda h: min(abs(h.box.cx - cell.box.cx), abs(h.box.x1 - cell.box.x1)))


def _label_text(row: Row, cell: Cell, offset: int) -> str:
    text = narrow(row.text[: cell.start + offset])
    return re.sub(r"\([^()]*\)", lambda m: " " + m.group() + " ", text)


def _roles(text: str) -> dict[str, float]:
    """How strongly the words before an amount speak for each role. "excl. VAT" is about the net, not about a tax."""
    patterns = _role_patterns()
    if len(text) > 90 or not text.strip():
        return {}
    hit = {role: len(p.findall(text)) for role, p in patterns.items()}
    if hit["other"] and not hit["gross"] and not hit["due"]:
        return {}
    if hit["due"] and hit["other"] and not hit["gross"]:
        return {}
    if hit["due"]:
        return {"due": 0.9, "gross": 0.62 if not hit["other"] else 0.2}
    about_tax = bool(_ABOUT_TAX.search(text))
    if hit["net"] and not (hit["net"] and re.search(r"(?i)inc|inkl|nett\b", text) and hit["gross"]):
        paid = re.search(r"(?i)\bnett?\b(?!\s*price)", text) and not re.search(r"(?i)excl|sub|before|ohne|hors", text)
        return {"net": 0.85 if not hit["other"] else 0.4, **({"net_paid": 0.7} if paid else {})}
    if hit["tax"] and not about_tax:
        return {"tax": 0.85 if hit["gross"] else 0.7, **({"gross": 0.15} if hit["gross"] else {})}
    if hit["gross"]:
        weak = 0.45 if hit["other"] or "%" in text else 1.0
        return {"gross": (0.85 if about_tax or hit["gross"] > 1 else 0.75) * weak}
    return {}
