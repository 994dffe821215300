"""What a ranker sees of an option: some thirty numbers, and the words in and around it as hashed ids."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import numpy as np

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.folding import fold, has_cjk
from ocr_engine.extract.layout import Cell, Sheet
from ocr_engine.extract.lexicon import legal_form_pattern, word_pattern
from ocr_engine.extract.regions import box_of

from .observe import label_before, over, under
from .options import Option

BUCKETS = 4096              # of the hashed words; 0 means none
WORDS = 28                  # ids per option
_HOWS = ("label_inline", "label_right", "label_below", "table", "total_words", "position", "memory", "model", "prose")
NUMBERS = 26 + len(_HOWS)


def features(document: Document, options: Sequence[Option]) -> tuple[np.ndarray, np.ndarray]:
    """(options, NUMBERS) float32 and (options, WORDS) int64."""
    numbers = np.zeros((len(options), NUMBERS), np.float32)
    words = np.zeros((len(options), WORDS), np.int64)
    said = Counter(fold(o.candidate.value or o.candidate.raw) for o in options)
    amounts = [_amount(o) for o in options]
    largest = max((a for a in amounts if a is not None), default=Decimal(0))
    best = max((o.rules for o in options), default=0.0)
    for row, (option, amount) in enumerate(zip(options, amounts, strict=True)):
        sheet = document.sheet(option.candidate.page)
        cell = option.candidate.pieces[0].cell
        numbers[row] = [*_scores(option, best), *_place(document, sheet, option), *_text(option),
                        min(said[fold(option.candidate.value or option.candidate.raw)], 4) / 4,
                        float(amount is not None and amount == largest), *_how(option)]
        ids = _words(option, cell, sheet)[:WORDS]
        words[row, :len(ids)] = ids
    return numbers, words


def _scores(option: Option, best: float) -> list[float]:
    told = float(option.rules > 0)
    return [option.rules, option.memory, 1 / (1 + option.rank), told, option.rules - best, option.fit]


def _place(document: Document, sheet: Sheet, option: Option) -> list[float]:
    pieces = option.candidate.pieces
    own = [p for p in pieces if p.cell.page == sheet.number]
    box = box_of(tuple(own), sheet)
    row = pieces[0].cell.row
    index, rows = (row.index, len(sheet.rows)) if row else (0, 1)
    last = pieces[-1]
    return [box.cy, box.x0 / sheet.width, box.x1 / sheet.width, index / rows, min(index, 12) / 12,
            min(rows - 1 - index, 12) / 12, pieces[0].cell.height / (sheet.height or 1),
            len(pieces) / 4, float(sheet.number == 1), float(sheet.number == len(document.sheets)),
            float(pieces[0].start == 0), float(last.end == len(last.cell.text)), pieces[0].cell.line.confidence]


def _text(option: Option) -> list[float]:
    raw = option.candidate.raw
    size = max(1, len(raw))
    return [min(size, 80) / 80, sum(c.isdigit() for c in raw) / size, sum(c.isupper() for c in raw) / size,
            float(bool(legal_form_pattern().search(raw))), float(bool(word_pattern("address_words").search(raw)))]


def _how(option: Option) -> list[float]:
    how = option.candidate.how.partition(":")[0]
    return [float(how == name) for name in _HOWS]


def _amount(option: Option) -> Decimal | None:
    if option.candidate.plan.kind != "money" or not option.candidate.value:
        return None
    try:
        return abs(Decimal(option.candidate.value))
    except InvalidOperation:
        return None


def _words(option: Option, cell: Cell, sheet: Sheet) -> list[int]:
    """Hashed words: of the value, before it in its row, above, below, behind it, and the shape of the value."""
    pieces = option.candidate.pieces
    last = pieces[-1]
    before = cell.row.text[:cell.start + pieces[0].start] if cell.row else cell.text[:pieces[0].start]
    found = [f"shape {_shape(option.candidate.raw)}", f"label {label_before(pieces[0])[-24:]}",
             f"above {over(cell, sheet)[:24]}", f"below {under(last.cell, sheet)[:24]}"]
    found += [f"before {w}" for w in _split(before)[-6:]]
    found += [f"behind {w}" for w in _split(last.cell.text[last.end:])[:3]]
    own = _split(option.candidate.raw)
    found += [f"own {w}" for w in own[:8]] + [f"last {w}" for w in own[-1:]]
    return [zlib.crc32(word.encode()) % (BUCKETS - 1) + 1 for word in dict.fromkeys(found)]


def _split(text: str) -> list[str]:
    words: list[str] = []
    for match in re.finditer(r"[^\W_]+", text):
        word = "".join("0" if c.isdigit() else c for c in fold(match.group()))
        words += [word[i:i + 2] for i in range(max(1, len(word) - 1))] if has_cjk(word) else [word]
    return [w for w in words if w]


def _shape(raw: str) -> str:
    return re.sub(r"(.)\1+", r"\1", "".join("0" if c.isdigit() else "a" if c.isalpha() else c for c in raw))[:10]
