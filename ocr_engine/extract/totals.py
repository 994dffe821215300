"""The amounts of a bill by the role that the words of their row give them, and by arithmetic: net + tax = total."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from ocr_engine.validate import money
from ocr_engine.validate.spans import fold as narrow

from .candidates import Candidate, Document
from .folding import has_cjk
from .layout import Cell, Row
from .lexicon import words
from .plan import FieldPlan
from .regions import Piece

_ABOUT_TAX = re.compile(
    r"(?:excl|incl|inkl|exkl|exclusive|inclusive|excluding|including|ohne|hors|mit|with|without|before|after)\W{0,3}\w*\W*"
    r"(?:of\s)?\w*\s?(?:tax|vat|gst|sst|ust|mwst|tva|btw|iva|umsatzsteuer)", re.IGNORECASE)
ROLES = ("net", "tax", "gross", "due")


@dataclass(frozen=True, slots=True)
class Amount:
    piece: Piece
    value: Decimal
    cents: bool
    roles: dict[str, float]
    depth: float            # 0 at the top of the document, 1 at its end


@cache
def _role_patterns() -> dict[str, re.Pattern[str]]:
    return {role: re.compile("|".join(re.escape(w) if has_cjk(w) else rf"(?<![^\W\d_]){re.escape(w)}(?![^\W\d_])"
                                      for w in sorted(items, key=len, reverse=True)), re.IGNORECASE)
            for role, items in words()["total_roles"].items()}


def by_role(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    wanted = [p for p in plans if p.kind == "money" and p.concept and p.concept.role]
    if not wanted:
        return
    amounts = list(_amounts(document))
    sums = _balanced(amounts)
    for plan in wanted:
        role = plan.concept.role if plan.concept else ""
        for amount in amounts:
            score = _score(role, amount, sums, amounts)
            if score > 0:
                yield Candidate(plan, amount.piece.text, (amount.piece,), score, "total_words")


def _amounts(document: Document) -> Iterator[Amount]:
    total = sum(len(s.rows) for s in document.sheets) or 1
    before = 0
    for sheet in document.sheets:
        for row in sheet.rows:
            found = [(c, s) for c in row.cells for s in money.find(c.text, document.hints) if any(x.isdigit() for x in s.raw)]
            for cell, span in found[-1:]:
                try:
                    value = Decimal(span.value)
                except InvalidOperation:
                    continue
                words_left = _label_text(row, cell, span.start)
                depth = (before + row.index) / total
                yield Amount(Piece(cell, span.start, span.end), value, bool(re.search(r"[.,]\s?\d\d\b", span.raw)),
                             _roles(words_left), depth)
        before += len(sheet.rows)


def _label_text(row: Row, cell: Cell, offset: int) -> str:
    text = narrow(row.text[:cell.start + offset])
    return re.sub(r"\([^()]*\)", lambda m: " " + m.group() + " ", text)


def _roles(text: str) -> dict[str, float]:
    """How strongly the words before an amount speak for each role. "excl. VAT" is about the net, not about a tax."""
    patterns = _role_patterns()
    if len(text) > 90 or not text.strip():
        return {}
    hit = {role: len(p.findall(text)) for role, p in patterns.items()}
    if hit["other"] and not hit["gross"] and not hit["due"]:
        return {}
    if hit["due"]:
        return {"due": 0.9, "gross": 0.62 if not hit["other"] else 0.2}
    about_tax = bool(_ABOUT_TAX.search(text))
    if hit["net"] and not (hit["net"] and re.search(r"(?i)inc|inkl|nett\b", text) and hit["gross"]):
        return {"net": 0.85 if not hit["other"] else 0.4}
    if hit["tax"] and not about_tax:
        return {"tax": 0.85 if hit["gross"] else 0.7, **({"gross": 0.15} if hit["gross"] else {})}
    if hit["gross"]:
        weak = 0.45 if hit["other"] else 1.0
        return {"gross": (0.85 if about_tax or hit["gross"] > 1 else 0.75) * weak}
    return {}


def _balanced(amounts: list[Amount]) -> set[tuple[Decimal, Decimal, Decimal]]:
    """Triples of printed amounts with net + tax = gross."""
    values = sorted({a.value for a in amounts if a.cents and a.value}, key=abs)[-40:]
    known = set(values)
    return {(net, tax, net + tax) for net, tax in itertools.permutations(values, 2)
            if net + tax in known and abs(tax) < abs(net) * Decimal("0.31") and (net > 0) == (tax > 0)}


def _score(role: str, amount: Amount, sums: set[tuple[Decimal, Decimal, Decimal]], amounts: list[Amount]) -> float:
    score = amount.roles.get(role, 0.0)
    if not score:
        return 0.0
    if not amount.cents:
        score *= 0.35 if sum(a.cents for a in amounts) > len(amounts) / 3 else 0.8
    if not amount.value and role != "tax":
        score *= 0.5
    place = {"net": 0, "tax": 1, "gross": 2, "due": 2}[role]
    strength = [sum(max((a.roles.get(r, 0.0) for a in amounts if a.value == v), default=0) for r, v in
                    zip(ROLES, triple, strict=False)) for triple in sums if triple[place] == amount.value]
    if strength and max(strength) > 1.2:
        score *= 1.12
    largest = max((abs(a.value) for a in amounts if a.cents and a.roles), default=Decimal(0))
    if role == "gross" and abs(amount.value) == largest:
        score *= 1.06
    return min(0.97, score * (0.9 + 0.1 * amount.depth))
