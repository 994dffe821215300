"""A confidence sequence for the share of wrong values: bounds that hold however often one looks.

Clopper and Pearson's interval holds for a number of samples that is fixed beforehand. Blind samples come one by one and
are looked at after each, and whoever looks often enough sees such an interval broken by chance. The set used here,

    { p : B(wrong + 1, right + 1) < p^wrong (1 - p)^right / delta }        (B: the Beta function)

contains the true share at all times at once with the probability 1 - delta: under the true share the ratio of the two
sides is a martingale with mean 1 (Robbins, "Statistical methods related to the law of the iterated logarithm", 1970;
Ville's inequality), here with the uniform mixture.
"""

from __future__ import annotations

from math import lgamma, log
from typing import NamedTuple

_STEPS = 50


class Range(NamedTuple):
    """Bounds of the share of wrong values, 0..1."""

    lower: float
    upper: float


def always_within(wrong: int, sampled: int, *, delta: float = 0.05) -> Range:
    """The bounds after ``sampled`` values of which ``wrong`` were wrong; (0, 1) where nothing was sampled.

    With the probability 1 - ``delta`` they hold after every sample, from the first on.
    """
    if not sampled:
        return Range(0.0, 1.0)
    seen = wrong / sampled
    lower = 0.0 if not wrong else _edge(wrong, sampled, delta, outside=0.0, inside=seen)
    upper = 1.0 if wrong == sampled else _edge(wrong, sampled, delta, outside=1.0, inside=seen)
    return Range(round(lower, 6), round(upper, 6))


def _edge(wrong: int, sampled: int, delta: float, *, outside: float, inside: float) -> float:
    """The bound, by bisection, between a share that the samples refute and one that they do not, the one seen."""
    for _ in range(_STEPS):
        middle = (outside + inside) / 2
        refuted = _log_ratio(wrong, sampled, middle) >= log(1 / delta)
        outside, inside = (middle, inside) if refuted else (outside, middle)
    return inside


def _log_ratio(wrong: int, sampled: int, share: float) -> float:
    right = sampled - wrong
    mixture = lgamma(wrong + 1) + lgamma(right + 1) - lgamma(sampled + 2)
    return mixture - wrong * log(share) - right * log(1 - share)
