"""Joins words that are printed with wide gaps between their letters, by dot-matrix printers or in spaced captions.

A recogniser reads such gaps as spaces: 2 0 2 5 / 1 2 / 2 3, 1 82.5 0, T O T A L. The gaps in the ink tell more: those
within a word are all alike, and those between words are far wider. A line counts as set wide where gaps that were not
read as spaces are as wide as gaps that were, or where digits stand as far from a comma as from each other; its words
then end at the wider gaps. A line that proves nothing by itself (0 0 1 7) follows the other lines of its page; on a
page of normal print it stays as it was read.
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

_SHARE = 0.25               # of the lines of a page must prove that they are set wide before others follow them


def words_joined(image: np.ndarray, lines: Sequence[tuple[Quad, Reading]]) -> list[tuple[Quad, Reading]]:
    """``lines`` as read from an RGB page, with the letters of wide-set words joined, and lines that belong to one row
    of such words made one.

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
