"""Settles letters in doubt by what words look like: "WorId" was read with a capital I, which looks like an l.

A letter is replaced only where the recogniser itself is unsure of it, only by one that it thinks possible, and only
where the word gains more probability (``letter_model``) than the letter loses. So it is with a letter that was all but
seen between two others ("Confidentil"), with one that is rather dirt ("Grounid"), and with a sign that no word holds
("BA↑U"). Numbers and codes are left alone: what holds two digits is no word, and a digit is replaced only between
letters. What was settled keeps the confidence of what it was read as.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from operator import attrgetter

import numpy as np

from ocr_engine.backends.letter_model import LetterModel, codes_of, letter_model
from ocr_engine.backends.letters import DOUBT, Best

_POSSIBLE = 0.05        # the least chance of a letter that is put in place of another
_SHORTEST = 3
_MOST = 81              # ways to write one word that are tried, the likeliest letters first
# How much the look of a word counts beside that of a letter, and by how much (in nats) both together have to gain.
# Between 0.5 and 1 and between 1 and 2 the same words of receipts are won.
_WEIGHT, _GAIN = 0.7, 1.5
_SHORT, _GAIN_SHORT = 4, 3.0    # there is little in a short word that could tell
_USUAL = -3.2           # log chance a letter that the new word has at least: codes of random letters have less
# Any word gets likelier with a letter less. With these, of the words that lost one 52 came closer to what was printed
# and 5, misread before, went further off; with the two above it was 107 and 41, and Holdco became Holdo.
_GAIN_LESS, _USUAL_LESS = 7.0, -2.0


@dataclass(frozen=True, slots=True)
class _Slot:
    """The steps from ``start`` to ``end``, which show a letter or, where ``text`` is "", possibly one."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Option:
    """A class index that may stand in a slot, its letter, and how many nats it scores below what was read."""

    index: int
    text: str
    behind: float


class Doubts:
    """``alphabet``: the letters by class index. ``words``: the letter model; the shipped one unless given."""

    def __init__(self, alphabet: list[str], words: LetterModel | None = None) -> None:
        self._alphabet, self._words = alphabet, words
        self._latin = np.array([_is_latin(letter) for letter in alphabet])
        self._place = {letter: index for index, letter in enumerate(alphabet)}

    def settled(self, seen: Best) -> Best:
        """One line, its doubtful letters replaced where a likelier word comes of it. A letter left out leaves its
        chance to the one beside it."""
        if not np.isfinite(seen.behind).any():
            return seen
        letter, chance = seen.letter.copy(), seen.chance.copy()
        for word, start, end in _words(letter, self._alphabet):
            if not (seen.chance[start:end] < DOUBT).any() or not self._is_word(word):
                continue
            slots = self._slots(word, start, end, seen)
            for slot, new in zip(slots, self._likelier(word, slots, seen), strict=True):
                letter[slot.start:slot.end] = new.index
                if slot.text and not new.text:
                    beside = min((other for other in word if other != slot), key=lambda o: abs(o.start - slot.start))
                    chance[beside.start] = min(chance[beside.start], chance[slot.start])
        return seen._replace(letter=letter, chance=chance)

    def _is_word(self, word: list[_Slot]) -> bool:
        digits = sum(letter.text.isdigit() for letter in word)
        latin = sum(bool(self._latin[self._place[letter.text]]) for letter in word)
        strange = [place for place, letter in enumerate(word) if _is_strange(letter.text)]
        if strange and (digits or len(strange) > 1 or not _stands(word[strange[0]].text, strange[0], len(word))):
            return False
        return len(word) >= _SHORTEST and digits <= 1 and latin + digits + len(strange) == len(word)

    def _slots(self, word: list[_Slot], start: int, end: int, seen: Best) -> list[_Slot]:
        """The letters of the word, and between them the steps at which one may have been missed."""
        if len(word) <= _SHORT or any(letter.text.isdigit() for letter in word):
            return word
        gaps = (seen.letter[start:end] == 0) & (seen.chance[start:end] < DOUBT)
        slots = [*word, *(_Slot("", start + at, start + at + 1) for at in np.flatnonzero(gaps).tolist())]
        return sorted(slots, key=attrgetter("start"))

    def _likelier(self, word: list[_Slot], slots: list[_Slot], seen: Best) -> Sequence[_Option]:
        """What stands in each slot: as it was read, or as in the likeliest other reading of the word."""
        options = [self._options(word, slot, seen) for slot in slots]
        best: Sequence[_Option] = [ways[0] for ways in options]
        options = _bounded(_apart(slots, options))
        if math.prod(map(len, options)) == 1:
            return best
        before = "".join(one.text for one in best)
        model = self._words or letter_model()
        usual, most = model.log_chance(before), 0.0
        for way in product(*options):
            after = "".join(one.text for one in way)
            less = sum(bool(slot.text) and not one.text for slot, one in zip(slots, way, strict=True))
            needed = _GAIN_LESS if less else _GAIN if len(before) > _SHORT else _GAIN_SHORT
            behind = sum(one.behind for one in way)
            if after == before or less > 1 or -_WEIGHT * usual - behind <= max(most, needed):
                continue
            chance = model.log_chance(after)
            gain = _WEIGHT * (chance - usual) - behind
            if gain > max(most, needed) and chance >= (_USUAL_LESS if less else _USUAL) * (len(after) + 1):
                best, most = way, gain
        return best

    def _options(self, word: list[_Slot], slot: _Slot, seen: Best) -> list[_Option]:
        """What may stand in this slot; what was read comes first."""
        place = sum(letter.start < slot.start for letter in word)
        options = [_Option(int(seen.letter[slot.start]), slot.text, 0.0)]
        sure = float(seen.chance[slot.start:slot.end].max())
        if sure >= DOUBT or (slot.text.isdigit() and not 0 < place < len(word) - 1):
            return options
        for index, behind in zip(seen.others[slot.start].tolist(), seen.behind[slot.start].tolist(), strict=True):
            new = self._alphabet[index]
            if sure * math.exp(-behind) < _POSSIBLE:
                continue
            if index == 0:
                fits = len(word) > _SHORT and slot.text.isalpha() and slot.end - slot.start == 1
            else:
                fits = (bool(self._latin[index]) and (not slot.text or codes_of(new) != codes_of(slot.text))
                        and (new.isascii() or not _is_strange(slot.text))
                        and _fits(new, word, slot, place) and not _merges(index, slot, seen.letter))
            if fits:
                options.append(_Option(index, new, behind))
        return options


