"""Which type a document is of, told by confirmed documents of its layout.

Words common to two types (a till slip headed TAX INVOICE) leave a doubt that the first confirmed document of a house
settles for all that follow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.extract.papers import called, titles
from ocr_engine.types import DocType, PageText

from .looks import Look
from .shelf import Shelf
from .signature import NEAR, SURE, signature_of, words_of

# A type that the words tell so surely is believed against the letter head: a house sends invoices and delivery notes.
DOUBT = 0.7
# What a type is worth that layout and words tell, and one that the layout alone tells.
AGREED, TOLD = 0.95, 0.85
# Documents that look nearly as much alike as the nearest one have a say as well.
_CLOSE = 0.1
_ASKED = 7      # of the nearest, whether they bear the title


def known_type(
    pages: Sequence[PageText], types: Sequence[DocType], shelf: Callable[[str], Shelf], guess: DocType | None,
    certainty: float,
) -> tuple[DocType | None, float]:
    """The type and its certainty, where ``guess`` with its ``certainty`` is what the words say. ``shelf``: the
    confirmed documents of a type.

    The guess as it came where it is sure, where no confirmed document looks alike, or where those that do are of two
    types in equal numbers. Some milliseconds for thousands of documents.
    """
    if not pages or (guess is not None and certainty >= DOUBT):
        return guess, certainty
    own = Look(signature_of(lay_out(pages[0])))
    likeness, key = _vote(own, {t.key: shelf(t.key) for t in types})
    agreed = guess is not None and key == guess.key and likeness >= NEAR
    if not agreed and likeness < SURE:
        return guess, certainty
    told = next(t for t in types if t.key == key)
    if not _may_bear_its_title(pages[0], told, shelf(key), own):
        return guess, certainty
    return told, max(certainty, AGREED) if agreed else TOLD


def _may_bear_its_title(page: PageText, told: DocType, shelf: Shelf, own: Look) -> bool:
    """A house puts one head over all its papers: under a title that is none of the type's, only confirmed documents
    with the same title tell that it is of the type after all."""
    headings = titles(page)
    title = next((t for t in headings if t.prominent), None)
    if title is None or called(told, headings):
        return True
    words = set(words_of(title.text))
    return any(words <= exemplar.signature.keys() for exemplar, likeness in shelf.nearest(own, _ASKED)
               if likeness >= NEAR)


def _vote(own: Look, shelves: Mapping[str, Shelf]) -> tuple[float, str]:
    """How much the nearest one looks like the page, and the type of most of those that look so; (0.0, "") for a tie."""
    ranked = [(likeness, key) for key, shelf in shelves.items() for likeness in shelf.likeness(own)]
    if not ranked:
        return 0.0, ""
    best = max(ranked)[0]
    votes = Counter(key for likeness, key in ranked if likeness >= best - _CLOSE).most_common(2)
    tied = len(votes) == 2 and votes[0][1] == votes[1][1]
    return (0.0, "") if tied else (best, votes[0][0])
