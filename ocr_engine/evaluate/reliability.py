"""A reliability diagram in numbers: what confidences claim, what became of them, and how much of the gap is chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .ranking import Judged, auroc, calibration_error

BINS = 10
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Bin:
    """Values with a confidence from ``low`` to ``high``: their mean confidence, and the share that was right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def bins_of(values: Iterable[Judged], bins: int = BINS) -> list[Bin]:
    """Bins of equal width that hold anything, the least confident first."""
    held: list[list[Judged]] = [[] for _ in range(bins)]
    for confidence, right in values:
        held[min(bins - 1, max(0, int(confidence * bins)))].append((confidence, right))
    return [Bin(n / bins, (n + 1) / bins, len(inside), round(sum(c for c, _ in inside) / len(inside), 4),
                round(sum(ok for _, ok in inside) / len(inside), 4)) for n, inside in enumerate(held) if inside]


def reliability(values: Iterable[Judged]) -> dict[str, Any]:
    """{values, right, auroc, ece, chance, brier, bins}; None for what so few values cannot tell.

    ``chance`` is the calibration error that faultless confidences would show on so many values.
    """
    items = list(values)
    if not items:
        return {"values": 0, "right": None, "auroc": None, "ece": None, "chance": None, "brier": None, "bins": []}
    told = np.array([c for c, _ in items])
    brier = float(np.mean([(c - ok) ** 2 for c, ok in items]))
    return {"values": len(items), "right": round(sum(ok for _, ok in items) / len(items), 4), "auroc": auroc(items),
            "ece": calibration_error(items), "chance": _by_chance(told), "brier": round(brier, 4),
            "bins": [{"low": b.low, "high": b.high, "count": b.count, "confidence": b.confidence, "right": b.right}
                     for b in bins_of(items)]}


def by_field(values: Iterable[tuple[str, float, bool]]) -> dict[str, dict[str, Any]]:
    """The same field by field."""
    found: dict[str, list[Judged]] = {}
    for key, confidence, right in values:
        found.setdefault(key, []).append((confidence, right))
    return {key: reliability(items) for key, items in sorted(found.items())}


def _by_chance(told: Sequence[float] | np.ndarray) -> float:
    """The mean calibration error where each value is right with just the chance that is claimed."""
    dice, told = np.random.default_rng(0), np.asarray(told, float)
    place = np.clip((told * BINS).astype(int), 0, BINS - 1)
    off = []
    for _ in range(_TRIES):
        gaps = np.bincount(place, weights=told - (dice.random(len(told)) < told), minlength=BINS)
        off.append(np.abs(gaps).sum() / len(told))
    return round(float(np.mean(off)), 4)
