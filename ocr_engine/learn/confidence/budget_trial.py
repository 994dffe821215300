"""What becomes of the error budget's promise on labelled documents: certify on one half, look at the other."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .budget import GRID, Reviewed, Unit, certify, counts


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of the promise on random halves of labelled documents.

    ``exceeded``: share of splits whose held-out error exceeds alpha; ``none``: of those on which nothing was accepted.
    ``automation`` is the mean share of held-out units accepted, ``best`` the same for a threshold chosen by looking at
    the held-out answers, ``error`` the wrong among all that was accepted in all splits.
    """

    alpha: float
    delta: float
    splits: int
    reviewed: int
    held_out: int
    exceeded: float
    none: float
    automation: float
    best: float
    error: float

    @property
    def kept(self) -> bool:
        """Whether the promise held, two points of chance allowed."""
        return self.exceeded <= self.delta + 0.02


def trial(rows: Iterable[Reviewed], *, alpha: float, delta: float, splits: int = 200, seed: int = 0,
          unit: Unit = "value", share: float = 0.5, grid: Sequence[float] = GRID) -> Trial:
    """Certifies on a random ``share`` of the documents and looks at the others, ``splits`` times. About a second.

    Rows without a document stand for one each. The same seed gives the same splits.
    """
    groups: dict[str, list[Reviewed]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.document or f"row {number}", []).append(row)
    keys, dice, points = sorted(groups), random.Random(seed), np.asarray(grid)
    cut = round(len(keys) * share)
    told: list[tuple[int, int, int, int, int]] = []
    for _ in range(splits):
        dice.shuffle(keys)
        known = [row for key in keys[:cut] for row in groups[key]]
        certificate = certify(known, alpha=alpha, delta=delta, unit=unit, grid=grid)
        units, accepted, wrong = counts((row for key in keys[cut:] for row in groups[key]), unit, points)
        at = grid.index(certificate.threshold) if certificate.threshold is not None else None
        fine = accepted[wrong <= alpha * accepted]
        told.append((certificate.reviewed, units, int(accepted[at]) if at is not None else 0,
                     int(wrong[at]) if at is not None else 0, int(fine.max(initial=0))))
    return _summed(told, alpha, delta)


def _summed(told: Sequence[tuple[int, int, int, int, int]], alpha: float, delta: float) -> Trial:
    reviewed, units, accepted, wrong, best = (np.array(column, float) for column in zip(*told, strict=True))
    held = np.maximum(units, 1)
    return Trial(alpha, delta, len(told), round(reviewed.mean()), round(units.mean()),
                 exceeded=round(float((wrong > alpha * accepted).mean()), 4),
                 none=round(float((accepted == 0).mean()), 4),
                 automation=round(float((accepted / held).mean()), 4), best=round(float((best / held).mean()), 4),
                 error=round(float(wrong.sum() / max(1.0, accepted.sum())), 4))
