"""A small network for one field: how likely each option is its value, and how likely none is. Answers need no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ocr_engine.extract.weights import ENOUGH

WIDTH, WORD_WIDTH = 24, 12
PRIOR = 7.0                 # how steeply the extractor's own score counts before anything was learned


@dataclass(frozen=True)
class Ranker:
    """A network with one hidden layer over the features and the hashed words of each option. ``weights``, float32:

    ``mean``, ``scale`` (NUMBERS): the features are standardised with them.
    ``table`` (BUCKETS, WORD_WIDTH): embeddings of hashed words.
    ``w1`` (WIDTH, NUMBERS + WORD_WIDTH), ``b1`` (WIDTH), ``w2`` (WIDTH): the layers.
    ``prior`` (2): the weight of the rules' or the memory's score, whichever is higher, and the bias of "none of them".
    ``trust`` (2, 4): calibration on layouts that were held out; a row for documents on which the layout memory proposes
    nothing and one for the others, see ``Trust``. Models of before have (2, 2), the first two of each.
    """

    weights: Mapping[str, np.ndarray]

    def raw_logits(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """The logits (options + 1,) as they were learned; the last one stands for "none of them".

        ``numbers`` (options, NUMBERS) and ``words`` (options, WORDS) as ``features`` gives them.
        """
        w = self.weights
        table = w["table"][words]
        there = (words > 0)[..., None]
        text = (table * there).sum(1) / np.maximum(there.sum(1), 1) ** 0.5
        hidden = np.concatenate([(numbers - w["mean"]) / w["scale"], text], axis=1) @ w["w1"].T + w["b1"]
        learned = np.maximum(hidden, 0.0) @ w["w2"]
        return np.append(w["prior"][0] * first_scores(numbers) + learned, w["prior"][0] * ENOUGH + w["prior"][1])

    def logits(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """The logits (options + 1,) after calibration."""
        return doubted(self.raw_logits(numbers, words), numbers, self.weights["trust"])

    def chances(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """The probabilities (options + 1,), the softmax of the logits."""
        logits = self.logits(numbers, words)
        odds = np.exp(logits - logits.max())
        return odds / odds.sum()


class Trust(NamedTuple):
    """``steep``: the temperature that divides the logits. ``lead``: log odds that are added to what the extractor and
    the memory would have chosen. ``share``: how much of what was learned counts, 0..1; with 0 the order is theirs.
    ``none``: log odds that are added to "none of them"."""

    steep: float
    lead: float
    share: float = 1.0
    none: float = 0.0


def doubted(learned: np.ndarray, numbers: np.ndarray, trust: np.ndarray) -> np.ndarray:
    """The logits after calibration with ``trust``, (2, 4): between what was ``learned`` and the order that nobody
    taught, divided by the temperature, the extractor's own answer and "none of them" raised."""
    row = Trust(*map(float, trust[speaks(numbers)]))
    found = between(learned, numbers, row.share) / row.steep
    found[-1] += row.none
    found[own_answer(numbers)] += row.lead
    return found


def between(learned: np.ndarray, numbers: np.ndarray, share: float) -> np.ndarray:
    """The logits (options + 1,) of which ``share`` is what was learned and the rest the scores of the rules and the
    memory, among which none is meant below ENOUGH."""
    untaught = PRIOR * np.append(first_scores(numbers), ENOUGH)
    return share * learned + (1 - share) * untaught


def first_scores(numbers: np.ndarray) -> np.ndarray:
    """What the rules or the memory thought of each option, whichever is higher."""
    return np.maximum(numbers[:, 0], numbers[:, 1])


def speaks(numbers: np.ndarray) -> int:
    """1 where the layout memory proposes any of the options, else 0: the row of ``trust`` that counts."""
    return int(bool(numbers[:, 1].max() > 0))


def own_answer(numbers: np.ndarray) -> int:
    """The index of the option that the extractor and the memory would have chosen: 0, or -1 for none of them."""
    ahead = numbers[0, 2] == 1.0 and max(numbers[0, 0], numbers[0, 1]) >= ENOUGH
    return 0 if ahead else -1
