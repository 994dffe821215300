"""How far the ranker of a field is believed: as far as it was right on layouts that it was not trained from.

A ranker of a dozen documents has more weights than they can tell. What it learned counts against the order of the
extractor and the layout memory by a share that has to pay: without evidence that order stands, and all that is learned
of it is how sure it has to be (four numbers, see ``ranker.Trust``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from .fitting import FEWEST, Task, fit
from .ranker import Ranker, Trust, between, own_answer, speaks

_PARTS = 2
_STEEPS = (1.0, 1.3, 1.7, 2.2, 3.0)
_LEADS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
_SHARES = (0.0, 0.5, 1.0)
_NONES = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0)
_UNKNOWN = Trust(1.5, 1.5, share=0.0)       # where too few documents tell
# What departing from the untaught order costs, in log loss summed over documents.
_LEAD_COST, _STEEP_COST, _SHARE_COST, _NONE_COST = 0.15, 0.5, 2.0, 0.3
_LEAST = 1e-3                               # chance; a single document that was wrong does not decide


def trust_of(tasks: Sequence[Task], *, seed: int) -> np.ndarray | None:
    """The ``trust`` (2, 4) of ``Ranker``: for each row the numbers that give the least log loss on layouts that the
    rankers were not trained from (cross-validated in ``_PARTS`` parts), with what departing from the order of the
    extractor and the memory costs. None where there are too few documents to tell anything: nobody is to be trained
    from them."""
    found = np.array([_UNKNOWN, _UNKNOWN], np.float32)
    answered: tuple[list[tuple[np.ndarray, Task]], ...] = ([], [])
    for part in range(_PARTS):
        own = [t for t in tasks if t.fold % _PARTS == part]
        others = [t for t in tasks if t.fold % _PARTS != part]
        if not own or len(others) < FEWEST:
            continue
        ranker: Ranker = fit(others, seed=seed, trust=found)
        for task in own:
            answered[speaks(task.numbers)].append((ranker.raw_logits(task.numbers, task.words), task))
    told = [which for which, items in enumerate(answered) if len(items) >= FEWEST]
    for which in told:
        found[which] = _likeliest(answered[which])
    return found if told else None


def _likeliest(items: Sequence[tuple[np.ndarray, Task]]) -> Trust:
    return min(_losses(items), key=lambda found: found[0])[1]


def _losses(items: Sequence[tuple[np.ndarray, Task]]) -> Iterator[tuple[float, Trust]]:
    for share, steep in product(_SHARES, _STEEPS):
        parts = np.array([_parts(between(learned, t.numbers, share) / steep, t) for learned, t in items]).T
        for lead, none in product(_LEADS, _NONES):
            trust = Trust(steep, lead, share, none)
            yield float(-np.log(_right(parts, trust)).sum()) + _cost(trust), trust


def _parts(logits: np.ndarray, task: Task) -> tuple[float, ...]:
    """Of the options that no lead is given to: (odds of the right ones, odds of all); then (odds, is right) of the
    extractor's own answer where it has one, and of "none of them"; and whether that is its own answer."""
    odds, own = np.exp(logits - logits.max()), own_answer(task.numbers)
    led = np.array([own, -1] if own >= 0 else [-1])
    others = np.delete(odds, led)
    mine = (odds[own], task.right[own]) if own >= 0 else (0.0, 0.0)
    return (float(others @ np.delete(task.right, led)), float(others.sum()), float(mine[0]), float(mine[1]),
            float(odds[-1]), float(task.right[-1]), float(own < 0))


def _right(parts: np.ndarray, trust: Trust) -> np.ndarray:
    """The chance (tasks,) that each task's answers that are right get."""
    right, all_, own, own_right, none, none_right, none_is_own = parts
    own = own * np.exp(trust.lead)
    none = none * np.exp(trust.none + trust.lead * none_is_own)
    return np.maximum((right + own * own_right + none * none_right) / (all_ + own + none), _LEAST)


def _cost(trust: Trust) -> float:
    return (_LEAD_COST * (trust.lead - _UNKNOWN.lead) ** 2 + _STEEP_COST * (trust.steep - 1) ** 2
            + _SHARE_COST * trust.share + _NONE_COST * trust.none ** 2)
