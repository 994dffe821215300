"""Which documents are held back while a model is tried: whole layouts, so that none stands on both sides."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

# Where nearly all documents are of one layout, holding it back would say nothing of the documents to come.
_ONE_LAYOUT = 0.6
# Up to so many documents: (parts, how many of them are held back in turn). Each try is a training, so many documents
# are held back in fewer turns; one turn is never less than a fifth.
_TURNS = ((100, 5, 5), (200, 4, 4), (300, 4, 2))
_MANY = (5, 1)


@dataclass(frozen=True, slots=True)
class Folds:
    """``held`` are the documents of each turn; ``by``: "layout", or "document" where one layout is nearly all."""

    held: tuple[frozenset[int], ...]
    by: str
    layouts: int


def folds_of(layouts: Mapping[int, int], *, seed: int) -> Folds:
    """Document -> layout to turns of about equal size. The same for the same documents and seed."""
    groups: dict[int, list[int]] = defaultdict(list)
    for document in sorted(layouts):
        groups[layouts[document]].append(document)
    many = len(groups)
    by = "layout" if max(map(len, groups.values())) <= _ONE_LAYOUT * len(layouts) else "document"
    parts = list(groups.values()) if by == "layout" else [[document] for document in sorted(layouts)]
    count, turns = next(((c, t) for most, c, t in _TURNS if len(layouts) <= most), _MANY)
    return Folds(tuple(_dealt(parts, count, seed)[:turns]), by, many)


def _dealt(groups: list[list[int]], count: int, seed: int) -> list[frozenset[int]]:
    """The largest group first, each to the part that has least."""
    random.Random(seed).shuffle(groups)
    groups.sort(key=len, reverse=True)
    parts: list[list[int]] = [[] for _ in range(min(count, len(groups)))]
    for group in groups:
        min(parts, key=len).extend(group)
    random.Random(seed + 1).shuffle(parts)
    return [frozenset(part) for part in parts]
