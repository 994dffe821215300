"""How far to trust a value before anybody has reviewed its like.

    p = 0.97 * reading * found * label * margin * quality

where each factor lies between a floor and 1 and grows with its part; each strong check that passed takes away
``STRONG_DOUBT`` of the doubt that is left, but never more than the reading of the page allows. Then the caps: a failed
check leaves at most 0.4, a value without evidence on the page at most 0.3, a repaired one at most 0.8. p never falls
when a part gets better.

This is the guess that ``learn.confidence.trust`` starts from: there it is one sign among others, and the caps come
after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocr_engine.types import Check

from .checks import GUESSES, STRONG

FAILED_CAP, NO_EVIDENCE_CAP, REPAIRED_CAP, CEILING = 0.4, 0.3, 0.8, 0.99
STRONG_DOUBT = 0.6

# How the place was found. A name with a colon (``memory:1042``) counts by its first part, an unknown one as OTHER.
FOUND: dict[str, float] = {
    "xml": 1.0, "qr": 1.0, "memory": 0.97, "label_inline": 0.96, "label_right": 0.95, "table": 0.92, "label_below": 0.9,
    "label_above": 0.8, "label_left": 0.75, "vlm": 0.85, "model": 0.85, "pattern": 0.85, "kind": 0.6, "position": 0.6,
    "total_roles": 0.92, "total_words": 0.88, "by_shape": 0.7,
}
OTHER = 0.7


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a value's confidence, each 0..1.

    ``reading`` is the reader's confidence in the words (the lowest of them), ``how`` the way the value was found,
    ``margin`` the distance to the runner-up (1 without one), ``quality`` the page's. ``label`` is how well the label
    matched (1 where none was needed).
    """

    reading: float = 1.0
    how: str = ""
    margin: float = 1.0
    quality: float = 1.0
    label: float = 1.0
    on_page: bool = True


def _between(floor: float, part: float) -> float:
    return floor + (1 - floor) * min(max(part, 0.0), 1.0)


def capped(p: float, checks: Iterable[Check], *, on_page: bool, ceiling: float = CEILING) -> float:
    """p under the caps. For whoever changes a confidence later: no cap is ever lifted by it.

    ``ceiling`` is what a value is at best worth: a guess claims less than what was learned from reviewed values may.
    """
    checks = tuple(checks)
    if any(c.ok is False for c in checks):
        p = min(p, FAILED_CAP)
    if any(c.name in GUESSES for c in checks):
        p = min(p, REPAIRED_CAP)
    return round(min(p, ceiling if on_page else NO_EVIDENCE_CAP), 4)


def confidence(parts: Parts, checks: Iterable[Check] = ()) -> float:
    """0..1, by the formula above."""
    checks = tuple(checks)
    found = FOUND.get(parts.how.partition(":")[0], OTHER)
    reading = _between(0.2, parts.reading)
    p = 0.97 * reading * found * _between(0.5, parts.label)
    p *= _between(0.7, parts.margin) * _between(0.6, parts.quality)
    passed = len({c.name for c in checks if c.ok} & STRONG)
    p = 1 - (1 - p) * (1 - STRONG_DOUBT * reading) ** min(passed, 3)
    return capped(p, checks, on_page=parts.on_page)
