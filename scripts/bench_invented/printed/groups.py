"""Which printed papers were looked at while mending, and which nobody has seen.

Of the first author's, half of the types were kept, drawn by lot before any was written, and so were the "hard" ones,
which hold next to no labels, running text or boxes in boxes; all are looked at now. The second author read neither the
extractor nor the papers of the first. Of those twenty types a lot opened ten; the other ten are sealed: who mends sees
sums of them and nothing else. So it is with the third set, fifteen types written before their author read the
extractor: seven opened, eight sealed. Their author mended afterwards, so of these eight only the answers are unseen.
Of the fourth, fourteen types of ten countries, the lot opened seven; who wrote them mended afterwards, too.
The fifth, twelve types of the kinds that public labelled sets are made of (slips, orders for spots, filings), was
written before its author read the extractor: six opened, six sealed; their author mended, too.
The sixth, seventeen types like those of public labelled sets (forms, cards, slips, examination papers of many
countries), was written before its author read the extractor: nine opened, eight sealed; their author mended, too.
So it is with the seventh, eighteen types that companies, offices and homes hold, laid out by other habits (boxes with
their captions inside, captions under the line, stamps, values in sentences): nine opened, nine sealed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from . import (
    fifth_business,
    fifth_filings,
    fifth_slips,
    fourth_en,
    fourth_lands,
    fourth_zh,
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
    seventh_homes,
    seventh_offices,
    seventh_trade,
    seventh_zh,
    sixth_cards,
    sixth_forms,
    sixth_slips,
    sixth_zh,
    third_asia,
    third_europe,
    third_offices,
    third_zh,
)
from .asked import Paper

_SECOND = (*second_en.PAPERS, *second_south.PAPERS, *second_north.PAPERS, *second_zh.PAPERS, *second_deeds.PAPERS)
_THIRD = (*third_asia.PAPERS, *third_offices.PAPERS, *third_europe.PAPERS, *third_zh.PAPERS)
_FOURTH = (*fourth_en.PAPERS, *fourth_zh.PAPERS, *fourth_lands.PAPERS)
_FIFTH = (*fifth_slips.PAPERS, *fifth_business.PAPERS, *fifth_filings.PAPERS)
_SIXTH = (*sixth_forms.PAPERS, *sixth_zh.PAPERS, *sixth_cards.PAPERS, *sixth_slips.PAPERS)
_SEVENTH = (*seventh_offices.PAPERS, *seventh_trade.PAPERS, *seventh_homes.PAPERS, *seventh_zh.PAPERS)


def _drawn(papers: Sequence[Paper], count: int) -> frozenset[str]:
    return frozenset(random.Random(20261122).sample(sorted(paper.key for paper in papers), count))


_OPENED = (
    _drawn(_SECOND, 10) | _drawn(_THIRD, 7) | _drawn(_FOURTH, 7) | _drawn(_FIFTH, 6) | _drawn(_SIXTH, 9)
    | _drawn(_SEVENTH, 9)
)
SEALED = frozenset(
    ("second_sealed", "third_sealed", "fourth_sealed", "fifth_sealed", "sixth_sealed", "seventh_sealed")
)
GROUPS: dict[str, tuple[Paper, ...]] = {
    "open": (*open_money.PAPERS, *open_work.PAPERS, *open_zh.PAPERS),
    "kept": (*kept_people.PAPERS, *kept_trade.PAPERS, *kept_zh.PAPERS),
    "hard": hard.PAPERS,
    "second_open": tuple(paper for paper in _SECOND if paper.key in _OPENED),
    "second_sealed": tuple(paper for paper in _SECOND if paper.key not in _OPENED),
    "third_open": tuple(paper for paper in _THIRD if paper.key in _OPENED),
    "third_sealed": tuple(paper for paper in _THIRD if paper.key not in _OPENED),
    "fourth_open": tuple(paper for paper in _FOURTH if paper.key in _OPENED),
    "fourth_sealed": tuple(paper for paper in _FOURTH if paper.key not in _OPENED),
    "fifth_open": tuple(paper for paper in _FIFTH if paper.key in _OPENED),
    "fifth_sealed": tuple(paper for paper in _FIFTH if paper.key not in _OPENED),
    "sixth_open": tuple(paper for paper in _SIXTH if paper.key in _OPENED),
    "sixth_sealed": tuple(paper for paper in _SIXTH if paper.key not in _OPENED),
    "seventh_open": tuple(paper for paper in _SEVENTH if paper.key in _OPENED),
    "seventh_sealed": tuple(paper for paper in _SEVENTH if paper.key not in _OPENED),
}
