"""How far values may be accepted without a person: a threshold with a proof, from values that a person reviewed.

Learn then Test (Angelopoulos, Bates, Candès, Jordan, Lei: "Learn then Test", 2021, section 4): for each threshold t of
a grid fixed beforehand the hypothesis "more than alpha of what is accepted at t is wrong" is tested with the exact
binomial tail, from the strictest threshold down, and the first that cannot be rejected ends it (fixed-sequence testing,
which costs nothing for the number of tests). All rejected ones are certified together: the chance that any of them has
a true share of wrong values above alpha is at most delta, whatever the confidences are worth. Bad confidences cost
automation, never the promise. The promise is about documents like the reviewed ones, which must have been chosen
without regard to whether they are right; blind samples (``monitored``) watch whether that stays true.

The next hundred values are a sample, too, and of their share alpha is asked as well. Where hardly any threshold holds,
the few that pass by luck do so because the mistakes happen to lie among the values to come. So a sequence takes half of
delta, and of the certified thresholds the lowest that a quarter would certify is taken. On halves of labelled sets more
than alpha of the other half was then wrong about half as often (docs/benchmarks/confidence.md). Only where so little
was reviewed that half of delta certifies nothing does a test take all of it: the one that everything reviewed is right.

Where the sequence begins. A threshold that accepts five values proves nothing and would end it at once. It begins at
the strictest one that accepts at least ``first_size`` of the n reviewed values, a number that depends on n, alpha and
delta alone. The choice of the beginning sees how many values were accepted, never how many of them were wrong, and it
keeps the promise where the true share of wrong values does not fall as the threshold does: let k be the first
threshold whose share exceeds alpha. If the sequence begins at or before k, a wrong promise needs k to be rejected, and
"begins at or before k" says only that k accepts enough; given how many it accepts, the wrong ones among them are
Binomial(share of k), so the exact test holds. If it begins behind k, everything accepted lies in strips whose share
exceeds alpha, the number of wrong ones is at least as large as a Binomial(alpha) one, and the test holds again. Where
evidence is ample, there are two such sequences (``sequences``).

Values of one document depend on each other (a page turned over, a supplier misread), so they are no independent
trials. Two ways are sound. One field with one value a document: the trials are documents. ``unit="document"``: what
is counted is documents with anything accepted, wrong as soon as one accepted value in them is wrong, in the
same grid for all fields together; the argument above holds word for word, since lowering the threshold only adds
documents and only makes them worse. Values of several fields counted singly are only as sound as they are independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .binomial import at_most, interval, needed, upper

Unit = Literal["value", "document"]
# Fixed beforehand and the same for everybody: no threshold is chosen by looking at who was right. Accepting what is
# more likely right than wrong is as far as automation ever goes.
GRID: tuple[float, ...] = tuple(round(t, 4) for t in (
    *np.arange(0.999, 0.9799, -0.001), *np.arange(0.975, 0.8999, -0.005), *np.arange(0.89, 0.4999, -0.01)))
# Of delta what a test may take that rests on answers of twins and not of the model itself: the other half pays for
# what twins have in common, which no test sees (evaluate.remade measures it).
TWINS = 0.5
HALF, _SPARE = 0.5, 0.25        # of delta: what a sequence takes, and what certifies the threshold that is taken
_MOST = 0.8             # of the reviewed values: where the second sequence begins
_AMPLE = 3              # times what is needed at least: enough evidence for two sequences
_SHARE = 6              # the sequence begins where about one in so many of the reviewed values is accepted


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A value that a person has looked at: how sure the engine was, whether it was right, and of which document; one
    without a document stands for one."""

    confidence: float
    right: bool
    document: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """``threshold`` is the lowest certified confidence, None where nothing may be accepted.

    ``accepted`` of ``reviewed`` units (values, or documents) lie at or above it, ``wrong`` of them were wrong, and
    ``upper`` is the bound of their true share at 1 - delta. ``missing``: about how many more reviewed units it takes
    before anything can be accepted, at the rate of errors seen so far; 0 with a threshold, and None where the values
    are wrong too often for any number to help.
    """

    alpha: float
    delta: float
    reviewed: int
    threshold: float | None = None
    accepted: int = 0
    wrong: int = 0
    upper: float = 1.0
    missing: int | None = 0

    @property
    def automation(self) -> float:
        """The share of the reviewed units that would have been accepted."""
        return self.accepted / self.reviewed if self.reviewed else 0.0


