"""The best letter of each CTC step of a line, without computing the scores of all 18,710 letters for every step.

The last layer of the recogniser took a third of its CPU, nearly all of it for letters that were not printed. So each
step is first scored for the few hundred letters that are no ideographs ("the few"). Only these steps are scored again
for the whole alphabet: those where no letter of the few scores high, and all steps of a line in which a letter outside
the few was found. Measured: on 43,000 steps of receipts, invoices and cards no letter outside the few beat a high score
among them; on Chinese pages one did at 5 of 8,000 steps, each a blank beside an ideograph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from ocr_engine.backends.traditional import Traditional

_SETTLED = 16.0     # the score (logit) from which a letter of the few is final
_CHUNK, _STEP = 128, 16     # steps scored for the whole alphabet at once; their number is rounded up to a multiple

DOUBT = 0.93            # below this probability of the best letter the next best ones are kept, too
_OTHERS = 3

Body = Callable[[np.ndarray], Sequence[np.ndarray]]  # features, scores


class Best(NamedTuple):
    """The best letter of each CTC step, and the next best ones where it is in doubt.

    ``letter`` (class index) and ``chance`` (its probability) have the shape (lines, steps). ``others`` and ``behind``
    have (lines, steps, 3): the next best letters, and by how many nats each scores below the best one; infinity where
    the best one is not in doubt.
    """

    letter: np.ndarray
    chance: np.ndarray
    others: np.ndarray
    behind: np.ndarray

    def of_line(self, line: int) -> Best:
        """One line, without the first axis."""
        return Best(*(part[line] for part in self))


def few_of(alphabet: list[str]) -> np.ndarray:
    """The class indices of the CTC blank, of alphabetic letters, digits, punctuation and signs."""
    return np.array([0, *(index for index, letter in enumerate(alphabet) if index and _is_common(ord(letter[:1])))])


def _is_common(code: int) -> bool:
    return code < 0x2200 or 0x2460 <= code < 0x2600 or 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFFF0


class Speller:
    """Finds the best letters in two stages.

    ``body``: strips to (features, scores of the few), each (lines, steps, …). ``whole``: features (rows, …) to the
    scores of the whole alphabet.
    """

    def __init__(self, body: Body, whole: Callable[[np.ndarray], np.ndarray], alphabet: list[str]) -> None:
        few = few_of(alphabet)
        self._body, self._whole, self._few, self._traditional = body, whole, few, Traditional(alphabet)
        self._is_few = np.zeros(int(few.max()) + 1, bool)
        self._is_few[few] = True

    def __call__(self, batches: Iterable[np.ndarray], page: str = "") -> list[Best]:
        """One ``Best`` for each batch of strips (lines, 3, rows, columns).

        ``page``: text of the page that was read before, where these lines are only a part of it.
        """
        shapes, features, firsts = [], [], []
        for batch in batches:
            seen, scores = self._body(batch)
            shapes.append(scores.shape[:2])
            features.append(seen.reshape(-1, seen.shape[2]).copy())
            firsts.append(_first(scores.reshape(-1, scores.shape[2])))
        if not shapes:
            return []
        rows = np.concatenate(features)
        best, chance, score, others, behind = (np.concatenate(part) for part in zip(*firsts, strict=True))
        best, others, settled = self._few[best], self._few[others], score >= _SETTLED
        first = best.copy()
        self._ask(rows, best, chance, ~settled)
        line = np.repeat(np.arange(sum(count for count, _ in shapes)), [steps for n, steps in shapes for _ in range(n)])
        foreign = np.zeros(line[-1] + 1, bool)
        foreign[line[~self._among_few(best)]] = True
        self._ask(rows, best, chance, settled & foreign[line])
        self._ask(rows, best, chance, self._traditional.misread(best, chance, page), simplified=False)
        behind[best != first] = np.inf
        ends = np.cumsum([count * steps for count, steps in shapes])[:-1]
        parts = zip(shapes, *(np.split(part, ends) for part in (best, chance, others, behind)), strict=True)
        return [Best(*(part.reshape(*shape, *part.shape[1:]) for part in told)) for shape, *told in parts]

    def _among_few(self, best: np.ndarray) -> np.ndarray:
        return self._is_few[np.minimum(best, len(self._is_few) - 1)] & (best < len(self._is_few))

    def _ask(self, rows: np.ndarray, best: np.ndarray, chance: np.ndarray, which: np.ndarray, *,
             simplified: bool = True) -> None:
        """Scores the steps ``which`` for the whole alphabet and writes the outcome into ``best`` and ``chance``.
        ``simplified`` False leaves out what only simplified Chinese writes."""
        places = np.flatnonzero(which)
        for start in range(0, len(places), _CHUNK):
            part = places[start:start + _CHUNK]
            asked = np.zeros((-(-len(part) // _STEP) * _STEP, rows.shape[1]), np.float32)
            asked[:len(part)] = rows[part]
            scores = self._whole(asked)[:len(part)]
            scores = scores if simplified else self._traditional.without_simplified(scores)
            best[part], chance[part], _score = _best_of(scores)


def _best_of(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row: its best column, the softmax of that column, its score."""
    best = scores.argmax(axis=1)
    high = np.take_along_axis(scores, best[:, None], axis=1)
    return best, 1 / np.exp(scores - high).sum(axis=1), high[:, 0]


def _first(scores: np.ndarray) -> tuple[np.ndarray, ...]:
    """``_best_of`` and ``runners_up`` of these rows."""
    best, chance, score = _best_of(scores)
    return best, chance, score, *runners_up(scores, best, chance)


def runners_up(scores: np.ndarray, best: np.ndarray, chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The three next best columns of each row whose best letter (or the blank) is in doubt, and by how many nats each
    scores below it; shapes (rows, 3). Zeros and infinity for other rows."""
    others, behind = np.zeros((len(best), _OTHERS), np.int64), np.full((len(best), _OTHERS), np.inf, np.float32)
    rows = np.flatnonzero(chance < DOUBT)
    if not len(rows):
        return others, behind
    asked = scores[rows]
    high = np.take_along_axis(asked, best[rows, None], axis=1)
    np.put_along_axis(asked, best[rows, None], -np.inf, axis=1)
    others[rows] = np.argpartition(asked, -_OTHERS, axis=1)[:, -_OTHERS:] if asked.shape[1] > _OTHERS else 0
    behind[rows] = high - np.take_along_axis(asked, others[rows], axis=1)
    return others, behind
