"""What came out of a model, wherever it ran, and how sure it was of each part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.types import Issue
from ocr_engine.vlm.questions.asking import Question


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]`` of the answer and the probability with which the model chose it."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Generated:
    """``stopped`` is "end", "length" (the limit of tokens or letters), "loop" or "time"."""

    text: str
    stopped: str = "end"
    tokens: tuple[Token, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        code = {"loop": "answer_repeats", "length": "answer_cut_off", "time": "answer_cut_off"}.get(self.stopped)
        return (Issue(code),) if code else ()

    def probability(self, value: str, after: str = "") -> float | None:
        """The geometric mean over the tokens of a value as it stands in the answer; None where it is not known.

        ``after``: the value is looked for behind this (its name).
        """
        behind = self.text.find(after) + len(after) if after and after in self.text else 0
        start = self.text.find(value, behind) if value else -1
        if start < 0 or not self.tokens:
            return None
        return mean_probability([t.probability for t in self.tokens
                                 if t.start < start + len(value) and t.end > start])


def mean_probability(probabilities: Sequence[float]) -> float | None:
    if not probabilities:
        return None
    return math.exp(sum(math.log(max(p, 1e-9)) for p in probabilities) / len(probabilities))


class Runner(Protocol):
    """A place where a family of models runs. ``image`` is RGB, uint8. Raises BackendFailed."""

    name: str

    def generate(self, image: np.ndarray, question: Question) -> Generated: ...


@runtime_checkable
class Together(Protocol):
    """A place that answers several questions at the cost of little more than one."""

    at_once: int

    def generate_all(self, asked: Sequence[tuple[np.ndarray, Question]]) -> list[Generated | BackendFailed]: ...
