"""Several papers in one file: the pages on which another one seems to begin.

What tells: pages that are counted from 1 again, a title with another number of the paper, and signs that are weighed
against each other (``boundaries/``). No type is asked: two papers of one type are told apart as well as others.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr_engine.types import PageText

from .boundaries.fronts import front_of
from .boundaries.weighing import Paper, begins


def beginnings(pages: Sequence[PageText]) -> list[int]:
    """The numbers of the pages on which another paper seems to begin; none for one paper. Some milliseconds a page of a
    file with several."""
    filled = [page for page in pages if page.lines]
    if len(filled) < 2:
        return []
    found, paper = [], Paper.begun(front_of(filled[0]))
    for page in filled[1:]:
        front = front_of(page)
        if begins(front, paper):
            found.append(page.number)
            paper = Paper.begun(front)
        else:
            paper.goes_on(front)
    return found
