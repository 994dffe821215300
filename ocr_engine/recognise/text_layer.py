"""The text that a PDF page carries itself: lines with words, and whether it can be believed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from ocr_engine.backends.ctc import is_cjk
from ocr_engine.recognise.order import reading_order
from ocr_engine.recognise.wide_layer import words_of_letters
from ocr_engine.types import BBox, TextLine, Word

# One drawn hyphen has several code points. Many fonts hold it as a soft one, and programs that embed a part of a font
# write that into the file: F-2025-17 would be told as F2025 17, without what is seen.
_HYPHENS = "\u00ad\u2010\u2011"
_SPACES = re.compile(r"\s{20,}")
_MIN_LETTERS = 4
_MAX_BROKEN = 0.05
# Gaps as multiples of the height of the text: within one line of the file a wide gap separates cells of a table;
# pieces the file holds apart belong together only when they nearly touch.
_CELL_GAP = 1.2
_JOIN_GAP = 0.35


def lines_of(words: Sequence[Sequence[Any]], *, aspect: float) -> tuple[tuple[TextLine, ...], int]:
    """(lines in reading order, rotation) from words [x0, y0, x1, y1, text, block, line]; ``aspect``: width by height.

    ``rotation`` is the clockwise turn that sets the shown page upright. Boxes are those of the page as shown.
    """
    rotation = rotation_of(words)
    if rotation % 180:
        aspect = 1 / aspect
    told = [(item, word) for item in words if (word := Word(_clean(item[4]), BBox(*item[:4]).turned(rotation))).text]
    pieces, letters = words_of_letters([word for _, word in told], aspect)
    previous: Sequence[Any] | None = None
    for place, (item, word) in enumerate(told):
        if place in letters:
            previous = None
            continue
        if previous is not None and previous[5:7] == item[5:7] and _follows(pieces[-1], word, aspect):
            pieces[-1].append(word)
        else:
            pieces.append([word])
        previous = item
    lines = [_line(piece, aspect) for piece in _joined(pieces, aspect)]
    order = reading_order([line.box for line in lines], [len(line.text) for line in lines])
    return tuple(_as_shown(lines[i], rotation) for i in order), rotation


def rotation_of(words: Sequence[Sequence[Any]]) -> int:
    """The clockwise turn that would make most lines run from left to right, told by how their words follow."""
    votes = {0: 0.0, 90: 0.0, 180: 0.0, 270: 0.0}
    for a, b in pairwise(words):
        if a[5:7] == b[5:7]:
            dx, dy = (b[0] + b[2] - a[0] - a[2]) / 2, (b[1] + b[3] - a[1] - a[3]) / 2
            direction = (0 if dx > 0 else 180) if abs(dx) >= abs(dy) else (270 if dy > 0 else 90)
            votes[direction] += 1
    return max(votes, key=lambda turn: (votes[turn], turn == 0))


def _as_shown(line: TextLine, rotation: int) -> TextLine:
    if rotation == 0:
        return line
    back = (360 - rotation) % 360
    words = tuple(Word(word.text, word.box.turned(back), word.confidence) for word in line.words)
    return TextLine(line.text, line.box.turned(back), line.confidence, words)


def is_believable(words: Iterable[Sequence[Any]]) -> bool:
    """False for no text, and for text whose characters are not the ones drawn: lost or private encodings."""
    text = "".join(str(item[4]) for item in words)
    letters = sum(1 for char in text if char.isalnum())
    broken = sum(1 for char in text if _is_broken(char))
    return letters >= _MIN_LETTERS and broken <= _MAX_BROKEN * len(text) and letters >= 0.3 * len(text)


def _is_broken(char: str) -> bool:
    """Replacement characters, control characters, private-use and unassigned code points."""
    return char == "\ufffd" or (unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") and not char.isspace())


def _clean(text: str) -> str:
    """Compatibility forms that PDF fonts use (ligatures, radicals for ideographs) as ordinary characters.

    Full-width punctuation stays: it is what a Chinese page shows. Spaces that no print needs become one: thousands of
    them in a word would be walked through from each anew.
    """
    return _SPACES.sub(" ", "".join(_plain(char) for char in text if not _is_broken(char)).strip())


def _plain(char: str) -> str:
    code = ord(char)
    if 0xFB00 <= code <= 0xFB06 or 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    if char in _HYPHENS:
        return "-"
    return " " if char in "\u00a0\u3000\u2007\u202f" else char


def _follows(piece: list[Word], word: Word, aspect: float) -> bool:
    last = piece[-1].box
    if _is_tall(last) and _is_tall(word.box):
        return True
    return -0.5 <= _gap(last, word.box, aspect) <= _CELL_GAP


def _gap(left: BBox, right: BBox, aspect: float) -> float:
    """Distance between two neighbours as a multiple of the lower height."""
    height = min(left.height, right.height) / aspect or 1e-6
    return (right.x0 - left.x1) / height


def _is_tall(box: BBox) -> bool:
    return box.height > 2.5 * box.width


def _joined(pieces: list[list[Word]], aspect: float) -> list[list[Word]]:
    """Pieces that nearly touch on one baseline become one: some programs place every word, or letter, on its own."""
    rows: list[list[Word]] = []
    for piece in sorted(pieces, key=lambda p: (round(median(w.box.cy for w in p), 3), p[0].box.x0)):
        for row in reversed(rows[-12:]):
            if _touches(row[-1].box, piece[0].box, aspect):
                row.extend(piece)
                break
        else:
            rows.append(list(piece))
    return rows


def _touches(left: BBox, right: BBox, aspect: float) -> bool:
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    if overlap < 0.7 * max(left.height, right.height) or _is_tall(left) or _is_tall(right):
        return False
    return -0.2 <= _gap(left, right, aspect) <= _JOIN_GAP


def _line(words: list[Word], aspect: float) -> TextLine:
    text = words[0].text
    for before, word in pairwise(words):
        near = _gap(before.box, word.box, aspect) < 0.08
        both_cjk = is_cjk(before.text[-1]) and is_cjk(word.text[0])
        text += ("" if near or (both_cjk and _gap(before.box, word.box, aspect) < 0.5) else " ") + word.text
    return TextLine(text, BBox.around(word.box for word in words), 1.0, tuple(words))
