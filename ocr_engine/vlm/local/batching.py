"""Questions of several threads put to one model together: whoever comes first waits a moment for others like it."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.generated import Generated

Asked = tuple[np.ndarray, Question]
# Runs one batch. Raises BackendFailed.
Run = Callable[[Sequence[Asked]], list[Generated]]


@dataclass(slots=True)
class Figures:
    """What came together so far: ``largest`` is the most questions that ever shared a batch."""

    questions: int = 0
    batches: int = 0
    largest: int = 0

    def count(self, questions: int) -> None:
        self.questions += questions
        self.batches += 1
        self.largest = max(self.largest, questions)


def group_of(image: np.ndarray, question: Question) -> tuple[Any, ...]:
    """Questions of one group may share a batch: like length, like picture, one resolution, one form of answer.

    Pictures count as alike while their areas are within a factor of two: more would be filling.
    """
    form = tuple(question.schema["properties"]) if question.schema is not None else None
    area = round(math.log2(max(1, image.shape[0] * image.shape[1])))
    return question.task, question.max_tokens, question.mode, form, area


class Batcher:
    """``most`` questions at a time; ``wait`` is how long (seconds) the first of them waits for company.

    There is no thread of its own: one of those who ask does the work for all of its batch.
    """

    def __init__(self, run: Run, *, most: int, wait: float = 0.02) -> None:
        self.most, self.figures = most, Figures()
        self._run, self._wait = run, wait
        self._turn = threading.Condition()
        self._waiting: list[_Ticket] = []
        self._busy = False

    def ask(self, image: np.ndarray, question: Question) -> Generated:
        """Raises BackendFailed."""
        ticket = _Ticket((image, question))
        with self._turn:
            self._waiting.append(ticket)
            self._turn.notify_all()
        while not ticket.done:
            with self._its_turn(ticket) as free:
                if free:
                    self._serve(self._gathered(ticket))
        return ticket.answer()

    def ask_all(self, asked: Sequence[Asked]) -> list[Generated | BackendFailed]:
        """Several at once, in the order given; a failure stands in the place of its answer."""
        tickets = [_Ticket(one) for one in asked]
        left = list(tickets)
        while left:
            batch = [t for t in left if t.group == left[0].group][:self.most]
            left = [t for t in left if t not in batch]
            with self._its_turn(batch[0]):
                self._serve(batch)
        return [t.failed or t.answer() for t in tickets]

    @contextmanager
    def _its_turn(self, ticket: _Ticket) -> Iterator[bool]:
        """Holds the model; False where the ticket was served meanwhile by somebody else."""
        with self._turn:
            while self._busy and not ticket.done:
                self._turn.wait()
            if not ticket.done:
                self._busy = True
            free = not ticket.done
        try:
            yield free
        finally:
            if free:
                with self._turn:
                    self._busy = False
                    self._turn.notify_all()

    def _gathered(self, first: _Ticket) -> list[_Ticket]:
        """The first and others of its group, taken from those who wait."""
        deadline = monotonic() + self._wait
        with self._turn:
            while True:
                alike = [t for t in self._waiting if t.group == first.group and t is not first]
                left = deadline - monotonic()
                if len(alike) + 1 >= self.most or left <= 0:
                    break
                self._turn.wait(left)
            batch = [first, *alike[:self.most - 1]]
            self._waiting = [t for t in self._waiting if t not in batch]
            return batch

    def _serve(self, batch: Sequence[_Ticket]) -> None:
        """Where a batch breaks (too much memory, one bad picture) each is tried alone."""
        self.figures.count(len(batch))
        try:
            said = self._run([t.asked for t in batch])
        except BackendFailed as error:
            if len(batch) == 1:
                batch[0].failed = error
            else:
                for ticket in batch:
                    self._serve([ticket])
            return
        except BaseException as error:
            for ticket in batch:
                ticket.broke = error
            raise
        for ticket, answer in zip(batch, said, strict=True):
            ticket.said = answer


class _Ticket:
    def __init__(self, asked: Asked) -> None:
        self.asked, self.group = asked, group_of(*asked)
        self.said: Generated | None = None
        self.failed: BackendFailed | None = None
        self.broke: BaseException | None = None

    @property
    def done(self) -> bool:
        return self.said is not None or self.failed is not None or self.broke is not None

    def answer(self) -> Generated:
        if self.failed is not None:
            raise self.failed
        if self.said is None:
            raise BackendFailed("backend_failed") from self.broke
        return self.said
