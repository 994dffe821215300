"""Champion and challenger answer documents that neither was trained from.

In every turn some layouts are held back. The challenger of the turn is trained from the other documents; the champion
of the turn is what is live now, made again from those of its own documents that are not held back (where it never saw
any of them, it is taken as it is). Both have the layout memory of the same documents: those not held back.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docmgr.extraction import engine
from docmgr.training.folds import Folds
from docmgr.training.jobs import Progress
from docmgr.training.lessons import Lesson
from docmgr.training.meter import Meter
from docmgr.training.verdicts import Answered

# A further turn is not begun after so many seconds; the first one always is.
ENOUGH_SECONDS = 270.0


@dataclass(frozen=True, slots=True)
class Champion:
    """What is live: the documents it was trained from, with which seed, and its weights; nothing where none is."""

    documents: frozenset[int] = frozenset()
    seed: int = 0
    weights: bytes | None = None


@dataclass(slots=True)
class Outcome:
    """``answered``: what is compared. ``signs``: the challenger's answers as confidence is learned from them.
    ``unseen``: all that it answered on the documents held back."""

    answered: list[Answered] = field(default_factory=list)
    signs: list[engine.ReviewedSigns] = field(default_factory=list)
    unseen: list[engine.Unseen] = field(default_factory=list)
    documents: int = 0
    turns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    definition: dict[str, Any]
    lessons: Sequence[Lesson]
    folds: Folds
    champion: Champion
    seed: int
    meter: Meter

    def run(self) -> Outcome:
        """Takes two trainings a turn, one where nothing is live."""
        outcome, started = Outcome(), time.monotonic()
        for held in self.folds.held:
            if outcome.turns and time.monotonic() - started > ENOUGH_SECONDS:
                break
            self._turn(held, outcome)
            outcome.turns += 1
        return outcome

    def _turn(self, held: frozenset[int], outcome: Outcome) -> None:
        others = [lesson for lesson in self.lessons if lesson.document not in held]
        asked = [lesson for lesson in self.lessons if lesson.document in held]
        challenger = train(others, self.definition, seed=self.seed, progress=self.meter.training)[0]
        champion = self._champion(others, held)
        memory = [lesson.memory for lesson in others]
        mine = self._answers(asked, memory, challenger)
        theirs = self._answers(asked, memory, champion)
        kinds = self.kinds
        gold = [lesson.compared for lesson in asked]
        ours, before = (engine.measure(gold, given, kinds=kinds).counts for given in (_given(mine), _given(theirs)))
        outcome.answered += [Answered(key, before[one.id][key], counts)
                             for one in gold for key, counts in ours[one.id].items()]
        for lesson in asked:
            values = self._as_first_read(lesson, self._with_layout(lesson, challenger, mine))
            outcome.signs += self._signs(lesson, values)
            outcome.unseen.append(engine.Unseen(document=lesson.taught.id, group=str(lesson.layout), values=values))
        outcome.documents += len(asked)

    @property
    def kinds(self) -> dict[str, str]:
        return {f["key"]: f["kind"] for f in self.definition["fields"]}

    def _champion(self, others: Sequence[Lesson], held: frozenset[int]) -> bytes | None:
        if self.champion.weights is None:
            return None
        if not held & self.champion.documents:
            self.meter.skip(1)
            return self.champion.weights
        own = [lesson for lesson in others if lesson.document in self.champion.documents]
        return train(own, self.definition, seed=self.champion.seed, progress=self.meter.training)[0] if own else None

    def _answers(
        self, lessons: Sequence[Lesson], memory: list[dict[str, Any]], weights: bytes | None,
    ) -> dict[str, list[engine.EngineValue]]:
        models = {self.definition["key"]: weights} if weights else None
        asked = ((lesson.taught.id, lesson.taught.pages) for lesson in lessons)
        found = {}
        for name, values in engine.answers(asked, self.definition, learned=memory, models=models):
            found[name] = values
            self.meter.comparing()
        return found

    def _with_layout(
        self, lesson: Lesson, weights: bytes, answered: dict[str, list[engine.EngineValue]],
    ) -> list[engine.EngineValue]:
        """The answers as they will be where the memory knows the layout: with all other documents of it."""
        near = [o.memory for o in self.lessons if o.document != lesson.document]
        if not any(o.layout == lesson.layout for o in self.lessons if o.document != lesson.document):
            return answered[lesson.taught.id]
        return self._answers([lesson], near, weights)[lesson.taught.id]

    def _as_first_read(self, lesson: Lesson, values: Sequence[engine.EngineValue]) -> list[engine.EngineValue]:
        """With what only a look at the page's pixels had told of them."""
        return [replace(value, features=engine.as_first_read(
            value.features, lesson.features.get((value.key, value.value), {}))) for value in values]

    def _signs(self, lesson: Lesson, values: Sequence[engine.EngineValue]) -> Iterator[engine.ReviewedSigns]:
        """Of what a person decided; a value that was only left standing does not say whether it is right."""
        kinds = self.kinds
        left = {key: list(right) for key, right in lesson.right.fields.items()}
        for value in values:
            if value.key not in left and value.key not in lesson.right.absent:
                continue
            hit = next((w for w in left.get(value.key, []) if engine.same_value(
                w, value.value, kind=kinds[value.key])), None)
            if hit is not None:
                left[value.key].remove(hit)
            yield engine.ReviewedSigns(
                key=value.key, kind=kinds[value.key], right=hit is not None, features=value.features,
                document=lesson.taught.id, group=str(lesson.layout), source=value.source)


def train(
    lessons: Sequence[Lesson], definition: dict[str, Any], *, seed: int, progress: Progress,
) -> tuple[bytes, dict[str, Any]]:
    return engine.train([lesson.taught for lesson in lessons], definition,
                        learned=[lesson.memory for lesson in lessons], seed=seed, progress=progress)


def _given(answered: dict[str, list[engine.EngineValue]]) -> dict[str, dict[str, list[engine.Given]]]:
    found: dict[str, dict[str, list[engine.Given]]] = {}
    for name, values in answered.items():
        fields = found.setdefault(name, {})
        for value in values:
            fields.setdefault(value.key, []).append(engine.Given(value.value, value.confidence))
    return found
