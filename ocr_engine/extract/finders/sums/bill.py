"""What the amounts of a bill say together: net + tax = total, cash less change is what was to pay, roundings count."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ocr_engine.extract.candidates import Candidate
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import BILL as W

_CASH = re.compile(r"\b(?:cash|tender(?:ed)?|paid|visa|master(?:card)?|received|payment)\b|现金|实收", re.IGNORECASE)
_CHANGE = re.compile(r"\bchange\b|\bbalance\b|找零", re.IGNORECASE)
ROUNDING = re.compile(r"\bround|\brndg?\b|\badj", re.IGNORECASE)
_SUMMARY = re.compile(r"\bsummary\b|tax\s+(?:code|analysis)|gst\s+analysis", re.IGNORECASE)
ROLES = ("net", "tax", "gross", "due")
# How strongly arithmetic speaks for an amount, by what adds up. Three numbers of a page may do so by chance.
_SUMMED, _PAID, _ROUNDED = 1.0, 1.2, 1.3
_PART = 0.4             # ... for the sum of one line, or of one rate of tax, among several
_TOLD = 1.2             # what the words say of net, tax and total together, at least, for their sum to count
_HIGHEST_TAX = Decimal("0.31")
_COIN, _MOST_ROUNDED = Decimal("0.05"), Decimal("0.06")     # to what totals are rounded, and by less than what
_MOST_ROWS = 6          # of a sum with what is added to it
_FROM_CENTS = 3         # amounts with cents from which a bare number is none
_SHORTEST = 0.3         # of the document comes before a summary or the change


@dataclass(frozen=True, slots=True)
class Amount:
    piece: Piece
    value: Decimal
    cents: bool
    grouped: bool  # its thousands are set apart: 963,000
    roles: dict[str, float]
    words: str  # what stands before it in its row
    depth: float  # 0 at the top of the document, 1 at its end


@dataclass(frozen=True, slots=True)
class Bill:
    """What the amounts of a bill say together: who is the sum of whom."""

    amounts: list[Amount]
    proven: dict[tuple[str, Decimal], float]  # (role, value) -> how strongly arithmetic speaks for it
    rounded_away: frozenset[Decimal]  # totals that a rounding replaced
    end: float  # where the bill ends and summaries begin, 0..1
    has_cents: bool  # whether it prints its amounts with cents, so that a bare number is no amount
    largest: Decimal  # of the amounts with cents whose words speak of sums

    @classmethod
    def of(cls, amounts: list[Amount], *, rounds: bool) -> Bill:
        """``rounds``: a row speaks of a rounding, be its amount read or not."""
        proven: dict[tuple[str, Decimal], float] = {}
        rounded = list(_rounded(amounts, rounds=rounds))
        has_cents = sum(a.cents for a in amounts) >= _FROM_CENTS
        # Money for sure: with cents, or on a bill of a currency without any with their thousands apart.
        certain = [a for a in amounts if a.cents or (a.grouped and not has_cents)]
        for roles, strength in (*_sums(certain), *_running(certain), *_paid(amounts), *(proof for proof, _ in rounded)):
            for key in roles:
                proven[key] = max(proven.get(key, 0.0), strength)
        gone = frozenset(total for _, total in rounded) - {v for proof, _ in rounded for _, v in proof[0]}
        largest = max((abs(a.value) for a in amounts if a.cents and a.roles), default=Decimal(0))
        return cls(amounts, proven, gone, _end(amounts), has_cents, largest)

    def score(self, amount: Amount, role: str, *, payable_is_total: bool) -> float:
        """0..1: how likely the amount is the bill's ``role``. ``payable_is_total``: nobody asks what is due apart."""
        weight = amount.roles.get(role, 0.0)
        if role == "gross" and payable_is_total:
            weight = max(weight, amount.roles.get("due", 0.0), amount.roles.get("net_paid", 0.0))
        proof = self.proven.get((role, amount.value), 0.0)
        if not weight:
            alone = role == "gross" and proof >= _SUMMED and amount.depth <= self.end
            return W["proven_only"] * proof if alone else 0.0
        weight *= 1 + W["proof"] * proof
        if not amount.cents:
            weight *= 0.0 if self.has_cents else W["no_cents"]
        if not amount.value and role != "tax":
            weight *= W["nothing"]
        if role in ("gross", "due") and amount.value in self.rounded_away:
            weight = min(weight, 1.0) * W["rounded_away"]
        if amount.depth > self.end:
            weight *= W["after_end"]
        if self._is_another(amount, role):
            weight *= W["proven_other"]
        if role == "gross" and abs(amount.value) == self.largest:
            weight *= W["largest"]
        return min(W["most"], weight * (1 - W["first"] + W["first"] * amount.depth))

    def _is_another(self, amount: Amount, role: str) -> bool:
        """Whether arithmetic says that another amount is what is asked for: this one is but the part of a line or rate,
        or where a sum is asked for the net that it is made of. Of an amount whose row has no words of sums nothing is
        said: the field's own name beside it knows better."""
        own = self.proven.get((role, amount.value), 0.0)
        net = bool(amount.roles) and role in ("gross", "due") and ("net", amount.value) in self.proven
        part = own == _PART or (net and not own)
        return part and any(r == role and strength > _PART for (r, _), strength in self.proven.items())

    def bears_out(self, amount: Decimal, role: str) -> bool:
        """Whether arithmetic gives the amount this role: a sum of others or a part of one, cash less change. What is
        due and the total are one here: the proofs of both are. Not a total and its rounding: houses ask for either."""
        roles = ("gross", "due") if role in ("gross", "due") else (role,)
        return _SUMMED <= max(self.proven.get((one, amount), 0.0) for one in roles) < _ROUNDED

    def paid(self) -> frozenset[Decimal]:
        """What cash less change, or a rounding, says that was to pay; several amounts where they differ."""
        return frozenset(v for (role, v), strength in self.proven.items() if role == "due" and strength >= _PAID)

    def is_rounding(self, amount: Decimal) -> bool:
        """Whether a rounding was printed, and the amount is the total before or after it."""
        return amount in self.rounded_away or any(
            strength == _ROUNDED and value == amount for (_, value), strength in self.proven.items())

    def reprints(self, amount: Decimal) -> frozenset[Decimal]:
        """Printed sums that are the amount but for one figure, where nothing that is printed makes up the difference:
        one of the two was misread."""
        printed = {abs(a.value) for a in self.amounts}
        sums = {a.value for a in self.amounts if a.cents and a.roles}
        return frozenset(v for v in sums if _one_figure_apart(v, amount) and not any(
            abs(abs(v - amount) - other) < _COIN for other in (*printed, Decimal(0))))

    def proves(self, candidate: Candidate) -> bool:
        """Whether arithmetic says that the amount is what was to pay: cash less change, a total rounded."""
        own = [a.value for a in self.amounts if a.piece.cell is candidate.pieces[0].cell]
        return any(self.proven.get((role, value), 0.0) >= _PAID for role in ROLES for value in own)

    def factor(self, candidate: Candidate) -> float:
        """For an amount that a label gave: more where it is proven, less behind the end or after a rounding."""
        role = candidate.plan.role
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
        if self._is_another(amount, role):
            factor *= W["proven_other"]
        if amount.depth > self.end:
            factor *= W["after_end"]
        if (self.has_cents and not amount.cents) or (role in ("gross", "due") and not amount.value):
            factor *= W["no_sum"]
        return factor


