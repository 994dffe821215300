"""Champion against challenger on the same documents: is the new model worse anywhere, beyond what chance explains?

For each field of each document that a person decided, an answer is right where it gives every right value and no other
one (for a field that is not there: nothing). Both models answer the same documents, so only those count on which they
differ: *won* where the challenger alone is right, *lost* where the champion alone is.

Documents are of two sorts (``VIEWS``): of layouts that neither model was trained from, and further documents of layouts
that both know. What they lose on both together is judged, and then on each sort alone. Worse is

* a loss beyond chance: a challenger that is as good would lose so much less often than ``CHANCE`` (``VIEW_CHANCE`` for
  one sort alone), by a sign test in which a document counts once, whatever number of its values it speaks for;
* or a loss in doubt: two net values or more are lost, and the documents are too few to rule out (nine times in ten)
  that more than ``TOLERANCE`` of all answers would be.

A single value more or less never decides. The price of looking at chance, a table of it, stands in
docs/benchmarks/learning.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

UNSEEN, FURTHER = "unseen", "further"
VIEWS = (UNSEEN, FURTHER)
CHANCE, VIEW_CHANCE = 0.10, 0.05
TOLERANCE = 0.10
_FEWEST_LOST = 2
_NINE_IN_TEN = 1.2816           # of a normal distribution


@dataclass(frozen=True, slots=True)
class Answered:
    """One field of one document: (right values, given values, matches) of the champion and of the challenger."""

    key: str
    champion: tuple[int, int, int]
    challenger: tuple[int, int, int]
    document: str
    view: str = UNSEEN


@dataclass(slots=True)
class Tally:
    """``net``: of each document, what it lost less what it won."""

    answers: int = 0
    won: int = 0
    lost: int = 0
    champion: list[int] = field(default_factory=lambda: [0, 0, 0])
    challenger: list[int] = field(default_factory=lambda: [0, 0, 0])
    net: Counter[str] = field(default_factory=Counter)

    def add(self, one: Answered) -> None:
        before, after = _whole(one.champion), _whole(one.challenger)
        self.answers += 1
        self.won += after and not before
        self.lost += before and not after
        self.net[one.document] += int(before) - int(after)
        for mine, counted in ((self.champion, one.champion), (self.challenger, one.challenger)):
            for n, count in enumerate(counted):
                mine[n] += count

    @property
    def losing(self) -> bool:
        return self.lost - self.won >= _FEWEST_LOST

    @property
    def chance(self) -> float:
        """How often a challenger as good as the champion would lose so much: each document's sign is a coin."""
        return _as_much(self.net.values(), self.lost - self.won)

    @property
    def luck(self) -> float:
        """How often it would win so much."""
        return _as_much(self.net.values(), self.won - self.lost)

    @property
    def at_most(self) -> float:
        """The share of answers that is lost net, nine times in ten at most so much (Bonett and Price's interval for
        paired shares, with the document as the unit: one won and one lost more than were counted)."""
        net = self.lost - self.won
        spread = sum(n * n for n in self.net.values()) + 2 - net * net / (len(self.net) + 2)
        return (net + _NINE_IN_TEN * sqrt(max(spread, 0.0))) / (self.answers + 2)

    @property
    def in_doubt(self) -> bool:
        return self.losing and self.at_most > TOLERANCE

    def worse(self, chance: float) -> bool:
        return self.losing and self.chance < chance

    def figures(self) -> dict[str, Any]:
        return {"documents": len(self.net), "answers": self.answers, "won": self.won, "lost": self.lost,
                "chance": round(self.chance, 4), "at_most": round(max(0.0, self.at_most), 4),
                "champion": f1(*self.champion), "challenger": f1(*self.challenger)}


def compare(answered: Iterable[Answered], *, protected: Iterable[str]) -> dict[str, Any]:
    """{documents, champion, challenger (F1), fields: {key: {…, protected, verdict}}, views: {name: {…, fields}},
    verdict, reasons: [{code, field?, view?}]}.

    A verdict is "better" (beyond chance), "same" or "worse"; the whole is taken unless it has reasons.
    """
    protected, answered = set(protected), list(answered)
    whole, fields = _tallied(answered)
    views = {name: _tallied([a for a in answered if a.view == name]) for name in VIEWS}
    reasons = _reasons(whole, {k: t for k, t in fields.items() if k in protected}, CHANCE)
    told = {reason.get("field") for reason in reasons}
    for name, (part, keys) in views.items():
        found = _reasons(part, {k: t for k, t in keys.items() if k in protected}, VIEW_CHANCE, doubts=False)
        reasons += [{**reason, "view": name} for reason in found if reason.get("field") not in told]
    bad = {reason.get("field") for reason in reasons}
    return {
        **whole.figures(), "verdict": _verdict(whole, refused=None in bad), "reasons": reasons,
        "fields": {key: {**tally.figures(), "protected": key in protected,
                         "verdict": _verdict(tally, refused=key in bad)} for key, tally in sorted(fields.items())},
        "views": {name: {**part.figures(), "fields": {k: t.figures() for k, t in sorted(keys.items())}}
                  for name, (part, keys) in views.items() if part.answers}}


def f1(gold: int, given: int, match: int) -> float | None:
    return round(2 * match / (gold + given), 4) if gold + given else None


def difference(figures: Mapping[str, Any]) -> float | None:
    one, other = figures.get("champion"), figures.get("challenger")
    return None if one is None or other is None else round(other - one, 4)


def _tallied(answered: Iterable[Answered]) -> tuple[Tally, dict[str, Tally]]:
    whole = Tally()
    fields: dict[str, Tally] = {}
    for one in answered:
        fields.setdefault(one.key, Tally()).add(one)
        whole.add(one)
    return whole, fields


def _reasons(whole: Tally, fields: Mapping[str, Tally], chance: float, *, doubts: bool = True) -> list[dict[str, Any]]:
    found = []
    for key, tally in [*sorted(fields.items()), ("", whole)]:
        named = {"field": key} if key else {}
        if tally.worse(chance):
            found.append({"code": "worse_field" if key else "worse_overall", **named})
        elif doubts and tally.in_doubt:
            found.append({"code": "doubtful_field" if key else "doubtful_overall", **named})
    return found


def _as_much(nets: Iterable[int], sum_: int) -> float:
    """The share of all ways to give each document's difference a sign in which they sum to ``sum_`` or more."""
    sums: dict[int, float] = {0: 1.0}
    for net in (abs(n) for n in nets if n):
        after: dict[int, float] = {}
        for total, share in sums.items():
            for signed in (total + net, total - net):
                after[signed] = after.get(signed, 0.0) + share / 2
        sums = after
    return min(1.0, sum(share for total, share in sums.items() if total >= sum_))


def _whole(counts: tuple[int, int, int]) -> bool:
    gold, given, match = counts
    return gold == given == match


def _verdict(tally: Tally, *, refused: bool) -> str:
    if refused or tally.worse(CHANCE):
        return "worse"
    return "better" if tally.won - tally.lost >= _FEWEST_LOST and tally.luck < CHANCE else "same"
