"""A small network for one field: how likely each option is its value, and how likely none is. Answers need no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ocr_engine.extract.weights import ENOUGH

WIDTH, WORD_WIDTH = 24, 12
PRIOR = 7.0                 # how steeply the extractor's own score counts before anything was learned


@dataclass(frozen=True)
class Ranker:
    """Weights of one field, float32:

    ``mean``, ``scale`` (NUMBERS); ``table`` (BUCKETS, WORD_WIDTH); ``w1`` (WIDTH, NUMBERS + WORD_WIDTH), ``b1``
    (WIDTH); ``w2`` (WIDTH); ``prior`` (2): weight of the rules' or the memory's score, whichever is better, and the
    bias of "none"; ``trust`` (2, 2): for documents on which no memory speaks and those on which one does, by how much
    all is divided and what the extractor's own answer has ahead of the others, in log odds, as they came out on
    layouts never seen.
    """

    weights: Mapping[str, np.ndarray]

    def raw_logits(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """One number per option and a last one for "none of them", as the network gives them."""
        w = self.weights
        table = w["table"][words]
        there = (words > 0)[..., None]
        text = (table * there).sum(1) / np.maximum(there.sum(1), 1) ** 0.5
        hidden = np.concatenate([(numbers - w["mean"]) / w["scale"], text], axis=1) @ w["w1"].T + w["b1"]
        learned = np.maximum(hidden, 0.0) @ w["w2"]
        first = np.maximum(numbers[:, 0], numbers[:, 1])
        return np.append(w["prior"][0] * first + learned, w["prior"][0] * ENOUGH + w["prior"][1])

    def logits(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        return doubted(self.raw_logits(numbers, words), numbers, self.weights["trust"])

    def chances(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """Softmax of the logits: they sum to 1."""
        logits = self.logits(numbers, words)
        odds = np.exp(logits - logits.max())
        return odds / odds.sum()


def doubted(logits: np.ndarray, numbers: np.ndarray, trust: np.ndarray) -> np.ndarray:
    """The logits less steep, with the lead that the extractor's own answer has."""
    steep, lead = trust[speaks(numbers)]
    found = logits / steep
    found[own_answer(numbers)] += lead
    return found


def speaks(numbers: np.ndarray) -> int:
    """1 where the layout memory proposes something, else 0."""
    return int(bool(numbers[:, 1].max() > 0))


def own_answer(numbers: np.ndarray) -> int:
    """Which option the extractor and the memory would have chosen: the first one, or -1 for none."""
    ahead = numbers[0, 2] == 1.0 and max(numbers[0, 0], numbers[0, 1]) >= ENOUGH
    return 0 if ahead else -1
