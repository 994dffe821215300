"""A letter n-gram model: how likely a run of Latin letters is as a word or a name.

``letter_sequences.npz`` holds how often each run of six letters (6-gram) occurs in 208,000 words and names of some
seventy languages and countries; ``scripts/letter_sequences.py`` makes it and says from which sources. No word is looked
up: a name that was never seen gets the probability of its letter runs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

ORDER = 6
KINDS = 28              # symbols: the border of a word, a to z, any other letter
FILE = Path(__file__).with_name("letter_sequences.npz")
_BETWEEN, _OTHER = 0, 27
# Letters that Unicode does not take apart into a plain one and its mark.
_PLAIN = str.maketrans("øłđıæœðþə", "oldiaodte")


def codes_of(word: str) -> list[int]:
    """A symbol (1 to 27) for each letter of a word; case and accents do not count."""
    plain = unicodedata.normalize("NFD", word.casefold().translate(_PLAIN))
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return [ord(letter) - 96 if "a" <= letter <= "z" else _OTHER for letter in letters]


def padded(word: str) -> list[int]:
    """The symbols of a word with ``ORDER - 1`` borders before it and one after it."""
    return [_BETWEEN] * (ORDER - 1) + codes_of(word) + [_BETWEEN]


def keys_of(codes: Sequence[int], length: int) -> np.ndarray:
    """For each symbol of a padded word behind the borders: the run of ``length`` symbols that ends there, written as a
    number to the base ``KINDS``."""
    letters = np.array(codes, np.int64)
    count = len(letters) - ORDER + 1
    keys = np.zeros(count, np.int64)
    for place in range(ORDER - length, ORDER):
        keys = keys * KINDS + letters[place:place + count]
    return keys


class LetterModel:
    """An n-gram model with Witten-Bell smoothing: counts after the last five letters are mixed with those after the
    last four, and so on.

    ``keys`` (n,): the runs of six letters in ascending order, numbered as ``keys_of`` does; ``counts`` (n,): how often
    each was seen.
    """

    def __init__(self, keys: np.ndarray, counts: np.ndarray) -> None:
        levels = [_Level(keys.astype(np.uint32), counts.astype(np.float32))]
        for length in range(ORDER - 1, 0, -1):
            levels.append(levels[-1].shortened(length))
        self._levels = levels[::-1]

    def log_chance(self, word: str) -> float:
        """The natural logarithm of the probability of this word."""
        codes = padded(word)
        chance: np.ndarray = np.full(len(codes) - ORDER + 1, 1 / KINDS)
        for length, level in enumerate(self._levels, 1):
            chance = level.mixed(keys_of(codes, length), chance)
        return float(np.log(chance).sum())


class _Level:
    """The runs of one length: how often each was seen, and for each beginning (a run without its last letter) how often
    and with how many different letters it went on."""

    def __init__(self, runs: np.ndarray, seen: np.ndarray) -> None:
        self._runs, self._seen = runs, seen
        begins = runs // KINDS
        first = np.flatnonzero(np.diff(begins, prepend=KINDS**ORDER))
        self._begins, self._all = begins[first], np.add.reduceat(seen, first)
        self._ways = np.diff(first, append=len(runs)).astype(np.float32)

    def shortened(self, length: int) -> _Level:
        """The level of runs of ``length`` symbols: the ends of these."""
        runs, where = np.unique(self._runs % np.uint32(KINDS**length), return_inverse=True)
        return _Level(runs, np.bincount(where, self._seen).astype(np.float32))

    def mixed(self, keys: np.ndarray, shorter: np.ndarray) -> np.ndarray:
        seen, _ = _looked_up(keys, self._runs, self._seen)
        total, known = _looked_up(keys // KINDS, self._begins, self._all)
        ways, _ = _looked_up(keys // KINDS, self._begins, self._ways)
        return np.where(known, (seen + ways * shorter) / np.maximum(total + ways, 1), shorter)


def _looked_up(keys: np.ndarray, known: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The value of each key (0 where it is unknown), and which of them are known."""
    places = np.minimum(np.searchsorted(known, keys.astype(np.uint32)), len(known) - 1)
    found = known[places] == keys
    return np.where(found, values[places], 0), found


@cache
def letter_model() -> LetterModel:
    """The model that is shipped. Loading takes a tenth of a second and 11 MB, once a process."""
    with np.load(FILE) as stored:
        steps = np.ascontiguousarray(stored["steps"].T).view("<u4")[:, 0]
        return LetterModel(np.cumsum(steps, dtype=np.uint32), stored["counts"])


def store(keys: np.ndarray, counts: np.ndarray, file: Path) -> None:
    """Writes the file that ``letter_model`` loads: differences of the keys, byte by byte, which halves the file."""
    steps = np.diff(keys, prepend=0).astype("<u4").view(np.uint8).reshape(-1, 4)
    np.savez_compressed(file, steps=np.ascontiguousarray(steps.T), counts=np.minimum(counts, 255).astype(np.uint8))
