"""How good a confidence is: does it put right values before wrong ones, and does it mean what it says?"""

from __future__ import annotations

from collections.abc import Iterable

Judged = tuple[float, bool]
_BINS = 10


def auroc(values: Iterable[Judged]) -> float | None:
    """The chance that a right value is more confident than a wrong one, ties counting half; None without both."""
    items = sorted(values)
    right = sum(1 for _, ok in items if ok)
    wrong = len(items) - right
    if not right or not wrong:
        return None
    before = beaten = 0.0
    start = 0
    while start < len(items):
        end = start
        while end < len(items) and items[end][0] == items[start][0]:
            end += 1
        tied = items[start:end]
        hits = sum(1 for _, ok in tied if ok)
        misses = len(tied) - hits
        beaten += hits * (before + misses / 2)
        before += misses
        start = end
    return round(beaten / (right * wrong), 4)


def calibration_error(values: Iterable[Judged]) -> float | None:
    """Expected calibration error over ten bins of equal width: 0 where 0.8 means that 8 of 10 are right."""
    bins: list[list[Judged]] = [[] for _ in range(_BINS)]
    for confidence, right in values:
        bins[min(_BINS - 1, max(0, int(confidence * _BINS)))].append((confidence, right))
    total = sum(map(len, bins))
    if not total:
        return None
    gaps = (abs(sum(c for c, _ in held) - sum(1 for _, ok in held if ok)) for held in bins if held)
    return round(sum(gaps) / total, 4)
