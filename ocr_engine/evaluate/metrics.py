"""The figures of a set: match, exact and ANLS per field, the micro F1 over all, and documents without any slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .compare import exact, likeness, same
from .gold import GoldDocument

Answers = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Tally:
    """Counts of values for one field; ``likeness`` sums over the ``told`` documents that have the field."""

    gold: int = 0
    given: int = 0
    match: int = 0
    exact: int = 0
    likeness: float = 0.0
    told: int = 0

    def add(self, other: Tally) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def f1(self, hits: int) -> float:
        return round(2 * hits / (self.gold + self.given), 4) if self.gold + self.given else 0.0

    def report(self) -> dict[str, Any]:
        return {"n": self.gold, "f1": self.f1(self.match), "exact_f1": self.f1(self.exact), "anls": self.anls}

    @property
    def anls(self) -> float | None:
        return round(self.likeness / self.told, 4) if self.told else None


@dataclass(slots=True)
class Score:
    """``whole``: documents answered without one mistake; ``fields``: their tallies by key."""

    documents: int = 0
    whole: int = 0
    fields: dict[str, Tally] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """Plain data with the same keys for every set: the headline is ``f1``."""
        total = Tally()
        for tally in self.fields.values():
            total.add(tally)
        return {"documents": self.documents, "f1": total.f1(total.match), "exact_f1": total.f1(total.exact),
                "anls": total.anls, "whole_documents": round(self.whole / self.documents, 4) if self.documents else 0.0,
                "fields": {key: self.fields[key].report() for key in sorted(self.fields)}}


def score(gold: Iterable[GoldDocument], answers: Mapping[str, Answers], kinds: Mapping[str, str]) -> Score:
    """``answers``: document id -> field key -> values; a missing document counts as all missed.

    Keys that the gold does not know for a document are ignored; where it says a field is absent, any value is wrong.
    """
    result = Score()
    for document in gold:
        given = answers.get(document.id, {})
        right = True
        for key, wanted in document.asked().items():
            tally = result.fields.setdefault(key, Tally())
            one = _tally(wanted, given.get(key, ()), kinds.get(key, "text"))
            tally.add(one)
            right &= one.match == one.gold == one.given
        result.documents += 1
        result.whole += right
    return result


def _tally(wanted: Sequence[str], given: Sequence[str], kind: str) -> Tally:
    best = sum(max((likeness(w, g) for g in given), default=0.0) for w in wanted)
    return Tally(len(wanted), len(given), _pairs(wanted, given, lambda w, g: same(w, g, kind)),
                 _pairs(wanted, given, exact), best / len(wanted) if wanted else 0.0, 1 if wanted else 0)


def _pairs(wanted: Sequence[str], given: Sequence[str], test: Callable[[str, str], bool]) -> int:
    """How many of the wanted values find a given one of their own."""
    left, hits = list(given), 0
    for value in wanted:
        found = next((i for i, other in enumerate(left) if test(value, other)), None)
        if found is not None:
            left.pop(found)
            hits += 1
    return hits
