"""The amounts of a bill by the role that the words of their row give them, and by arithmetic: net + tax = total."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
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

_ABOUT_TAX = re.compile(
    r"(?:excl|incl|inkl|exkl|exclusive|inclusive|excluding|including|ohne|hors|mit|with|without|before|after)\W{0,3}\w*\W*"
    r"(?:of\s)?\w*\s?(?:tax|vat|gst|sst|ust|mwst|tva|btw|iva|umsatzsteuer)",
    re.IGNORECASE,
)
_CASH = re.compile(r"\b(?:cash|tender(?:ed)?|paid|visa|master(?:card)?|received|payment)\b|现金|实收", re.IGNORECASE)
_CHANGE = re.compile(r"\bchange\b|\bbalance\b|找零", re.IGNORECASE)
_ROUNDING = re.compile(r"\bround|\brndg?\b|\badj", re.IGNORECASE)
_SUMMARY = re.compile(r"\bsummary\b|tax\s+(?:code|analysis)|gst\s+analysis", re.IGNORECASE)
_SURE, _NAMED = 0.9, 0.35  # quality of such a label, score of its amount at least
ROLES = ("net", "tax", "gross", "due")


@dataclass(frozen=True, slots=True)
class Amount:
    piece: Piece
    value: Decimal
    cents: bool
    roles: dict[str, float]
    words: str  # what stands before it in its row
    depth: float  # 0 at the top of the document, 1 at its end


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
                yield Candidate(plan, amount.piece.text, (amount.piece,), score, "total_words")


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
                    bool(re.search(r"[.,]\s?\d\d\b", span.raw)),
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
                cents = bool(re.search(r"[.,]\s?\d\d\b", span.raw))
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


@dataclass(frozen=True, slots=True)
class Bill:
    """What the amounts of a bill say together: who is the sum of whom."""

    amounts: list[Amount]
    proven: dict[tuple[str, Decimal], float]  # (role, value) -> how strongly arithmetic speaks for it
    rounded_away: frozenset[Decimal]  # totals that a rounding replaced
    end: float  # where the bill ends and summaries begin, 0..1

    @classmethod
    def of(cls, amounts: list[Amount]) -> Bill:
        proven: dict[tuple[str, Decimal], float] = {}
        rounded = list(_rounded(amounts))
        for roles, strength in (*_sums(amounts), *_paid(amounts), *(proof for proof, _ in rounded)):
            for key in roles:
                proven[key] = max(proven.get(key, 0.0), strength)
        gone = frozenset(total for _, total in rounded) - {v for proof, _ in rounded for _, v in proof[0]}
        ends = [a.depth for a in amounts if _CHANGE.search(a.words) or _SUMMARY.search(a.words)]
        return cls(amounts, proven, gone, min((e for e in ends if e > 0.3), default=1.0))

    def score(self, amount: Amount, role: str, payable_is_total: bool) -> float:
        weight = amount.roles.get(role, 0.0)
        if role == "gross" and payable_is_total:
            weight = max(weight, amount.roles.get("due", 0.0), amount.roles.get("net_paid", 0.0))
        proof = self.proven.get((role, amount.value), 0.0)
        if not weight:
            return W["proven_only"] * proof if role == "gross" and proof >= 1 and amount.depth <= self.end else 0.0
        weight *= 1 + W["proof"] * proof
        if not amount.cents:
            weight *= 0.0 if self.has_cents else 0.8
        if not amount.value and role != "tax":
            weight *= 0.5
        if role in ("gross", "due") and amount.value in self.rounded_away:
            weight = min(weight, 1.0) * W["rounded_away"]
        if amount.depth > self.end:
            weight *= W["after_end"]
        if role == "gross" and abs(amount.value) == self._largest():
            weight *= W["largest"]
        return min(0.97, weight * (0.9 + 0.1 * amount.depth))

    @property
    def has_cents(self) -> bool:
        """Whether this bill prints its amounts with cents, so that a bare number is no amount."""
        return sum(a.cents for a in self.amounts) >= 3

    def _largest(self) -> Decimal:
        return max((abs(a.value) for a in self.amounts if a.cents and a.roles), default=Decimal(0))

    def proves(self, candidate: Candidate) -> bool:
        """Whether arithmetic says that the amount is what was to pay: cash less change, a total rounded."""
        own = [a.value for a in self.amounts if a.piece.cell is candidate.pieces[0].cell]
        return any(self.proven.get((role, value), 0.0) >= 1.2 for role in ROLES for value in own)

    def factor(self, candidate: Candidate) -> float:
        """For an amount that a label gave: more where it is proven, less behind the end or after a rounding."""
        role = candidate.plan.concept.role if candidate.plan.concept else ""
        same = [
            a
            for a in self.amounts
            if a.piece.cell is candidate.pieces[0].cell and a.piece.start < candidate.pieces[0].end
        ]
        if candidate.how == "total_words":
            return 1.0
        if not same:
            return W["no_amount"] if self.has_cents else 1.0
        amount = same[-1]
        proof = self.proven.get((role, amount.value), 0.0)
        factor = 1 + W["proof"] * proof
        if candidate.how not in ("label_inline", "label_right", "table") and not proof:
            factor *= W["not_beside"]
        if role in ("gross", "due") and amount.value in self.rounded_away:
            factor *= W["rounded_away"]
        if amount.depth > self.end:
            factor *= W["after_end"]
        if (self.has_cents and not amount.cents) or (role in ("gross", "due") and not amount.value):
            factor *= 0.6
        return factor


_Proof = tuple[list[tuple[str, Decimal]], float]


def _strength(amounts: list[Amount], role: str, value: Decimal) -> float:
    return max((a.roles.get(role, 0.0) for a in amounts if a.value == value), default=0.0)


def _sums(amounts: list[Amount]) -> Iterator[_Proof]:
    """net + tax = gross among printed amounts, where the words speak for at least two of them."""
    values = sorted({a.value for a in amounts if a.cents and a.value}, key=abs)[-40:]
    known = set(values)
    for net, tax in itertools.permutations(values, 2):
        if net + tax not in known or abs(tax) > abs(net) * Decimal("0.31") or (net > 0) != (tax > 0):
            continue
        told = [_strength(amounts, role, v) for role, v in zip(ROLES, (net, tax, net + tax), strict=False)]
        if sum(told) > 1.2:
            yield [("net", net), ("tax", tax), ("gross", net + tax)], 1.0


def _paid(amounts: list[Amount]) -> Iterator[_Proof]:
    """Cash given less change is what had to be paid."""
    given = [a.value for a in amounts if _CASH.search(a.words) and a.value > 0]
    change = [abs(a.value) for a in amounts if _CHANGE.search(a.words)]
    for cash, back in itertools.product(given, change):
        if back < cash and any(a.value == cash - back for a in amounts):
            yield [("gross", cash - back), ("due", cash - back)], 1.2


def _rounded(amounts: list[Amount]) -> Iterator[tuple[_Proof, Decimal]]:
    """A total with its rounding added is the one to pay; the total before it comes along."""
    roundings = [a.value for a in amounts if _ROUNDING.search(a.words) and 0 < abs(a.value) < Decimal("0.06")]
    totals = {a.value for a in amounts if a.roles.get("gross") or a.roles.get("due")}
    printed = {a.value for a in amounts}
    for total, rounding in itertools.product(totals, roundings):
        for value in (total + rounding, total - rounding):
            if value in printed and value % Decimal("0.05") == 0 and total % Decimal("0.05") != 0:
                yield ([("gross", value), ("due", value)], 1.3), total