def _one_figure_apart(one: Decimal, other: Decimal) -> bool:
    first, second = f"{one:.2f}", f"{other:.2f}"
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


_Proof = tuple[list[tuple[str, Decimal]], float]


def _strength(amounts: list[Amount], role: str, value: Decimal) -> float:
    return max((a.roles.get(role, 0.0) for a in amounts if a.value == value), default=0.0)


def _sums(amounts: list[Amount]) -> Iterator[_Proof]:
    """net + tax = gross among printed amounts, where the words speak for at least two of them. Of several such sums the
    largest is the bill's; the others are its parts, one for each line or rate of tax."""
    values = sorted({a.value for a in amounts if a.value}, key=abs)[-40:]
    known = set(values)
    found: list[tuple[Decimal, _Proof]] = []
    for net, tax in itertools.permutations(values, 2):
        if net + tax not in known or abs(tax) > abs(net) * _HIGHEST_TAX or (net > 0) != (tax > 0):
            continue
        told = [_strength(amounts, role, v) for role, v in zip(ROLES, (net, tax, net + tax), strict=False)]
        if sum(told) > _TOLD:
            found.append((abs(net + tax), ([("net", net), ("tax", tax), ("gross", net + tax)], _SUMMED)))
    largest = max((total for total, _ in found), default=Decimal(0))
    yield from ((roles, strength if total == largest else _PART) for total, (roles, strength) in found)


