"""Chances that mean what they say: log-odds made over by a slope and offsets, fitted on left-out predictions.

Few documents often show hardly an error, and what is fitted to them claims too much. So the slope is held firmly, and a
right value is not aimed at as certain (Platt 1999) but as if ten more had been right as often as is usual.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_SLOPE, _OFFSET, _OWN = 20.0, 2.0, 8.0     # how firmly slope 1, offset 0 and a field's own offset 0 are held to
_BEFORE = 10.0          # values that count as seen before, right as often as is usual


@dataclass(frozen=True)
class Platt:
    """chance = 1 / (1 + exp(-(slope * odds + offset + the field's own))). Slope 1 and offsets 0 change nothing."""

    slope: float = 1.0
    offset: float = 0.0
    own: Mapping[str, float] = field(default_factory=dict)

    def chance(self, odds: float, key: str = "") -> float:
        total = self.slope * odds + self.offset + self.own.get(key, 0.0)
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))

    def as_json(self) -> dict[str, Any]:
        return {"slope": self.slope, "offset": self.offset, "own": dict(self.own)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Platt:
        return cls(data["slope"], data["offset"], dict(data["own"]))


def calibrate(odds: Sequence[float] | np.ndarray, right: Sequence[bool], keys: Sequence[str], *,
              usual: float = 1.0) -> Platt:
    """Fitted by Newton's method with a Gaussian prior at "nothing to change". The slope never turns negative, so the
    order of the values within a field stays as it was. ``usual``: the share of right ones that was expected."""
    names = sorted(set(keys))
    table = np.zeros((len(odds), 2 + len(names)))
    table[:, 0], table[:, 1] = np.clip(odds, -30, 30), 1.0
    for row, key in enumerate(keys):
        table[row, 2 + names.index(key)] = 1.0
    centre = np.array([1.0, 0.0, *(0.0 for _ in names)])
    pull = np.array([_SLOPE, _OFFSET, *(_OWN for _ in names)])
    weights, wanted = centre.copy(), _aims(np.array(right, bool), usual)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - wanted) + pull * (weights - centre)
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    own = {name: round(float(w), 5) for name, w in zip(names, weights[2:], strict=True)}
    return Platt(round(max(0.05, float(weights[0])), 5), round(float(weights[1]), 5), own)


def _aims(right: np.ndarray, usual: float) -> np.ndarray:
    """What each value's chance is aimed at: 0, or nearly 1, the nearer the more values were right."""
    hits = right.sum()
    return np.where(right, (hits + _BEFORE * usual) / (hits + _BEFORE), 0.0)
