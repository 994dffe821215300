"""How alike two wordings of a label are: "Följesedelsnr" and "Följesedelsnummer", "Check In" and "date check in".

Houses shorten, inflect, turn round and lengthen the words that a definition names. What is compared are words, without
their order, by their stems; words that stand in many labels ("date", "number") say little, the others what is meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from .lexicon import rings, words

NUMBER = "№"
_SIGNS = re.compile(r"№|#|\bn\s?[.]?\s?[°ºᵒ]|\bn[ro]s?\b\.?|\bnum\b\.?|\bč\.", re.IGNORECASE)
_OR_MORE = re.compile(r"(?<=\w)\((?:e?s|e?n|in|nen|innen)\)", re.IGNORECASE)  # Business Address(es)
PLAIN = 0.4        # what a word counts that stands in many labels
# Two inflected words: letters that they share at their beginning, share of the shorter one, letters of an ending.
_STEM, _SHARE, _ENDING = 5, 0.6, 6
_PART, _LINKS = 4, ("", "s", "es", "n", "en", "e")     # of a compound: letters of a part, what stands between
_KNOWN, TRANSLATED = 0.8, 0.94
_HEAD, _OTHER = 9, 5    # letters of a compound's first part, and of two different second parts


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that count, each with its weight."""

    words: tuple[tuple[str, float], ...]


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    bare = _bare(_SIGNS.sub(f" {NUMBER} ", _OR_MORE.sub("", text)))
    found = [part for word in re.findall(rf"{NUMBER}|[^\W_]+", bare) for part in _parted(word)]
    kept = [word for word in found if word not in words()["label_particles"]] or found
    plain = plain_words()
    alone = all(word in plain for word in kept)
    weights = {word: PLAIN if word in plain and not alone else 1.0 for word in kept}
    return Wording(tuple(weights.items()))


def _bare(text: str) -> str:
    """In small letters and without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    return frozenset((NUMBER, *words()["label_plain_words"]))


@lru_cache(maxsize=1)
def _compounds() -> re.Pattern[str]:
    numbers = [word for word in words()["label_number_words"] if len(word) > 3 or word == "nr"]  # not "pobra-no"
    ends = "|".join(sorted(numbers + words()["label_compound_ends"], key=len, reverse=True))
    return re.compile(rf"(.{{4,}}?)s?({ends})")


def _parted(word: str) -> tuple[str, ...]:
    """Germanic languages write number and day in one word with what they are of: Auftragsnummer, Eingangsdatum."""
    numbers = words()["label_number_words"]
    if word in numbers:
        return (NUMBER,)
    if match := _compounds().fullmatch(word):
        return (match[1], NUMBER if match[2] in numbers else match[2])
    return _known_parts(word) or (word,)


@lru_cache(maxsize=16384)
def _known_parts(word: str) -> tuple[str, ...]:
    """Versicherungsbeginn, Pensioenpremie, Tillverkningsdatum: two words that are known written as one."""
    if len(word) < 2 * _PART or meanings(word):
        return ()
    for cut in range(len(word) - _PART, _PART - 1, -1):
        head, tail = word[:cut], word[cut:]
        if tail not in _rings():
            continue
        for link in _LINKS:
            if head.endswith(link) and len(stem := head[: len(head) - len(link)]) >= _PART and stem in _rings():
                return (stem, tail)
    return ()


class Likeness(NamedTuple):
    """``share``: 0..1, how much of the words of both the other has as well; ``more``: the words of the print that the
    name has not; ``less``: those of the name that the print has not; ``foreign``: whether words are the same by
    their meaning alone."""

    share: float
    more: tuple[str, ...]
    less: tuple[str, ...] = ()
    foreign: bool = False


@lru_cache(maxsize=16384)
def likeness(printed: str, name: str) -> Likeness:
    mine, theirs = wording(printed), wording(name)
    left, more, shared, both, foreign = list(theirs.words), [], 0.0, 0.0, False
    for word, weight in mine.words:
        best = max(left, key=lambda item: akin(word, item[0]), default=None)
        if best is not None and (near := akin(word, best[0])):
            counts = 2 * max(weight, best[1])
            shared, both = shared + near * counts, both + counts
            left.remove(best)
            foreign = foreign or near == TRANSLATED
        else:
            more.append(word)
            both += weight
    both += sum(weight for _, weight in left)
    share = shared / both if both else 0.0
    return Likeness(share, tuple(more), tuple(word for word, _ in left), foreign)


# The two sides of one bargain share their stem and mean opposites: arrendador, arrendatario; lessor, lessee.
_GIVES = re.compile(r"(?:ador|adora|or|er|ante|ente|eur|geber(?:in)?)$")
_TAKES = re.compile(r"(?:atario|ataria|ario|ataire|ee|é|nehmer(?:in)?)$")


def _opposite(one: str, other: str) -> bool:
    return bool((_GIVES.search(one) and _TAKES.search(other)) or (_TAKES.search(one) and _GIVES.search(other)))


@lru_cache(maxsize=1)
def _rings() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, ring in enumerate(rings()):
        for word in ring:
            table.setdefault(_bare(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


@cache
def ring_of(word: str) -> int:
    """The number of the ring in which a word stands foremost."""
    near = [(ring.index(word), number) for number, ring in enumerate(rings()) if word in ring]
    return min(near)[1]


@lru_cache(maxsize=16384)
def meanings(word: str) -> frozenset[int]:
    """The rings of a word, as it is or without the ending of a plural."""
    forms = (word, *(word[:-n] for n in (1, 2) if len(word) - n >= _STEM - 1), *(f"{word}{e}" for e in "ens"))
    return next((found for form in forms if (found := _rings().get(form))), frozenset())


def translated(one: str, other: str) -> bool:
    """Whether two words mean the same in two languages: noites, nights."""
    return not meanings(one).isdisjoint(meanings(other))


@lru_cache(maxsize=16384)
def word_marks(word: str) -> frozenset[str | int]:
    """Of any two words that are akin at least one is the same: their first or last letters, a meaning, of words of six
    letters those beside two that were exchanged."""
    exchanged = (word[:2] + word[-2:],) if len(word) == 6 else ()
    return frozenset((word[:3], word[-3:], *exchanged, *meanings(word)))


@lru_cache(maxsize=65536)
def akin(one: str, other: str) -> float:
    """0..1: two words in different forms, or of one meaning in two languages."""
    formed = _formed(one, other)
    return formed if formed >= _KNOWN else max(formed, TRANSLATED * translated(one, other))


def _formed(one: str, other: str) -> float:
    """0..1: misprinted, inflected, ``one`` short for ``other``, one within a compound."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or short.isdigit() or long.isdigit() or _opposite(one, other):
        return 0.0
    if len(short) >= 6 and OSA.distance(short, long, score_cutoff=1) <= 1:
        return 0.95
    if long.startswith(short):
        rest = long[len(short):]
        shortened = len(short) < 6 and other == long
        return 0.9 if len(rest) <= 2 or shortened or rest in words()["label_endings"] else 0.5
    shared = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if shared >= _HEAD and min(len(short), len(long)) - shared >= _OTHER:
        return 0.0  # Versicherungsnehmer, Versicherungssumme
    if len(short) == len(long) == _STEM == shared + 1 and {short[-1], long[-1]} <= set("aeio"):
        return 0.9  # merce, merci
    if shared >= max(_STEM, _SHARE * len(short)) and len(long) - shared <= _ENDING:
        return 0.85
    before = len(long) - len(short)
    return 0.8 if long.endswith(short) and len(short) >= 4 and before >= max(3, 8 - len(short)) else 0.0
