"""Which documents are held back while a model is tried, and as what.

Each turn holds back some layouts whole, so that none of their documents teaches anybody (*unseen*), and of other
layouts single documents whose like stays (*further*). Both happen to documents that come: the first of a layout is new,
and later ones are read with what it taught.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

# A layout that nearly all documents are of is never held back whole: what is left would say nothing of it.
_ONE_LAYOUT = 0.6
# Up to so many documents: (parts, how many of them are held back in turn). Each turn is a training or two, so many
# documents are held back in fewer turns.
_TURNS = ((60, 5, 5), (120, 6, 4), (300, 6, 3))
_MANY = (8, 2)


@dataclass(frozen=True, slots=True)
class Turn:
    """Documents that are held back together: whole layouts, and single ones of layouts that stay."""

    unseen: frozenset[int]
    further: frozenset[int]

    @property
    def held(self) -> frozenset[int]:
        return self.unseen | self.further


@dataclass(frozen=True, slots=True)
class Folds:
    """``by``: "layout", or "document" where no layout can be held back whole."""

    turns: tuple[Turn, ...]
    by: str
    layouts: int


def folds_of(layouts: Mapping[int, int], *, seed: int, all_turns: bool = False) -> Folds:
    """Document -> layout to turns of about equal size. The same for the same documents and seed.

    Over all turns a document is held back at most once with its layout and at most once by itself. ``all_turns``:
    every part has its turn, where a turn costs no training.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for document in sorted(layouts):
        groups[layouts[document]].append(document)
    count, turns = next(((c, t) for most, c, t in _TURNS if len(layouts) <= most), _MANY)
    turns = count if all_turns else turns
    whole = [g for g in groups.values() if not is_never_whole(len(g), len(layouts))]
    unseen = _dealt(whole, count, seed)[:turns]
    if sum(map(len, whole)) < len(layouts):     # of a layout that is never held back whole, only single ones tell
        unseen += [frozenset()] * (turns - len(unseen))
    further = _singles([g for g in groups.values() if len(g) > 1], unseen, -(-len(layouts) // count), seed)
    found = tuple(Turn(*both) for both in zip(unseen, further, strict=True) if any(both))
    return Folds(found, "layout" if whole else "document", len(groups))


def is_never_whole(size: int, documents: int) -> bool:
    """Whether a layout of so many documents is held back document by document only."""
    return size > _ONE_LAYOUT * documents


def _dealt(groups: list[list[int]], count: int, seed: int) -> list[frozenset[int]]:
    """The largest group first, each to the part that has least."""
    groups = list(groups)
    random.Random(seed).shuffle(groups)
    groups.sort(key=len, reverse=True)
    parts: list[list[int]] = [[] for _ in range(min(count, len(groups)))]
    for group in groups:
        min(parts, key=len).extend(group)
    random.Random(seed + 1).shuffle(parts)
    return [frozenset(part) for part in parts]


def _singles(groups: list[list[int]], unseen: Sequence[frozenset[int]], most: int, seed: int) -> list[frozenset[int]]:
    """One document of every layout, then a second one, …, each to the turn that has least of those that do not hold
    its layout; at least half of a layout, and ``most`` documents in all, bound what a turn holds of them."""
    order = random.Random(seed + 2)
    mixed = [order.sample(group, len(group)) for group in order.sample(groups, len(groups))]
    home = {document: number for number, group in enumerate(mixed) for document in group}
    parts: list[list[int]] = [[] for _ in unseen]
    held: dict[tuple[int, int], int] = defaultdict(int)
    for document in (d for one_of_each in zip_longest(*mixed) for d in one_of_each if d is not None):
        group = home[document]
        free = [t for t, part in enumerate(parts) if document not in unseen[t] and len(part) < most
                and held[t, group] < len(mixed[group]) // 2]
        if free:
            chosen = min(free, key=lambda t: len(parts[t]))
            parts[chosen].append(document)
            held[chosen, group] += 1
    return [frozenset(part) for part in parts]
