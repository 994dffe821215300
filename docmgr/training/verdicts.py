"""Champion against challenger on the same documents: is the new model worse anywhere?

For each field of each document that a person decided, an answer is right where it gives every right value and no other
one (for a field that is not there: nothing). Both models answer the same documents, so only those count on which they
differ: *won* where the challenger alone is right, *lost* where the champion alone is.

A field is worse where more was lost than won, by at least MARGIN_COUNT documents, and either by more than MARGIN_SHARE
of the documents that tell the field or with odds that chance seldom gives (one-sided sign test below CHANCE). One
document more or less is noise on any set; two of forty are not let through. Over all fields together nothing may be
lost: more lost than won is worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import comb
from typing import Any

MARGIN_COUNT = 2
MARGIN_SHARE = 0.02
CHANCE = 0.10


@dataclass(frozen=True, slots=True)
class Answered:
    """One field of one document: (right values, given values, matches) of the champion and of the challenger."""

    key: str
    champion: tuple[int, int, int]
    challenger: tuple[int, int, int]


@dataclass(slots=True)
class Tally:
    documents: int = 0
    won: int = 0
    lost: int = 0
    champion: list[int] = field(default_factory=lambda: [0, 0, 0])
    challenger: list[int] = field(default_factory=lambda: [0, 0, 0])

    def add(self, one: Answered) -> None:
        self.documents += 1
        before, after = _whole(one.champion), _whole(one.challenger)
        self.won += after and not before
        self.lost += before and not after
        for mine, counted in ((self.champion, one.champion), (self.challenger, one.challenger)):
            for n, count in enumerate(counted):
                mine[n] += count

    @property
    def chance(self) -> float:
        """How often a model no worse than the champion would lose so many of those on which they differ."""
        differ = self.won + self.lost
        return sum(comb(differ, n) for n in range(self.lost, differ + 1)) / 2 ** differ

    @property
    def worse(self) -> bool:
        net = self.lost - self.won
        return net >= MARGIN_COUNT and (net > MARGIN_SHARE * self.documents or self.chance < CHANCE)

    def figures(self) -> dict[str, Any]:
        return {"documents": self.documents, "won": self.won, "lost": self.lost, "chance": round(self.chance, 4),
                "champion": f1(*self.champion), "challenger": f1(*self.challenger)}


def compare(answered: Iterable[Answered], *, protected: Iterable[str]) -> dict[str, Any]:
    """{documents, champion, challenger (F1), fields: {key: {…, protected, verdict}}, verdict, reasons: [{code}]}.

    A verdict is "better", "same" or "worse"; the whole is taken unless it has reasons.
    """
    protected = set(protected)
    fields: dict[str, Tally] = {}
    whole = Tally()
    for one in answered:
        fields.setdefault(one.key, Tally()).add(one)
        whole.add(one)
    reasons = [{"code": "worse_field", "field": key} for key, tally in sorted(fields.items())
               if key in protected and tally.worse]
    if whole.lost > whole.won:
        reasons.append({"code": "worse_overall"})
    return {**whole.figures(), "verdict": _verdict(whole, worse=whole.lost > whole.won), "reasons": reasons, "fields": {
        key: {**tally.figures(), "protected": key in protected, "verdict": _verdict(tally, worse=tally.worse)}
        for key, tally in sorted(fields.items())}}


def f1(gold: int, given: int, match: int) -> float | None:
    return round(2 * match / (gold + given), 4) if gold + given else None


def difference(figures: Mapping[str, Any]) -> float | None:
    one, other = figures.get("champion"), figures.get("challenger")
    return None if one is None or other is None else round(other - one, 4)


def _whole(counts: tuple[int, int, int]) -> bool:
    gold, given, match = counts
    return gold == given == match


def _verdict(tally: Tally, *, worse: bool) -> str:
    return "worse" if worse else "better" if tally.won > tally.lost else "same"
