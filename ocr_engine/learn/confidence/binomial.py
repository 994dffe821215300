"""Exact binomial tails and what follows from them. Probabilities of counts, no normal approximation anywhere."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

_STEPS = 60             # halvings of an interval of 0..1: past the last bit of a float


@lru_cache(maxsize=65536)
def at_most(count: int, n: int, p: float) -> float:
    """P(X <= count) for X ~ Binomial(n, p). Time grows with ``count``, not with ``n``."""
    if count < 0:
        return 0.0
    if count >= n or p <= 0.0:
        return 1.0
    if p >= 1.0:
        return 0.0
    i = np.arange(1, count + 1)
    steps = np.log((n - i + 1) / i) + (math.log(p) - math.log1p(-p))
    logs = n * math.log1p(-p) + np.concatenate([[0.0], np.cumsum(steps)])
    top = float(logs.max())
    return min(1.0, math.exp(top) * float(np.exp(logs - top).sum()))


def interval(count: int, n: int, *, sure: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's bounds of a share of which ``count`` of ``n`` were seen; (0, 1) where nothing was.

    Each bound is missed with a chance of at most (1 - sure) / 2, for every n.
    """
    return lower(count, n, sure=1 - (1 - sure) / 2), upper(count, n, sure=1 - (1 - sure) / 2)


def upper(count: int, n: int, *, sure: float = 0.95) -> float:
    """The one-sided bound: the true share lies above it with a chance of at most 1 - sure."""
    if n == 0 or count >= n:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(count, n, middle) > 1 - sure else (low, middle)
    return high


def lower(count: int, n: int, *, sure: float = 0.95) -> float:
    """The one-sided bound from below."""
    return 0.0 if n == 0 else 1.0 - upper(n - count, n, sure=sure)


@lru_cache(maxsize=4096)
def needed(alpha: float, delta: float, wrong: int = 0) -> int:
    """The fewest values among which ``wrong`` wrong ones prove a share of at most alpha with the chance 1 - delta.

    299 for 1 % at 95 % with none wrong.
    """
    high = wrong + 1
    while at_most(wrong, high, alpha) > delta:
        high *= 2
    low = wrong + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if at_most(wrong, middle, alpha) <= delta else (middle + 1, high)
    return low
