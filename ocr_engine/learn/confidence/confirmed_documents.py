"""Signs of a value that whole confirmed documents tell: what those alike have in its place, and what goes with what.

A misread letter of a known house, or a slip that somebody confirmed once, is told by its neighbours and not by the
value: the page of the same layout has another name, the company named here had another address on all its papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.types import FieldResult

from .usual import SIGNS as USUAL
from .usual import Usual

SIGNS = ("agreed", "nearly", "mismatched", *USUAL)
_CHANGING = frozenset(("money", "number", "date"))      # of these no document says what the next one has
_NEARLY = 80.0          # likeness from which one text is another form, or a misreading, of the other
_TIED = 0.3             # from which one field's value goes with another's
_SHORTEST = 3           # letters of a value that others are told by
_UNTOLD, _DOUBT = 0.5, 2.0      # pairs of documents that are added to what is known of a tie

_NONE: Counter[str] = Counter()
Near = Sequence[tuple[Exemplar, float]]


class ConfirmedDocuments:
    """All confirmed values of one type, document by document. Some milliseconds for hundreds."""

    def __init__(self, exemplars: Sequence[Exemplar | Packed]) -> None:
        self._documents = [_values(e) for e in exemplars]
        self._with: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, values in enumerate(self._documents):
            for key, text in values.items():
                self._with[key, text].append(number)
        self._ties: dict[tuple[str, str], float] = {}
        self._confirmed: dict[str, list[str]] = defaultdict(list)
        for exemplar in exemplars:
            for key, value in exemplar.values:
                self._confirmed[key].append(value)
        self._usual: dict[tuple[str, str], Usual] = {}
        self._theirs: dict[tuple[str, str, str], Counter[str]] = {}

    def noted(self, results: Mapping[str, tuple[FieldResult, ...]], kinds: Mapping[str, str], near: Near
              ) -> dict[str, tuple[FieldResult, ...]]:
        """The values with these signs in their features. Under a millisecond a value.

        ``agreed``: share of the near documents that have just this value; ``nearly``: of those that have nearly this
        one instead; ``mismatched`` (0 or 1): documents that share another field's value had other ones here, though
        the two fields go together; and those of ``Usual``. Each is left out where nothing was confirmed to tell it.
        """
        if not self._documents:
            return dict(results)
        alike = [(_values(e), likeness) for e, likeness in near]
        return {key: tuple(self._noted(v, results, kinds.get(key, "text"), alike) for v in values)
                for key, values in results.items()}

    def _noted(self, value: FieldResult, results: Mapping[str, tuple[FieldResult, ...]], kind: str,
               alike: Sequence[tuple[dict[str, str], float]]) -> FieldResult:
        own = fold(value.value)
        found = {"mismatched": self._mismatched(value.key, own, results),
                 **self._usual_of(value.key, kind).signs(value.value)}
        votes = [(text, likeness) for values, likeness in alike if (text := values.get(value.key)) is not None]
        if total := 0.0 if kind in _CHANGING else sum(likeness for _, likeness in votes):
            found["agreed"] = sum(s for text, s in votes if text == own) / total
            found["nearly"] = sum(s for text, s in votes if text != own and fuzz.ratio(text, own) >= _NEARLY) / total
        return replace(value, features={**value.features, **{name: round(x, 4) for name, x in found.items()}})

    def _usual_of(self, key: str, kind: str) -> Usual:
        if (key, kind) not in self._usual:
            self._usual[key, kind] = Usual(self._confirmed.get(key, ()), kind)
        return self._usual[key, kind]

    def _mismatched(self, key: str, own: str, results: Mapping[str, tuple[FieldResult, ...]]) -> float:
        told = [self._told(other, fold(values[0].value), key, own)
                for other, values in results.items() if other != key and values]
        return float(max(told, key=abs, default=0.0) < 0)

    def _told(self, other: str, text: str, key: str, own: str) -> float:
        """-1..1: what documents with this text in the ``other`` field say of the value, by how far they go together."""
        if len(text) < _SHORTEST or not (theirs := self._beside(other, text, key)) or (
                tie := self._tie(other, key)) < _TIED:
            return 0.0
        return tie * (2 * theirs[own] / theirs.total() - 1)

    def _beside(self, other: str, text: str, key: str) -> Counter[str]:
        """What documents with this text in the ``other`` field have in this one, counted once."""
        if (other, text) not in self._with:
            return _NONE
        if (other, text, key) not in self._theirs:
            self._theirs[other, text, key] = Counter(
                values[key] for n in self._with[other, text] if key in (values := self._documents[n]))
        return self._theirs[other, text, key]

    def _tie(self, other: str, key: str) -> float:
        """How often two documents with one value in the ``other`` field have one in this, too."""
        if (other, key) not in self._ties:
            groups: dict[str, Counter[str]] = defaultdict(Counter)
            for values in self._documents:
                if other in values and key in values:
                    groups[values[other]][values[key]] += 1
            pairs = sum(g.total() * (g.total() - 1) for g in groups.values())
            same = sum(n * (n - 1) for g in groups.values() for n in g.values())
            self._ties[other, key] = (same + _UNTOLD) / (pairs + _DOUBT)
        return self._ties[other, key]


def _values(exemplar: Exemplar | Packed) -> dict[str, str]:
    """Field -> the letters of its first value."""
    found: dict[str, str] = {}
    for key, value in exemplar.values:
        if key not in found:
            found[key] = fold(value)
    return found