def _running(amounts: list[Amount]) -> Iterator[_Proof]:
    """Amounts of rows that follow each other, the last of which is the sum of those before it, a tax among them: what
    was sold, the service charge, the tax and what is to pay. The words may call the first gross and the last net."""
    for first, start in enumerate(amounts):
        for end in range(first + 3, min(first + _MOST_ROWS, len(amounts))):
            added, total = amounts[first + 1:end], amounts[end]
            if not all(0 < a.value <= start.value * _HIGHEST_TAX for a in added):
                break
            told = any("tax" in a.roles for a in added) and bool(total.roles)
            if told and _comes_to(start.value + sum(a.value for a in added), total.value):
                yield [("net", start.value), ("gross", total.value)], _SUMMED


def _comes_to(added: Decimal, total: Decimal) -> bool:
    """Whether the sum is the total, to the cent or rounded to the smallest coin."""
    return added == total or (abs(added - total) < _COIN and total % _COIN == 0)


def _end(amounts: list[Amount]) -> float:
    """Where the bill ends, 0..1: at the change or a summary behind a first total; a balance before it ends nothing."""
    first = min((a.depth for a in amounts if a.value and ("gross" in a.roles or "due" in a.roles)), default=0.0)
    ends = (a.depth for a in amounts if _CHANGE.search(a.words) or _SUMMARY.search(a.words))
    return min((e for e in ends if e > max(first, _SHORTEST)), default=1.0)


def _paid(amounts: list[Amount]) -> Iterator[_Proof]:
    """Cash given less change is what had to be paid."""
    given = [a.value for a in amounts if _CASH.search(a.words) and a.value > 0]
    change = [abs(a.value) for a in amounts if _CHANGE.search(a.words)]
    for cash, back in itertools.product(given, change):
        if back < cash and any(a.value == cash - back for a in amounts):
            yield [("gross", cash - back), ("due", cash - back)], _PAID


def says_paid(words: str) -> bool:
    """Whether the words before an amount say that it was given or given back."""
    return bool(_CASH.search(words) or _CHANGE.search(words))


def _rounded(amounts: list[Amount], *, rounds: bool) -> Iterator[tuple[_Proof, Decimal]]:
    """A total with its rounding added is the one to pay; the total before it comes along."""
    roundings = {abs(a.value) for a in amounts if ROUNDING.search(a.words) and 0 < abs(a.value) < _MOST_ROUNDED}
    totals = {a.value for a in amounts if a.roles.get("gross") or a.roles.get("due")}
    # A rounding whose amount could not be read is the difference of two totals.
    to_pay = {a.value for a in amounts if a.roles or roundings} if roundings or rounds else set()
    for total in totals:
        rest = total % _COIN
        for value in (total - rest, total - rest + _COIN.copy_sign(total)) if rest else ():
            if value in to_pay and (not roundings or abs(value - total) in roundings):
                yield ([("gross", value), ("due", value)], _ROUNDED), total
