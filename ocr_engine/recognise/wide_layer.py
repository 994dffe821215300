"""Words of a text layer whose letters the file places one by one, or sets wide: MuPDF then gives each as a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ocr_engine.backends.ctc import is_cjk
from ocr_engine.recognise.spacing import FEW, LIKE, are_words, is_count, is_even, is_marked, single_space, word_limit
from ocr_engine.types import BBox, Word

# As parts of the height of the text.
_FARTHEST, _WIDEST = 4.0, 1.3   # gap up to which signs may belong to one row of words, and within a word
_LEVEL, _AS_HIGH = 0.3, 1.5
_BLANK = 0.08                   # between letters of usual print there is less


@dataclass(frozen=True, slots=True)
class _Run:
    """Single signs of a row, by their places in the list of words; ``gaps`` as parts of their height."""

    places: tuple[int, ...]
    text: str
    gaps: tuple[float, ...]
    limit: float
    usual: float

    @property
    def is_wide(self) -> bool:
        return _BLANK <= self.usual <= _WIDEST and is_even(self.gaps, self.limit, self.usual)

    def words(self) -> list[list[int]]:
        """The places of each word's signs."""
        words = [[self.places[0]]]
        for place, gap in zip(self.places[1:], self.gaps, strict=True):
            if gap > self.limit:
                words.append([])
            words[-1].append(place)
        return words

    def tells(self, words: Sequence[str]) -> bool:
        """Whether the signs are words set wide beyond doubt."""
        marked = any(is_marked(*word[at:at + 3]) for word in words for at in range(len(word) - 2))
        return len(self.text) >= FEW and (marked or (are_words(words) and not is_count(self.text)))


def words_of_letters(words: Sequence[Word], aspect: float) -> tuple[list[list[Word]], set[int]]:
    """Lines of words that are made of single letters, and the places in ``words`` of all these letters.

    ``words`` are level; ``aspect``: width by height of the page. Signs that may stand for themselves are in no line.
    """
    single = {place for place, word in enumerate(words) if _is_sign(word.text)}
    # Files tell the letters of a line one after the other; on most pages nothing more is looked at.
    if not any(single.issuperset(range(place, place + FEW)) for place in single):
        return [], set()
    runs = [run for row in _rows(words, single) for run in _runs(row, words, single, aspect) if run.is_wide]
    sure = [run for run in runs if run.tells(_spelled(run, words))]
    usual = median(run.usual for run in sure) if sure and 2 * len(single) >= len(words) else 0.0
    taken = [run for run in runs if run in sure or (run.usual <= LIKE * usual and not is_count(run.text))]
    lines = [line for run in taken for line in _lines(run, words, aspect)]
    return lines, {place for run in taken for place in run.places}


def _is_sign(text: str) -> bool:
    return len(text) == 1 and not (is_cjk(text) and text.isalnum())


def _rows(words: Sequence[Word], single: set[int]) -> list[list[int]]:
    """The places of words that stand on one line, from the left, of lines with several single signs."""
    rows: list[list[int]] = []
    for place in sorted(range(len(words)), key=lambda place: words[place].box.cy):
        box = words[place].box
        for row in reversed(rows[-6:]):
            first = words[row[0]].box
            if abs(first.cy - box.cy) <= _LEVEL * min(first.height, box.height):
                row.append(place)
                break
        else:
            rows.append([place])
    return [sorted(row, key=lambda place: words[place].box.x0) for row in rows if len(single.intersection(row)) > 1]


def _runs(row: Sequence[int], words: Sequence[Word], single: set[int], aspect: float) -> list[_Run]:
    """Neighbouring single signs of a row that are as high and not too far from each other."""
    runs: list[list[int]] = [[]]
    for place in row:
        if place not in single:
            runs.append([])
            continue
        if runs[-1]:
            a, b = words[runs[-1][-1]].box, words[place].box
            if not (-_BLANK <= _gap(a, b, aspect) <= _FARTHEST and 1 / _AS_HIGH <= a.height / b.height <= _AS_HIGH):
                runs.append([])
        runs[-1].append(place)
    return [_measured(run, words, aspect) for run in runs if len(run) > 1]


def _measured(places: Sequence[int], words: Sequence[Word], aspect: float) -> _Run:
    gaps = tuple(_gap(words[a].box, words[b].box, aspect) for a, b in pairwise(places))
    limit = word_limit(sorted(gaps))
    usual = median(gap for gap in gaps if gap <= limit)
    return _Run(tuple(places), "".join(words[place].text for place in places), gaps, limit, usual)


def _gap(left: BBox, right: BBox, aspect: float) -> float:
    return (right.x0 - left.x1) * aspect / (min(left.height, right.height) or 1e-6)


def _spelled(run: _Run, words: Sequence[Word]) -> list[str]:
    return ["".join(words[place].text for place in word) for word in run.words()]


def _lines(run: _Run, words: Sequence[Word], aspect: float) -> list[list[Word]]:
    """The words of a run, in lines that end where a gap is wider than a space."""
    boxes = [words[place].box for place in run.places]
    pitch = run.usual + median(box.width * aspect / (box.height or 1e-6) for box in boxes)
    lines: list[list[Word]] = []
    for word in run.words():
        whole = Word("".join(words[place].text for place in word), BBox.around(words[place].box for place in word))
        if lines and _gap(lines[-1][-1].box, whole.box, aspect) <= single_space(run.usual, pitch):
            lines[-1].append(whole)
        else:
            lines.append([whole])
    return lines