def certify(rows: Iterable[Reviewed], *, alpha: float, delta: float, unit: Unit = "value",
            grid: Sequence[float] = GRID) -> Certificate:
    """The lowest threshold that is certified for "at most alpha wrong, 1 - delta sure". The grid falls.

    Some milliseconds for ten thousand rows. Raises ValueError where alpha or delta does not lie between 0 and 1.
    """
    if not (0 < alpha < 1 and 0 < delta < 1):
        raise ValueError("alpha and delta lie between 0 and 1")
    units, accepted, wrong = counts(rows, unit, np.asarray(grid))
    chances: dict[int, float] = {}
    for begin, part in sequences(units, alpha, delta):
        chances.update(_certified(accepted, wrong, begin, alpha, part))
    if not chances:
        return Certificate(alpha, delta, units, missing=_missing(units, accepted, wrong, alpha, delta))
    best = _taken(chances, delta)
    seen, bad = int(accepted[best]), int(wrong[best])
    return Certificate(alpha, delta, units, float(grid[best]), seen, bad, round(upper(bad, seen, sure=1 - delta), 6))


def _certified(accepted: np.ndarray, wrong: np.ndarray, begin: int, alpha: float, delta: float) -> dict[int, float]:
    """Place in the grid -> chance, of one sequence: from the first threshold that accepts ``begin`` units."""
    found: dict[int, float] = {}
    for index in range(int(np.searchsorted(accepted, begin)), len(accepted)):
        chance = at_most(int(wrong[index]), int(accepted[index]), alpha)
        if chance > delta:
            break
        found[index] = chance
    return found


def sequences(reviewed: int, alpha: float, delta: float) -> list[tuple[int, float]]:
    """(size at which it begins, its part of delta) of each sequence; both depend on the number of reviewed units alone.

    One while evidence is scarce: the other half of delta is left for chance among the values to come. With three times
    what is needed a second one begins where nearly everything is accepted, so that a field that is right nearly always
    does not fail for one mistake among its surest.
    """
    half = HALF * delta
    if reviewed < needed(alpha, half):
        return [(reviewed, delta)]
    if reviewed < _AMPLE * needed(alpha, delta):
        return [(first_size(reviewed, alpha, half), half)]
    return [(first_size(reviewed, alpha, half), half), (round(_MOST * reviewed), half)]


def _taken(chances: Mapping[int, float], delta: float) -> int:
    """Of the certified thresholds the lowest with something to spare, else the surest."""
    spare = [index for index, chance in chances.items() if chance <= _SPARE * delta]
    return max(spare, default=min(chances, key=lambda index: (chances[index], -index)))


def first_size(reviewed: int, alpha: float, delta: float) -> int:
    """How many values the first threshold of the sequence must accept: it may then hold some wrong ones among them."""
    wrong = 0
    while needed(alpha, delta, wrong + 1) <= reviewed / _SHARE:
        wrong += 1
    return needed(alpha, delta, wrong)


def counts(rows: Iterable[Reviewed], unit: Unit, grid: np.ndarray) -> tuple[int, np.ndarray, np.ndarray]:
    """How many units there are; of them accepted at each threshold, and wrong among those."""
    rows = list(rows)
    seen = np.array([r.confidence for r in rows], float)
    bad = np.array([r.confidence for r in rows if not r.right], float)
    if unit == "document":
        best: dict[str | int, float] = {}
        worst: dict[str | int, float] = {}
        for number, row in enumerate(rows):
            document = row.document or number
            best[document] = max(best.get(document, 0.0), row.confidence)
            if not row.right:
                worst[document] = max(worst.get(document, 0.0), row.confidence)
        seen, bad = np.array(list(best.values()), float), np.array(list(worst.values()), float)
    above, wrong = (len(c) - np.searchsorted(np.sort(c), grid, side="left") for c in (seen, bad))
    return len(seen), above, wrong


def _missing(units: int, accepted: np.ndarray, wrong: np.ndarray, alpha: float, delta: float) -> int | None:
    if not units or not accepted[-1]:
        return max(1, needed(alpha, delta) - units)
    found = []
    for seen, bad in sorted({(int(a), int(w)) for a, w in zip(accepted, wrong, strict=True) if a}):
        part = delta if seen == units and not bad else HALF * delta
        if bad / seen < alpha and (enough := _enough(seen, bad, alpha, part)):
            found.append(-(-max(1, enough - seen) * units // seen))
    return min(found, default=None)


def _enough(seen: int, bad: int, alpha: float, delta: float) -> int | None:
    """How many accepted values prove the bound if they stay as often wrong as they were; None: over a million."""
    size = max(seen, needed(alpha, delta))
    while size < 1_000_000:
        if at_most(size * bad // seen, size, alpha) <= delta:
            return size
        size += max(1, size // 50)
    return None


@dataclass(frozen=True, slots=True)
class Monitored:
    """Blind samples of accepted values: the true share of wrong ones lies between the bounds."""

    sampled: int
    wrong: int
    lower: float
    upper: float
    exceeded: bool


def monitored(wrong: int, sampled: int, *, alpha: float, sure: float = 0.95) -> Monitored:
    """``exceeded``: the samples prove that more than alpha is wrong (lower bound above alpha): switch off.

    A bound above alpha with few samples proves nothing: 20 right ones leave it at 14 %. Until then the
    certificate stands.
    """
    low, high = interval(wrong, sampled, sure=sure)
    return Monitored(sampled, wrong, round(low, 6), round(high, 6), low > alpha)
