"""A trained model of one document type: a tagger and rankers, saved as safetensors with its facts in the header."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.weights import ENOUGH
from ocr_engine.types import Check, FieldResult
from ocr_engine.validate.confidence import REPAIRED_CAP
from ocr_engine.validate.kinds import normalise

from .features import BUCKETS, NUMBERS, Around, features
from .options import Option, normal_form, options_of
from .ranker import Ranker, own_answer
from .tagged_lists import ListThresholds, as_plain, from_plain, listed
from .tagger import Tagger, Tags
from .vocabulary import Vocabulary, corrected, paired, rephrased

VERSION = 4
_READ = (3, VERSION)    # 3 says less of how far a ranker is believed
KNOWN_WORD = "known_word"
_ROUNDING = Decimal("0.05")     # cash is rounded by less than its smallest coin, where the coins of one are gone
_KEPT = 5               # options of a field that stay in the running
_ANSWERED = 0.5         # of the chance of "none": an option that has more is answered. Refusing it gains nothing where
                        # the field is absent half of the time, and loses a value that a reviewer would have kept


class ModelUnusable(ValueError):
    """The bytes are no model, or one of another version of this code."""


@dataclass(frozen=True)
class TrainedModel:
    """``documents`` is how many it was trained from; ``facts`` is whatever the caller notes with it (plain data)."""

    doc_type: str
    rankers: Mapping[str, Ranker]
    tagger: Tagger
    words: Mapping[str, Vocabulary] = field(default_factory=dict)
    phrases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pairs: Mapping[str, Mapping[str, Vocabulary]] = field(default_factory=dict)
    list_thresholds: Mapping[str, ListThresholds] = field(default_factory=dict)
    documents: int = 0
    seed: int = 0
    seconds: float = field(default=0.0, compare=False)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(sorted(self.rankers))

    def to_bytes(self) -> bytes:
        """The same model gives the same bytes."""
        arrays = {f"{number}.{name}": np.ascontiguousarray(array) for number, key in enumerate(self.keys)
                  for name, array in sorted(self.rankers[key].weights.items())}
        arrays |= {f"tagger.{name}": np.ascontiguousarray(a) for name, a in sorted(self.tagger.weights.items())}
        facts = {
            "version": VERSION, "buckets": BUCKETS, "numbers": NUMBERS, "doc_type": self.doc_type, "keys": self.keys,
            "tagged": self.tagger.keys, "words": {key: dict(known) for key, known in self.words.items()},
            "phrases": {key: list(known) for key, known in self.phrases.items()}, "pairs": dict(self.pairs),
            "listings": as_plain(self.list_thresholds),
            "documents": self.documents, "seed": self.seed, "facts": dict(self.facts)}
        return save(arrays, {"docmgr": json.dumps(facts, ensure_ascii=False, sort_keys=True)})

    def save(self, path: Path) -> None:
        path.write_bytes(self.to_bytes())

    @classmethod
    def from_bytes(cls, data: bytes) -> TrainedModel:
        """Raises ModelUnusable."""
        try:
            size = int.from_bytes(data[:8], "little")
            facts = json.loads(json.loads(data[8:8 + size])["__metadata__"]["docmgr"])
            arrays = load(data)
        except (ValueError, KeyError, TypeError, SafetensorError) as error:
            raise ModelUnusable("this is not a saved model") from error
        if facts.get("version") not in _READ or (facts.get("buckets"), facts.get("numbers")) != (BUCKETS, NUMBERS):
            raise ModelUnusable("the model was saved by another version")
        rankers = {key: Ranker({name.partition(".")[2]: array for name, array in arrays.items()
                                if name.partition(".")[0] == str(number)}) for number, key in enumerate(facts["keys"])}
        tagger = Tagger(tuple(facts["tagged"]), {name.partition(".")[2]: array for name, array in arrays.items()
                                                 if name.startswith("tagger.")})
        return cls(facts["doc_type"], rankers, tagger, facts["words"], facts["phrases"], facts.get("pairs", {}),
                   from_plain(facts["listings"]), facts["documents"], facts["seed"], 0.0, facts["facts"])

    @classmethod
    def load(cls, path: Path) -> TrainedModel:
        return cls.from_bytes(path.read_bytes())

    def weigh(self, document: Document, plans: Sequence[FieldPlan], candidates: list[Candidate]) -> list[Candidate]:
        """The candidates, those of fields that the model knows scored by its probabilities, the others as they are.

        For a field with several values the better one of two lists comes first: the extractor's and the tagger's.
        """
        ranked = {plan.key for plan in plans if plan.key in self.rankers and not plan.spec.many}
        several = {plan.key for plan in plans if plan.key in self.list_thresholds and plan.spec.many}
        tags = self.tagger.tags(document, candidates)
        found = [c for c in candidates if c.plan.key not in ranked | several]
        around = Around(document)
        for plan in plans:
            if plan.key in ranked:
                found += self._ranked(document, plan, candidates, tags, around)
            elif plan.key in several:
                found += listed(document, plan, candidates, tags, self.list_thresholds[plan.key])
        return found

    def settle(self, results: Mapping[str, tuple[FieldResult, ...]], *, exact: Collection[int] = ()
               ) -> dict[str, tuple[FieldResult, ...]]:
        """The results with misread words of names and addresses corrected; a check notes each correction.

        Nothing is corrected on ``exact`` pages, whose text comes from the file itself.
        """
        return {key: tuple(v if v.page in exact else self._spelled(v) for v in values)
                for key, values in results.items()}

    def _spelled(self, value: FieldResult) -> FieldResult:
        better = rephrased(value.value, self.phrases.get(value.key, ()))
        words = self.words.get(value.key, {})
        better = corrected(paired(better, self.pairs.get(value.key, {}), words), words)
        if better == value.value:
            return value
        note = Check(KNOWN_WORD, None, value.value)
        sure = min(value.confidence, REPAIRED_CAP)
        return replace(value, value=better, checks=(*value.checks, note), confidence=sure)

    def _ranked(self, document: Document, plan: FieldPlan, candidates: list[Candidate], tags: Tags,
                around: Around) -> list[Candidate]:
        options = options_of(document, plan, candidates, tags)
        if not options:
            return []
        numbers, words = features(document, options, tags, around)
        chances = of_values(self.rankers[plan.key].chances(numbers, words), options, document)
        chances = rounded_as_before(chances, numbers, options, document)
        best = sorted(range(len(options)), key=lambda i: -chances[i])[:_KEPT]
        none = _ANSWERED * float(chances[-1])
        return [replace(options[i].candidate, score=_score(float(chances[i]), none)) for i in best]


def of_values(chances: np.ndarray, options: Sequence[Option], document: Document) -> np.ndarray:
    """``chances`` (options + 1,) summed up for equal values: the likeliest option of each value gets the probabilities
    of all places where that value is printed, because training counts all of them as right."""
    found = chances.copy()
    best: dict[str, int] = {}
    for at, option in enumerate(options):
        said = normal_form(option.candidate, document)
        first = best.setdefault(said, at)
        if first != at:
            high, low = (first, at) if chances[first] >= chances[at] else (at, first)
            found[high], found[low] = found[first] + chances[at], chances[low]
            best[said] = high
    return found


def rounded_as_before(chances: np.ndarray, numbers: np.ndarray, options: Sequence[Option], document: Document
                      ) -> np.ndarray:
    """``chances`` with two options exchanged where the best one and the extractor's own answer are one sum before and
    after rounding: the extractor's answer stands. Which of the two a house means is its custom, and what other houses
    do says nothing about it."""
    own, top = own_answer(numbers), int(chances[:-1].argmax())
    first, other = (_sum(options[at].candidate, document) if own >= 0 else None for at in (own, top))
    if first is None or other is None or not 0 < abs(first - other) < _ROUNDING:
        return chances
    found = chances.copy()
    found[own], found[top] = chances[top], chances[own]
    return found


def _sum(candidate: Candidate, document: Document) -> Decimal | None:
    if candidate.plan.kind != "money":
        return None
    try:
        return Decimal(candidate.value or normalise(candidate.raw, candidate.plan.spec, document.hints) or "")
    except InvalidOperation:
        return None


def _score(chance: float, none: float) -> float:
    """On the extractor's scale, where ENOUGH parts an answer from none."""
    if chance <= none:
        return ENOUGH * 0.99 * chance / max(none, 1e-9)
    return ENOUGH + (0.99 - ENOUGH) * (chance - none) / max(chance + none, 1e-9) * (0.5 + 0.5 * chance)
