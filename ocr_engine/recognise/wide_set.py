"""Words printed with wide gaps between their letters, as dot-matrix printers and letter-spaced captions print them.

A recogniser takes such a gap for a space: 2 0 2 5 / 1 2 / 2 3, 1 82.5 0, T O T A L. The blanks between the letters tell
what it cannot: those within words are all alike, and what ends a word is far wider. Where gaps that were read as none
are as wide as those read as spaces, or digits stand as far from their comma as from each other, the line is set wide,
and its words end at the wider gaps. A line that tells nothing by itself (0 0 1 7) is taken as the other lines of its
page are; on a page of normal print it stays as it was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.ctc import is_cjk
from ocr_engine.recognise.spacing import FEW, LIKE
from ocr_engine.recognise.wide_line import WideLine, may_be_wide
from ocr_engine.recognise.wide_rows import Part, in_rows

_SHARE = 0.25               # of such lines of a page tell that they are set wide, where others are taken to be


def words_joined(image: np.ndarray, lines: Sequence[tuple[Quad, Reading]]) -> list[tuple[Quad, Reading]]:
    """The lines of an RGB page with the letters of wide-set words together, and such words that stand in a row.

    Costs a crop for each line that may be set wide; on most pages there are few.
    """
    wide = {index: line for index, read in enumerate(lines)
            if may_be_wide(*read) and (line := WideLine.measured(image, *read)).is_wide}
    sure = {index: line for index, line in wide.items() if line.tells()}
    if not sure:
        return list(lines)
    written = sum(sum(letter.text.isalnum() and not is_cjk(letter.text) for letter in reading.letters) >= FEW
                  for _, reading in lines)
    usual = median(line.usual for line in sure.values()) if len(sure) >= _SHARE * written else 0.0
    pitch = median(line.pitch for line in sure.values())
    parts = {}
    for index, line in wide.items():
        again = line.rewritten() if index in sure or (line.usual <= LIKE * usual and not line.counts) else line.reading
        # A single caption that was read well says nothing of its page.
        if again is not line.reading and (usual or again.text != line.reading.text):
            parts[index] = Part(line.quad, again, *line.reach, line.usual, line.pitch)
    for index, read in enumerate(lines) if usual else ():
        if index not in parts and _is_lone(read[1]):
            parts[index] = Part(*read, *WideLine.measured(image, *read).reach, usual, pitch)
    rows = in_rows(parts)
    return [rows.get(index, line) for index, line in enumerate(lines) if index in rows or index not in parts]


def _is_lone(reading: Reading) -> bool:
    return len(reading.text) == 1 and bool(reading.letters) and not is_cjk(reading.text)
