"""Which letter each step of a line shows, without asking every step about all 18,710 letters.

A third of a recogniser's CPU went into scores of letters that nobody had printed. So each step is first put to the
few hundred that are no ideographs. Who scores high among them was never beaten by one from outside on 43,000 steps of
receipts, invoices and cards (5 of 8,000 on Chinese pages, each a blank beside an ideograph); steps without such a score
are put to the whole alphabet, and so are all steps of a line in which a letter from outside was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from ocr_engine.backends.traditional import Traditional

_SETTLED = 16.0     # the score above which a letter of the few stands
_CHUNK, _STEP = 128, 16     # steps put to the whole alphabet at once, and what their number is rounded up to

Body = Callable[[np.ndarray], Sequence[np.ndarray]]  # features, scores
Best = tuple[np.ndarray, np.ndarray]


def few_of(alphabet: list[str]) -> np.ndarray:
    """The indices of the blank, of alphabetic letters, digits, punctuation and signs."""
    return np.array([0, *(index for index, letter in enumerate(alphabet) if index and _is_common(ord(letter[:1])))])


def _is_common(code: int) -> bool:
    return code < 0x2200 or 0x2460 <= code < 0x2600 or 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFFF0


class Speller:
    """``body`` gives features and scores of the ``few`` by line and step, ``whole`` all scores of rows of features."""

    def __init__(self, body: Body, whole: Callable[[np.ndarray], np.ndarray], alphabet: list[str]) -> None:
        few = few_of(alphabet)
        self._body, self._whole, self._few, self._traditional = body, whole, few, Traditional(alphabet)
        self._is_few = np.zeros(int(few.max()) + 1, bool)
        self._is_few[few] = True

    def __call__(self, batches: Iterable[np.ndarray], page: str = "") -> list[Best]:
        """The best letter of each step and its chance, each (lines, steps), by batch (lines, 3, rows, columns).

        ``page``: the text of the page, where these lines are but a part of it.
        """
        shapes, features, firsts = [], [], []
        for batch in batches:
            seen, scores = self._body(batch)
            shapes.append(scores.shape[:2])
            features.append(seen.reshape(-1, seen.shape[2]).copy())
            firsts.append(_best_of(scores.reshape(-1, scores.shape[2])))
        if not shapes:
            return []
        rows = np.concatenate(features)
        best, chance, score = (np.concatenate(part) for part in zip(*firsts, strict=True))
        best, settled = self._few[best], score >= _SETTLED
        self._ask(rows, best, chance, ~settled)
        line = np.repeat(np.arange(sum(count for count, _ in shapes)), [steps for n, steps in shapes for _ in range(n)])
        foreign = np.zeros(line[-1] + 1, bool)
        foreign[line[~self._among_few(best)]] = True
        self._ask(rows, best, chance, settled & foreign[line])
        self._ask(rows, best, chance, self._traditional.misread(best, chance, page), simplified=False)
        ends = np.cumsum([count * steps for count, steps in shapes])[:-1]
        return [(one.reshape(shape), sure.reshape(shape))
                for one, sure, shape in zip(np.split(best, ends), np.split(chance, ends), shapes, strict=True)]

    def _among_few(self, best: np.ndarray) -> np.ndarray:
        return self._is_few[np.minimum(best, len(self._is_few) - 1)] & (best < len(self._is_few))

    def _ask(self, rows: np.ndarray, best: np.ndarray, chance: np.ndarray, which: np.ndarray, *,
             simplified: bool = True) -> None:
        """Writes what the whole alphabet says of these steps, or what all of it but simplified Chinese does."""
        places = np.flatnonzero(which)
        for start in range(0, len(places), _CHUNK):
            part = places[start:start + _CHUNK]
            asked = np.zeros((-(-len(part) // _STEP) * _STEP, rows.shape[1]), np.float32)
            asked[:len(part)] = rows[part]
            scores = self._whole(asked)[:len(part)]
            scores = scores if simplified else self._traditional.without_simplified(scores)
            best[part], chance[part], _score = _best_of(scores)


def _best_of(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each row its best column, the softmax of that, its score."""
    best = scores.argmax(axis=1)
    high = np.take_along_axis(scores, best[:, None], axis=1)
    return best, 1 / np.exp(scores - high).sum(axis=1), high[:, 0]
