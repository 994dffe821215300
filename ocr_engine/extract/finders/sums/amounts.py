"""The amounts that a document prints, each with the role that the words of its row, or the header over it, give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.page.layout import Cell, Row, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.apart import another_begins
from ocr_engine.extract.weights import BILL as W
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.patterns import any_word
from ocr_engine.validate import money
from ocr_engine.validate.spans import Hints, Span
from ocr_engine.validate.spans import fold as narrow

from .bill import ROUNDING, Amount, Bill, says_paid

_ABOUT_TAX = re.compile(
    r"(?:excl|incl|inkl|exkl|exclusive|inclusive|excluding|including|ohne|hors|mit|with|without|before|after)\W{0,3}\w*\W*"
    r"(?:of\s)?\w*\s?(?:tax|vat|gst|sst|ust|mwst|tva|btw|iva|umsatzsteuer)",
    re.IGNORECASE,
)
_CENTS = re.compile(r"[.,]\s?\d\d\b|^\D*\d+-\d\d$")
_GROUPED = re.compile(r"\d[.,'’ ]\d{3}(?!\d)")


def bill_of(document: Document) -> Bill:
    """The printed amounts and what they add up to. Some milliseconds a page: ask by ``document.once``."""
    rounds = any(ROUNDING.search(narrow(row.text)) for sheet in document.sheets for row in sheet.rows)
    return Bill.of(list(_amounts(document)), rounds=rounds)


def _amounts(document: Document) -> Iterator[Amount]:
    rows_of_all = sum(len(s.rows) for s in document.sheets) or 1
    before = 0
    for sheet in document.sheets:
        depths = [(before + index) / rows_of_all for index in range(len(sheet.rows))]
        for row, depth in zip(sheet.rows, depths, strict=True):
            yield from _last_of_row(row, depth, document.hints)
        for index, header in enumerate(sheet.rows):
            if roles := _summary_roles(header):
                yield from _under_header(sheet, index, roles, depths, document.hints)
        before += len(sheet.rows)


def _last_of_row(row: Row, depth: float, hints: Hints) -> Iterator[Amount]:
    """The last amount of a row, and those of a line behind which another caption begins, in the role that the words
    before each give it."""
    found = _with_hyphen(row) or [
        (cell, span) for cell in row.cells for span in money.find(cell.text, hints) if _in_figures(span)]
    since = 0
    for index, (cell, span) in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if after and (after[0] is not cell or not another_begins(cell.text[span.end : after[1].start])):
            continue
        if (value := _value(span)) is not None:
            before = _label_text(row, cell, span.start, since)
            since = cell.start + span.end
            yield Amount(Piece(cell, span.start, span.end), value, _has_cents(span), _is_grouped(span), _roles(before),
                         before, depth)


def _with_hyphen(row: Row) -> list[tuple[Cell, Span]]:
    """31-00 at the end of a row whose words speak of sums: elsewhere that is a code or a span."""
    last = row.cells[-1]
    if (value := money.with_hyphen(last.text)) is None:
        return []
    before = _label_text(row, last, 0)
    return [(last, Span(0, len(last.text), last.text, value, 0.75))] if _roles(before) or says_paid(before) else []


def _summary_roles(header: Row) -> dict[Cell, dict[str, float]]:
    """Cell of the header -> its roles, of a summary whose columns bear different ones (net | tax | total)."""
    roles = {c: r for c in header.cells if not re.search(r"\d", c.text) and (r := _roles(narrow(c.text)))}
    kinds = {max(r, key=lambda role: r[role]) for r in roles.values()}
    return roles if len(kinds) >= 2 else {}


def _under_header(sheet: Sheet, index: int, roles: dict[Cell, dict[str, float]], depths: list[float], hints: Hints
                  ) -> Iterator[Amount]:
    """The amounts of the summary under the header in row ``index``: those of its last row count most."""
    under = _rows_under(sheet, index)
    for row in under:
        strength = W["column_last"] if row is under[-1] else W["column"]
        for cell in row.cells:
            head = roles.get(_header_over(cell, sheet.rows[index]))
            for span in money.find(cell.text, hints)[:1] if head else ():
                if head and _has_cents(span) and _in_figures(span):
                    yield Amount(Piece(cell, span.start, span.end), Decimal(span.value), True, False,
                                 {role: worth * strength for role, worth in head.items()}, "", depths[row.index])


def _rows_under(sheet: Sheet, index: int) -> list[Row]:
    """The rows that follow a header closely enough to belong to it, eight at most."""
    found = [sheet.rows[index]]
    for row in sheet.rows[index + 1: index + 9]:
        if row.cells[0].box.cy - found[-1].cells[0].box.cy > 4 * sheet.height:
            break
        found.append(row)
    return found[1:]


def _in_figures(span: Span) -> bool:
    return any(c.isdigit() for c in span.raw)


def _has_cents(span: Span) -> bool:
    return _CENTS.search(span.raw) is not None


def _is_grouped(span: Span) -> bool:
    return _GROUPED.search(span.raw) is not None


def _value(span: Span) -> Decimal | None:
    try:
        return Decimal(span.value)
    except InvalidOperation:
        return None


def _header_over(cell: Cell, header: Row) -> Cell:
    """The header nearest to the cell: numbers are set flush right under theirs, mostly."""
    return min(header.cells, key=lambda h: min(abs(h.box.cx - cell.box.cx), abs(h.box.x1 - cell.box.x1)))


def _label_text(row: Row, cell: Cell, offset: int, since: int = 0) -> str:
    """``since``: where in the row's text the amount before it ends, where that has a caption of its own."""
    text = narrow(row.text[since : cell.start + offset])
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


@cache
def _role_patterns() -> dict[str, re.Pattern[str]]:
    return {role: any_word(items) for role, items in words()["total_roles"].items()}
