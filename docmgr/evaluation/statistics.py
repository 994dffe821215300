"""How far a figure may be trusted, and whether one run is better than another: over documents, never over values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from docmgr.extraction import engine

# document -> field key -> (right values, given values, matches)
Counts = Mapping[str, Mapping[str, Sequence[int]]]
_RESAMPLES = 2000
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """Documents read better, worse and equally well by the newer run; ``p``: two-sided sign test."""

    wins: int
    losses: int
    ties: int
    p: float


def f1(gold: float, given: float, match: float) -> float:
    return 2 * match / (gold + given) if gold + given else 0.0


def interval(counts: Counts, *, seed: int = 0) -> tuple[float, float] | None:
    """95 % of F1 by drawing documents anew; None for fewer than two documents. Some ten milliseconds.

    Drawn from flawless documents alone every score is 1, from wholly missed ones 0, which says nothing of the next
    document. There the open end is Clopper and Pearson's bound of the share of such documents: as if a single slip
    cost all of a document.
    """
    sums = np.array([_sum(fields) for fields in counts.values()], dtype=float).reshape(-1, 3)
    if len(sums) < _FEWEST:
        return None
    asked = sums[sums[:, 0] + sums[:, 1] > 0]
    otherwise = round(float(engine.monitored(0, len(asked), alpha=1.0)["upper"]), 4)
    if len(asked) and (2 * asked[:, 2] == asked[:, 0] + asked[:, 1]).all():
        return round(1 - otherwise, 4), 1.0
    if not asked[:, 2].any():
        return 0.0, otherwise
    drawn = np.random.default_rng(seed).integers(0, len(sums), size=(_RESAMPLES, len(sums)))
    gold, given, match = np.moveaxis(sums[drawn].sum(axis=1), 1, 0)
    scores = np.divide(2 * match, gold + given, out=np.zeros_like(match), where=gold + given > 0)
    low, high = np.quantile(scores, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)


def compare(newer: Counts, older: Counts, *, key: str | None = None) -> Comparison:
    """Over the documents that both runs scored: a win where the newer one made fewer slips. ``key``: one field only."""
    gaps = [_slips(older[name], key) - _slips(fields, key) for name, fields in newer.items() if name in older]
    wins, losses = sum(g > 0 for g in gaps), sum(g < 0 for g in gaps)
    return Comparison(wins, losses, len(gaps) - wins - losses, sign_test(wins, losses))


def sign_test(wins: int, losses: int) -> float:
    """The chance of a split at least as uneven where neither is better."""
    tries = wins + losses
    tail = sum(comb(tries, k) for k in range(min(wins, losses) + 1))
    return round(min(1.0, 2 * tail / 2**tries), 4)


def _sum(fields: Mapping[str, Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*fields.values(), strict=True)] if fields else [0, 0, 0]


def _slips(fields: Mapping[str, Sequence[int]], key: str | None) -> int:
    """Values missed and values too many."""
    return sum(gold + given - 2 * match for k, (gold, given, match) in fields.items() if key is None or k == key)