def _bounded(options: list[list[_Option]]) -> list[list[_Option]]:
    """The likeliest of them, so many that there are at most ``_MOST`` ways."""
    kept = [ways[:1] for ways in options]
    others = ((one.behind, place, one) for place, ways in enumerate(options) for one in ways[1:])
    for _behind, place, one in sorted(others, key=lambda other: other[:2]):
        kept[place].append(one)
        if math.prod(map(len, kept)) > _MOST:
            kept[place].pop()
            break
    return kept


def _apart(slots: list[_Slot], options: list[list[_Option]]) -> list[list[_Option]]:
    """Of two steps beside each other at which a letter may have been missed only the likelier one: both are the same
    letter's."""
    kept = list(options)
    for (left, right), at in zip(pairwise(slots), range(len(slots)), strict=False):
        if not left.text and not right.text and left.end == right.start and len(kept[at + 1]) > 1 and len(kept[at]) > 1:
            nearest = [min(one.behind for one in kept[here][1:]) for here in (at, at + 1)]
            worse = at if nearest[1] < nearest[0] else at + 1
            kept[worse] = kept[worse][:1]
    return kept


def _words(steps: np.ndarray, alphabet: list[str]) -> Iterator[tuple[list[_Slot], int, int]]:
    """The runs of letters, digits and strange signs of a line, and the steps from the sign before to the one after."""
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
    letters = [_Slot(alphabet[steps[start]], start, end) for start, end in pairwise(edges) if steps[start] != 0]
    runs = [(is_word, list(run)) for is_word, run in groupby(letters, lambda slot: _is_part(slot.text))]
    ends = [0, *(run[-1].end for _is_word, run in runs)]
    starts = [*(run[0].start for _is_word, run in runs), len(steps)]
    for (is_word, run), start, end in zip(runs, ends, starts[1:], strict=False):
        if is_word:
            yield run, start, end


def _is_part(letter: str) -> bool:
    return letter.isalnum() or _is_strange(letter)


def _is_latin(letter: str) -> bool:
    return len(letter) == 1 and letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN ")


def _is_strange(letter: str) -> bool:
    """Whether this is a sign that words in Latin letters do not hold: of mathematics, a picture, a Greek letter."""
    if len(letter) != 1 or letter.isascii():
        return False
    return unicodedata.category(letter) in ("Sm", "So") or unicodedata.name(letter, "").startswith("GREEK ")


def _stands(sign: str, place: int, count: int) -> bool:
    """Whether a strange sign in this place of a word may be a misread letter: "A→B" is no word, and before or after
    one "®" and the like are no part of it."""
    return max(place, count - 1 - place) > 1 and (unicodedata.category(sign) != "So" or 0 < place < count - 1)


def _fits(letter: str, word: Iterable[_Slot], slot: _Slot, place: int) -> bool:
    """Small letters do not stand in a word of capitals, nor capitals within one of small letters."""
    others = [other.text for other in word if other != slot]
    if letter.isupper():
        return place == 0 or not any(other.islower() for other in others[1:])
    return any(other.islower() for other in others) or not any(other.isupper() for other in others)


def _merges(index: int, slot: _Slot, steps: np.ndarray) -> bool:
    """Whether the same letter stands beside it with no step between: the two would be read as one."""
    return bool((steps[max(0, slot.start - 1):slot.start] == index).any()
                or (steps[slot.end:slot.end + 1] == index).any())
