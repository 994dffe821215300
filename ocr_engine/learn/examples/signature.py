"""How a layout is recognised again: the words that stand on its first page, and roughly where.

The weight of a word depends on the word and its place alone, never on the other documents that were learned: what is
learned of one layout cannot move another one nearer or farther.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ocr_engine.extract.page.layout import Sheet
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import concepts, words

NEAR = 0.37             # similarity from which two documents are of one layout
KNOWN = 0.55            # ... and from which one vouches for the other: papers of two houses may share their small print
SURE = 0.6              # ... and from which there is no doubt of it
RIVAL = 0.75            # of the nearest one's similarity: what is less like it is another layout of the same kind
_HEAD = 0.25            # the share of the print in which letter heads stand
_HEAD_WEIGHT, _COMMON_WEIGHT = 2.5, 0.35
APART = 0.12            # of the page's width: farther from its expected place a word proves less
IN_PLACE, ASTRAY = 10, 6    # tenths of its weight that a word counts with
_FEW_WORDS, _LINE_WEIGHT = 24, 1.5
_GRID = 0.04            # of the page's width
_LINE = " "             # begins what is no word but a line
_PAIR = re.compile(r"[^\W\d_]{3,}")

Signature = Mapping[str, tuple[float, float, float]]


def signature_of(sheet: Sheet) -> dict[str, tuple[float, float, float]]:
    """Word -> (weight, x, y), x and y as fractions of the page's width. Words with digits are left out."""
    if not sheet.cells:
        return {}
    top = sheet.printed.y0
    end = top + _HEAD * sheet.printed.height
    found: dict[str, tuple[float, float, float]] = {}
    for cell in sheet.cells:
        head = _HEAD_WEIGHT if cell.box.cy <= end else 1.0
        for word in words_of(cell.text):
            weight = head * (_COMMON_WEIGHT if word in _common() else 1.0)
            if word not in found or found[word][0] < weight:
                found[word] = (round(weight, 3), round(cell.box.x0 / sheet.width, 4),
                               round((cell.box.cy - top) / sheet.width, 4))
    return {**found, **_lines(sheet, top, len(found))}


def _lines(sheet: Sheet, top: float, words: int) -> dict[str, tuple[float, float, float]]:
    """Where lines begin and what they are made of, of a page with few words: on a card nearly all of them change."""
    weight = round(_LINE_WEIGHT * (1 - words / _FEW_WORDS), 3)
    found: dict[str, tuple[float, float, float]] = {}
    for cell in sheet.cells if weight > 0 else ():
        x, y = cell.box.x0 / sheet.width, (cell.box.cy - top) / sheet.width
        made = "@" if "@" in cell.text else "9" if sum(c.isdigit() for c in cell.text) > 0.4 * len(cell.text) else "a"
        found[f"{_LINE}{made} {round(x / _GRID)} {round(y / _GRID)}"] = (weight, round(x, 4), round(y, 4))
    return found


def words_of(text: str) -> Iterable[str]:
    """Folded words of three letters or more; a run of Chinese characters gives its pairs."""
    for match in _PAIR.finditer(text):
        word = fold(match.group())
        if has_cjk(word):
            yield from (word[i:i + 2] for i in range(len(word) - 1))
        elif len(word) > 2:
            yield word


@cache
def _common() -> frozenset[str]:
    """Words that stand on documents of every house: names of fields, legal forms, words of addresses and shops."""
    texts = [name for concept in concepts().values() for name in concept.names]
    for key in ("legal_forms", "legal_forms_zh", "shop_words", "address_words", "address_words_zh", "neutral"):
        texts += list(words()[key])
    for entries in (words()["total_roles"], words()["parties"]):
        texts += [w for items in entries.values() for w in items]
    return frozenset(w for text in texts for w in words_of(text))


def similarity(one: Signature, other: Signature) -> float:
    """How much two pages look alike, 0..1: the weight of the words in both, those out of their place in part, over the
    mean weight of the two; where that is too little, and nearly all words of a short page change, how its lines lie
    counts as well. ``looks.Looks`` gives the very same of many pages at once."""
    mine, theirs = only_words(one), only_words(other)
    words = _likeness(mine, theirs)
    if words >= NEAR or mine is one or theirs is other:     # lines of one page alone
        return words
    return max(words, min(SURE, _likeness(one, other)))


def only_words(signature: Signature) -> Signature:
    """Without the lines; the very same object where there are none."""
    if not min(signature, default="").startswith(_LINE):    # a space comes before every letter
        return signature
    return {word: at for word, at in signature.items() if not word.startswith(_LINE)}


def in_thousandths(weight: float) -> int:
    """Weights are added up as whole numbers, so that their sum is the same in any order."""
    return round(weight * 1000)


def _likeness(one: Signature, other: Signature) -> float:
    shared = [(one[word], other[word]) for word in one.keys() & other.keys()]
    if not shared:
        return 0.0
    dx, dy = (_middle([a[axis] - b[axis] for a, b in shared]) for axis in (1, 2))
    got = sum(in_thousandths(min(a[0], b[0])) * (IN_PLACE if _in_place(a, b, dx, dy) else ASTRAY) for a, b in shared)
    return got / (IN_PLACE * 0.5 * (_weight(one) + _weight(other)))


def _weight(signature: Signature) -> int:
    return sum(in_thousandths(weight) for weight, _x, _y in signature.values())


def _in_place(a: tuple[float, float, float], b: tuple[float, float, float], dx: float, dy: float) -> bool:
    return abs(a[1] - b[1] - dx) + 0.5 * abs(a[2] - b[2] - dy) < APART


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
