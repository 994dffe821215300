"""Champion and challenger answer documents that neither was trained from.

In every turn some documents are held back: whole layouts, and single documents of layouts that stay (``folds``). The
challenger of the turn is trained from the other documents; the champion of the turn is what is live now, made again
from those of its own documents that are not held back (where it never saw any of them, it is taken as it is). Both have
the layout memory of the same documents: those not held back.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docmgr.extraction import engine
from docmgr.training.background.jobs import Progress
from docmgr.training.trained import cores
from docmgr.training.trained.folds import Folds, Turn, is_never_whole
from docmgr.training.trained.lessons import Lesson
from docmgr.training.trained.meter import Meter
from docmgr.training.trained.verdicts import FURTHER, UNSEEN, Answered

# A further turn is not begun after so many seconds; the first one always is.
ENOUGH_SECONDS = 300.0
_PARTS = 6              # in which documents without a turn are answered by the memory of the others


@dataclass(frozen=True, slots=True)
class Champion:
    """What is live: the documents it was trained from, with which seed, and its weights; nothing where none is."""

    documents: frozenset[int] = frozenset()
    seed: int = 0
    weights: bytes | None = None


@dataclass(slots=True)
class Outcome:
    """``answered``: what is compared. ``judged``: document -> the challenger's answers as confidence is learned from
    them. ``unseen``: what it answered on documents as they will come on layouts that the memory knows, each once."""

    answered: list[Answered] = field(default_factory=list)
    judged: dict[str, list[engine.ReviewedSigns]] = field(default_factory=dict)
    unseen: list[engine.Unseen] = field(default_factory=list)
    turns: int = 0

    def add(self, other: Outcome) -> None:
        """Of a document that was held back twice, with its layout and by itself, the answer with the layout memory of
        all others counts: twice counted, such documents would outweigh those of layouts that come once."""
        whole = {one.document for one in other.unseen}
        self.judged |= {document: rows for document, rows in other.judged.items()
                        if document in whole or document not in self.judged}
        self.answered += other.answered
        self.unseen += other.unseen
        self.turns += other.turns

    @property
    def signs(self) -> list[engine.ReviewedSigns]:
        return [row for rows in self.judged.values() for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    definition: dict[str, Any]
    lessons: Sequence[Lesson]
    folds: Folds
    champion: Champion
    seed: int

    def run(self, tell: cores.Tell) -> tuple[bytes, dict[str, Any], Outcome]:
        """The model of all documents with its facts, and what its likes of the turns did. As many trainings as turns
        and one (twice as many where something is live), side by side where processors are free."""
        started = time.monotonic()

        def task(number: int, tell: cores.Tell) -> Any:
            if number == 0:
                return train(self.lessons, self.definition, seed=self.seed, progress=self._meter(tell, 1).training)
            if number > 1 and time.monotonic() - started > ENOUGH_SECONDS:
                return Outcome()
            return self._turn(self.folds.turns[number - 1], self._meter(tell, 2 if self.champion.weights else 1))

        (weights, facts), *turns = cores.side_by_side(task, 1 + len(self.folds.turns), processes=cores.free_cores(),
                                                      tell=tell)
        whole = Outcome()
        for turn in turns:
            whole.add(turn)
        return weights, facts, whole

    def recalled(self, tell: cores.Tell) -> Outcome:
        """What the layout memory alone answers in each turn, with nothing trained; champion and challenger are one."""
        whole, turns = Outcome(), self.folds.turns
        for number, turn in enumerate(turns):
            tell(number / len(turns))
            whole.add(self._trial(turn, None, None, lambda: None))
        return whole

    def remembered(self, judged: Container[str], tell: Callable[[], None]) -> list[engine.ReviewedSigns]:
        """What the layout memory of other documents answers, without a model, on those that are not ``judged``.

        Turns are few, on a busy machine a single one. These answers bear nearly the same signs, and confidences that
        are fitted from a third of the documents tell right from wrong worse (docs/benchmarks/confidence.md).
        """
        rest = [lesson for lesson in self.lessons if lesson.taught.id not in judged]
        found: list[engine.ReviewedSigns] = []
        for part in filter(None, (rest[number::_PARTS] for number in range(_PARTS))):
            asked = {lesson.document for lesson in part}
            memory = [lesson.memory for lesson in self.lessons if lesson.document not in asked]
            answers = self._answers(part, memory, None, tell)
            for lesson in part:
                found += self._signs(lesson, self._as_first_read(lesson, answers[lesson.taught.id]))
        return found

    def _meter(self, tell: cores.Tell, trainings: int) -> Meter:
        return Meter(lambda _stage, done, total: tell(done / total), trainings=trainings)

    def _turn(self, turn: Turn, meter: Meter) -> Outcome:
        others = [lesson for lesson in self.lessons if lesson.document not in turn.held]
        challenger = train(others, self.definition, seed=self.seed, progress=meter.training)[0]
        champion = self._champion(others, turn.held, meter)
        return self._trial(turn, challenger, champion, meter.comparing)

    def _trial(self, turn: Turn, challenger: bytes | None, champion: bytes | None, tell: Callable[[], None]) -> Outcome:
        asked = [lesson for lesson in self.lessons if lesson.document in turn.held]
        memory = [lesson.memory for lesson in self.lessons if lesson.document not in turn.held]
        mine = self._answers(asked, memory, challenger, tell)
        theirs = mine if champion is challenger else self._answers(asked, memory, champion, tell)
        gold = [lesson.compared for lesson in asked]
        ours, before = (self._measured(gold, answered).counts for answered in (mine, theirs))
        views = {lesson.taught.id: UNSEEN if lesson.document in turn.unseen else FURTHER for lesson in asked}
        outcome, of_layout = Outcome(turns=1), Counter(lesson.layout for lesson in self.lessons)
        outcome.answered = [Answered(key, before[one.id][key], counts, one.id, views[one.id])
                            for one in gold for key, counts in ours[one.id].items()]
        for lesson in asked:
            kept = lesson.document in turn.unseen or is_never_whole(of_layout[lesson.layout], len(self.lessons))
            again = kept and of_layout[lesson.layout] > 1
            values = self._as_first_read(
                lesson, self._with_layout(lesson, challenger, tell) if again else mine[lesson.taught.id])
            if kept:
                outcome.unseen.append(engine.Unseen(document=lesson.taught.id, group=str(lesson.layout), values=values))
            outcome.judged[lesson.taught.id] = list(self._signs(lesson, values))
        return outcome

    @property
    def kinds(self) -> dict[str, str]:
        return {f["key"]: f["kind"] for f in self.definition["fields"]}

    def _champion(self, others: Sequence[Lesson], held: frozenset[int], meter: Meter) -> bytes | None:
        if self.champion.weights is None:
            return None
        if not held & self.champion.documents:
            meter.skip(1)
            return self.champion.weights
        own = [lesson for lesson in others if lesson.document in self.champion.documents]
        return train(own, self.definition, seed=self.champion.seed, progress=meter.training)[0] if own else None

    def _answers(
        self, lessons: Sequence[Lesson], memory: list[Any], weights: bytes | None, tell: Callable[[], None],
    ) -> dict[str, list[engine.EngineValue]]:
        models = {self.definition["key"]: weights} if weights else None
        asked = ((lesson.taught.id, lesson.taught.pages) for lesson in lessons)
        found = {}
        for name, values in engine.answers(asked, self.definition, learned=memory, models=models):
            found[name] = values
            tell()
        return found

    def _measured(
        self, gold: list[engine.Gold], answered: dict[str, list[engine.EngineValue]],
    ) -> engine.Measured:
        answers = {name: engine.given(values) for name, values in answered.items()}
        return engine.measure(gold, answers, kinds=self.kinds)

    def _with_layout(
        self, lesson: Lesson, weights: bytes | None, tell: Callable[[], None],
    ) -> list[engine.EngineValue]:
        """The answers as they will be where the memory knows the layout: with all other documents of it."""
        others = [o.memory for o in self.lessons if o.document != lesson.document]
        return self._answers([lesson], others, weights, tell)[lesson.taught.id]

    def _as_first_read(self, lesson: Lesson, values: Sequence[engine.EngineValue]) -> list[engine.EngineValue]:
        """With what only a look at the page's pixels had told of them."""
        return [replace(v, features=engine.as_first_read(v, lesson.features, lesson.prints)) for v in values]

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
