"""Which printed papers were looked at while mending, and which nobody has seen.

Of the first author's, half of the types were kept, drawn by lot before any was written, and so were the "hard" ones,
which hold next to no labels, running text or boxes in boxes; all are looked at now. The second author read neither the
extractor nor the papers of the first. Of those twenty types a lot opened ten; the other ten are sealed: who mends sees
sums of them and nothing else.
"""

from __future__ import annotations

import random

from . import (
    hard,
    kept_people,
    kept_trade,
    kept_zh,
    open_money,
    open_work,
    open_zh,
    second_deeds,
    second_en,
    second_north,
    second_south,
    second_zh,
)
from .asked import Paper

_SECOND = (*second_en.PAPERS, *second_south.PAPERS, *second_north.PAPERS, *second_zh.PAPERS, *second_deeds.PAPERS)
_DRAWN = frozenset(random.Random(20261122).sample(sorted(paper.key for paper in _SECOND), 10))
SEALED = "second_sealed"
GROUPS: dict[str, tuple[Paper, ...]] = {
    "open": (*open_money.PAPERS, *open_work.PAPERS, *open_zh.PAPERS),
    "kept": (*kept_people.PAPERS, *kept_trade.PAPERS, *kept_zh.PAPERS),
    "hard": hard.PAPERS,
    "second_open": tuple(paper for paper in _SECOND if paper.key in _DRAWN),
    SEALED: tuple(paper for paper in _SECOND if paper.key not in _DRAWN),
}
