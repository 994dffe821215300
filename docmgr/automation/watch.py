"""Bounds of the share of wrong values that hold however often one looks.

Clopper and Pearson's interval is right for a number of samples fixed beforehand. Blind samples come one by one and are
looked at after each, and whoever looks often enough sees any fixed bound broken by chance. The set used here,

    { p : B(wrong + 1, right + 1) < p^wrong (1 - p)^right / delta }        (B: the Beta function)

holds the true share at all times together with the chance 1 - delta: the ratio of the two sides is a martingale
under the true share with mean 1 (Robbins, "Statistical methods related to the law of the iterated logarithm", 1970;
Ville's inequality), here with the uniform mixture.
"""

from __future__ import annotations

from math import lgamma, log
from typing import NamedTuple

_STEPS = 50


class Range(NamedTuple):
    """The share of wrong values lies between the two, 0..1."""

    lower: float
    upper: float


def always_within(wrong: int, sampled: int, *, delta: float = 0.05) -> Range:
    """(0, 1) where nothing was sampled."""
    if not sampled:
        return Range(0.0, 1.0)
    seen = wrong / sampled
    lower = 0.0 if not wrong else _edge(wrong, sampled, delta, outside=0.0, inside=seen)
    upper = 1.0 if wrong == sampled else _edge(wrong, sampled, delta, outside=1.0, inside=seen)
    return Range(round(lower, 6), round(upper, 6))


def _edge(wrong: int, sampled: int, delta: float, *, outside: float, inside: float) -> float:
    """Between a share that the samples refute and the one seen, the last that they do not."""
    for _ in range(_STEPS):
        middle = (outside + inside) / 2
        refuted = _log_ratio(wrong, sampled, middle) >= log(1 / delta)
        outside, inside = (middle, inside) if refuted else (outside, middle)
    return inside


def _log_ratio(wrong: int, sampled: int, share: float) -> float:
    right = sampled - wrong
    mixture = lgamma(wrong + 1) + lgamma(right + 1) - lgamma(sampled + 2)
    return mixture - wrong * log(share) - right * log(1 - share)
