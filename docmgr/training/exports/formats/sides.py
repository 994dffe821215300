"""Parting documents into a training and a validation side, so that no layout stands on both."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.extraction.engine import EnginePage
from docmgr.training.exports.formats.material import Side

# A layout goes to the validation side as a whole while that side is at most so many times its share.
_TOO_LARGE = 2.0
_AT_ONCE = 100


class Place(NamedTuple):
    """``layout``: the number of its first document."""

    layout: int
    side: Side


def sides_of(counts: Mapping[int, int], *, held_out: float, seed: int = 0) -> dict[int, Place]:
    """Document -> its layout and side. ``counts``: document -> how much it weighs.

    Everything is training material where there is a single layout. The same documents are parted the same way every
    time; a new one moves no other across, unless it shows two layouts to be one.
    """
    layouts = engine.layouts_of(_first_pages(list(counts)))
    groups: dict[int, list[int]] = defaultdict(list)
    for number in counts:
        groups[layouts.get(number, number)].append(number)
    weights = {layout: sum(counts[n] for n in numbers) for layout, numbers in groups.items()}
    validation = _held_out(weights, held_out, seed)
    return {number: Place(layout, "validation" if layout in validation else "train")
            for layout, numbers in groups.items() for number in numbers}


def _held_out(weights: Mapping[int, int], share: float, seed: int) -> set[int]:
    """Layouts in the order of their checksum, until the share is reached; the last one stays training material. Where
    that leaves none, as among a few large ones, it is the smallest: training without validation tells nobody anything.
    """
    wanted, held, chosen = share * sum(weights.values()), 0, set()
    order = sorted(weights, key=lambda layout: hashlib.sha256(f"{seed}:{layout}".encode()).digest())
    for layout in order[:-1]:
        if held < wanted and held + weights[layout] <= max(wanted * _TOO_LARGE, min(weights.values())):
            chosen.add(layout)
            held += weights[layout]
    if chosen or len(order) < 2:
        return chosen
    return {min(order, key=lambda layout: weights[layout])}


def _first_pages(numbers: Sequence[int]) -> Iterator[tuple[int, EnginePage]]:
    """In the order of the documents; their pictures are left alone."""
    for start in range(0, len(numbers), _AT_ONCE):
        rows: Iterable[Page] = Page.objects.filter(document__in=numbers[start:start + _AT_ONCE], number=1)
        for page in sorted(rows, key=lambda p: p.document_id):
            yield page.document_id, engine.page_of(page)
