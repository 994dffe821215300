"""How alike a label in Chinese, Japanese or Korean is to a name in Latin letters: 付款人账号 and "payer account".

Such a label has no spaces. It is parted into the words of ``lexicon/rings_cjk.json``, as few as cover most of it, and
these are held against the words of the name by what both mean.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from .folding import fold, has_cjk
from .lexicon import rings_cjk
from .wordings import NUMBER, PLAIN, TRANSLATED, Likeness, meanings, plain_words, ring_of, wording

_HANGUL = re.compile("[\uac00-\ud7a3]")
# What a label says as well without: 车主（盖章）.
_BRACKETS = re.compile(r"[（(【\[][^（()）】\]]*[)）】\]]")
_PARTICLES = frozenset(map(fold, "的之及与和或のごお御및의本该所"))
OTHERWISE = 0.8  # 仓库地址 and the number of a warehouse: each says what it is, and not the same
_LONGEST = 40   # signs: no label is longer


class Part(NamedTuple):
    """A word of a label; ``rings`` is empty where nobody knows it."""

    text: str
    rings: frozenset[int]
    weight: float


def is_unspaced(text: str) -> bool:
    return not text.isascii() and (has_cjk(text) or _HANGUL.search(text) is not None)


@cache
def _known() -> dict[str, tuple[frozenset[int], str]]:
    """Folded word -> the rings that it lies in, and one Latin word of them."""
    found: dict[str, tuple[frozenset[int], str]] = {}
    for latin, words in rings_cjk():
        ring = ring_of(latin)
        for word in map(fold, words):
            before, head = found.get(word, (frozenset(), latin))
            found[word] = (before | {ring}, head)
    return found


@cache
def _most() -> int:
    return max(map(len, _known()))


@lru_cache(maxsize=8192)
def parts_of(label: str) -> tuple[Part, ...]:
    """The words of a label; those that many labels have weigh little, unless there are no others."""
    text = fold(label)
    if len(text) > _LONGEST:
        return ()
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]    # what the text up to here costs: signs that are not known
    for end in range(1, len(text) + 1):
        ways = [(best[end - 1][0] + 4, (*best[end - 1][1], text[end - 1]))]
        ways += [(best[start][0] + 1, (*best[start][1], text[start:end])) for start in range(max(0, end - _most()), end)
                 if text[start:end] in _known() or text[start:end] in _PARTICLES]
        best.append(min(ways, key=lambda way: way[0]))
    parts: list[Part] = []
    for word in best[-1][1]:
        if word in _PARTICLES and word not in _known():
            continue
        known, head = _known().get(word, (frozenset[int](), ""))
        if not known and parts and not parts[-1].rings:
            parts[-1] = Part(parts[-1].text + word, frozenset(), 1.0)
            continue
        plain = head == "number" or head in plain_words()
        parts.append(Part(NUMBER if head == "number" else head if plain else word, known, PLAIN if plain else 1.0))
    if all(part.weight == PLAIN for part in parts):
        return tuple(part._replace(weight=1.0) for part in parts)
    return tuple(parts)


@lru_cache(maxsize=16384)
def likeness_across(printed: str, name: str) -> Likeness:
    """Of a label and a name of which one is Chinese, Japanese or Korean and the other is not."""
    bare = [_BRACKETS.sub("", text).strip() or text for text in (printed, name)]
    return max(_across(printed, name), _across(*bare), key=lambda found: found.share)


def _across(printed: str, name: str) -> Likeness:
    unspaced, latin = (printed, name) if is_unspaced(printed) else (name, printed)
    parts, words = list(parts_of(unspaced)), wording(latin).words
    shared, both, left, lacking = 0.0, 0.0, parts, []
    for word, weight in words:
        means = meanings(word) | ({ring_of("number")} if word == NUMBER else set())
        same = next((part for part in left if not part.rings.isdisjoint(means)), None)
        if same is None:
            lacking.append(word)
            both += weight
        else:
            counts = 2 * max(weight, same.weight)
            shared, both = shared + TRANSLATED * counts, both + counts
            left = [part for part in left if part is not same]
    both += sum(part.weight for part in left)
    share = shared / both if both else 0.0
    if any(word == NUMBER or word in plain_words() for word in lacking) and any(p.weight == PLAIN for p in left):
        share *= OTHERWISE
    extra = tuple(part.text for part in left)
    more, less = (extra, tuple(lacking)) if is_unspaced(printed) else (tuple(lacking), extra)
    return Likeness(share, more, less, foreign=True)


@lru_cache(maxsize=4096)
def marks_across(label: str) -> frozenset[int]:
    """What the words of an unspaced label mean."""
    return frozenset[int]().union(*(part.rings for part in parts_of(label)))


def ends_in(label: str, name: str) -> bool:
    """Whether a label says the name and something before it that is no name of its own: 请假事由 of a reason."""
    parts, found = parts_of(label), _across(label, name)
    return bool(parts) and not found.less and len(parts[-1].text) > 1 and parts[-1].weight > PLAIN and (
        parts[-1].text not in found.more)
