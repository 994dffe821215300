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
    """A network with one hidden layer over the features and the hashed words of each option. ``weights``, float32:

    ``mean``, ``scale`` (NUMBERS): the features are standardised with them.
    ``table`` (BUCKETS, WORD_WIDTH): embeddings of hashed words.
    ``w1`` (WIDTH, NUMBERS + WORD_WIDTH), ``b1`` (WIDTH), ``w2`` (WIDTH): the layers.
    ``prior`` (2): the weight of the rules' or the memory's score, whichever is higher, and the bias of "none of them".
    ``trust`` (2, 2): calibration on layouts that were held out; a row for documents on which the layout memory proposes
    nothing and one for the others. Of each: the temperature that divides the logits, and the log odds that are added to
    the option that the extractor and the memory would have chosen.
    """

    weights: Mapping[str, np.ndarray]

    def raw_logits(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """The logits (options + 1,) before calibration; the last one stands for "none of them".

        ``numbers`` (options, NUMBERS) and ``words`` (options, WORDS) as ``features`` gives them.
        """
        w = self.weights
        table = w["table"][words]
        there = (words > 0)[..., None]
        text = (table * there).sum(1) / np.maximum(there.sum(1), 1) ** 0.5
        hidden = np.concatenate([(numbers - w["mean"]) / w["scale"], text], axis=1) @ w["w1"].T + w["b1"]
        learned = np.maximum(hidden, 0.0) @ w["w2"]
        first = np.maximum(numbers[:, 0], numbers[:, 1])
        return np.append(w["prior"][0] * first + learned, w["prior"][0] * ENOUGH + w["prior"][1])

    def logits(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """The logits (options + 1,) after calibration."""
        return doubted(self.raw_logits(numbers, words), numbers, self.weights["trust"])

    def chances(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """The probabilities (options + 1,), the softmax of the logits."""
        logits = self.logits(numbers, words)
        odds = np.exp(logits - logits.max())
        return odds / odds.sum()


def doubted(logits: np.ndarray, numbers: np.ndarray, trust: np.ndarray) -> np.ndarray:
    """The logits after calibration with ``trust``: divided by the temperature, the extractor's own answer raised."""
    steep, lead = trust[speaks(numbers)]
    found = logits / steep
    found[own_answer(numbers)] += lead
    return found


def speaks(numbers: np.ndarray) -> int:
    """1 where the layout memory proposes any of the options, else 0: the row of ``trust`` that counts."""
    return int(bool(numbers[:, 1].max() > 0))


def own_answer(numbers: np.ndarray) -> int:
    """The index of the option that the extractor and the memory would have chosen: 0, or -1 for none of them."""
    ahead = numbers[0, 2] == 1.0 and max(numbers[0, 0], numbers[0, 1]) >= ENOUGH
    return 0 if ahead else -1
