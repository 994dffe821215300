"""What a tagger sees of a cell: some numbers that mean the same on every layout, and the words in and around it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, islice

import numpy as np

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.finders.letters.letterlines import is_contact, looks_like_address
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, word_pattern

BUCKETS = 4096              # of the hashed words; 0 means none
WORDS = 40                  # ids per cell
NUMBERS = 30
_SHEETS, _CELLS = 6, 900    # of a long document: its first pages and its last one


def cells_of(document: Document) -> list[tuple[Sheet, Cell]]:
    """The cells that are looked at, in reading order."""
    sheets = [*document.sheets[:_SHEETS], *document.sheets[_SHEETS:][-1:]]
    return [(sheet, cell) for sheet in sheets for row in sheet.rows for cell in row.cells][:_CELLS]


def cell_features(document: Document, cells: Sequence[tuple[Sheet, Cell]], keys: Sequence[str],
                  candidates: Sequence[Candidate]) -> tuple[np.ndarray, np.ndarray]:
    """(cells, NUMBERS + keys) float32 and (cells, WORDS) int64.

    The last numbers tell how surely the extractor itself looks for the value of each field in the cell.
    """
    numbers = np.zeros((len(cells), NUMBERS + len(keys)), np.float32)
    words = np.zeros((len(cells), WORDS), np.int64)
    rules = _rules(candidates, keys)
    for at, (sheet, cell) in enumerate(cells):
        numbers[at, :NUMBERS] = [*_place(document, sheet, cell), *_look(cell), *_gaps(sheet, cell)]
        numbers[at, NUMBERS:] = rules.get(cell, 0.0)
        ids = _words(sheet, cell)[:WORDS]
        words[at, :len(ids)] = ids
    return numbers, words


def _rules(candidates: Sequence[Candidate], keys: Sequence[str]) -> dict[Cell, np.ndarray]:
    column = {key: number for number, key in enumerate(keys)}
    found: dict[Cell, np.ndarray] = {}
    for candidate in candidates:
        if candidate.plan.key in column and not candidate.how.startswith("memory:"):
            for one in (candidate, *candidate.more):
                for piece in one.pieces:
                    scores = found.setdefault(piece.cell, np.zeros(len(keys), np.float32))
                    at = column[candidate.plan.key]
                    scores[at] = max(scores[at], min(1.0, one.score))
    return found


def _place(document: Document, sheet: Sheet, cell: Cell) -> list[float]:
    box, row = cell.box, cell.row
    index, rows = (row.index, len(sheet.rows)) if row else (0, 1)
    beside = row.cells if row else [cell]
    return [box.x0 / sheet.width, box.x1 / sheet.width, abs(box.cx / sheet.width - 0.5), box.cy, index / rows,
            min(index, 12) / 12, min(rows - 1 - index, 12) / 12, cell.height / (sheet.height or 1),
            min(len(beside), 8) / 8, beside.index(cell) / len(beside), float(sheet.number == 1),
            float(sheet.number == len(document.sheets)), float(document.labels.is_label(cell)),
            float(bool(document.labels.starts.get(cell)))]


def _look(cell: Cell) -> list[float]:
    text = cell.text.strip()
    size = max(1, len(text))
    return [min(size, 80) / 80, sum(map(str.isdigit, text)) / size, sum(map(str.isupper, text)) / size,
            sum(map(str.islower, text)) / size, float(bool(legal_form_pattern().search(text))),
            float(bool(word_pattern("address_words").search(text))), float(looks_like_address(text)),
            float(is_contact(text)), float(text[-1:] in ",，-&"), float(text[:1].isdigit()), float(":" in text),
            cell.line.confidence]


def _gaps(sheet: Sheet, cell: Cell) -> list[float]:
    """Distance to the rows above and below, and how much their first cell lines up with this one."""
    row = cell.row
    near = [sheet.rows[row.index + step].cells[0] if row and 0 <= row.index + step < len(sheet.rows) else None
            for step in (-1, 1)]
    found = []
    for other in near:
        gap = abs(other.box.cy - cell.box.cy) / (sheet.height or 1) if other else 6.0
        aligned = min(abs(other.box.x0 - cell.box.x0), abs(other.box.cx - cell.box.cx)) if other else 1.0
        found += [min(gap, 6.0) / 6, float(aligned < 0.8 * sheet.height)]
    return found


def _words(sheet: Sheet, cell: Cell) -> list[int]:
    own, row = split(cell.text), cell.row
    at = row.cells.index(cell) if row else 0
    left = row.cells[at - 1].text if row and at else ""
    right = row.cells[at + 1].text if row and at + 1 < len(row.cells) else ""
    above, below = (_beside(sheet, cell, step) for step in (-1, 1))
    found = [f"shape {shape(cell.text)}"]
    found += [f"own {w}" for w in own[:10]] + [f"begin {w}" for w in own[:1]] + [f"last {w}" for w in own[-1:]]
    found += [f"stem {w[:3]}" for w in own[:6] if len(w) > 4]
    found += [f"left {w}" for w in split(left)[-4:]] + [f"right {w}" for w in split(right)[:2]]
    found += [f"above {w}" for w in split(above)[:4]] + [f"below {w}" for w in split(below)[:4]]
    return [hashed(word) for word in dict.fromkeys(found)]


def _beside(sheet: Sheet, cell: Cell, step: int) -> str:
    index = cell.row.index + step if cell.row else -1
    if not 0 <= index < len(sheet.rows):
        return ""
    same = [c for c in sheet.rows[index].cells if min(c.box.x1, cell.box.x1) > max(c.box.x0, cell.box.x0)]
    return (same or sheet.rows[index].cells)[0].text


@lru_cache(maxsize=1 << 14)  # the same lines are looked at from every option around them
def split(text: str) -> tuple[str, ...]:
    """Folded words with every digit as 0; a run of Chinese characters gives its pairs."""
    words: list[str] = []
    for match in re.finditer(r"[^\W_]+", text):
        word = "".join("0" if c.isdigit() else c for c in fold(match.group()))
        words += [word[i:i + 2] for i in range(max(1, len(word) - 1))] if has_cjk(word) else [word]
    return tuple(w for w in words if w)


def shape(raw: str) -> str:
    """What stands after what, the same signs one after the other once."""
    made = groupby("0" if c.isdigit() else "a" if c.isalpha() else c for c in raw)
    return "".join(sign for sign, _ in islice(made, 10))


@lru_cache(maxsize=1 << 16)
def hashed(word: str) -> int:
    return zlib.crc32(word.encode()) % (BUCKETS - 1) + 1
