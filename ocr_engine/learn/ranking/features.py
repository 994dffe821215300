"""What a ranker sees of an option: some thirty numbers, and the words in and around it as hashed ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import numpy as np

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece, box_of
from ocr_engine.extract.words.folding import fold
from ocr_engine.extract.words.lexicon import legal_form_pattern, word_pattern
from ocr_engine.learn.examples.surroundings import label_before, over, under

from .cells import BUCKETS as BUCKETS
from .cells import hashed, shape, split
from .options import Option
from .tagger import Tags

WORDS = 44                  # ids per option
TAGS = 8
_HOWS = ("label_inline", "label_right", "label_below", "table", "total_words", "position", "memory", "model", "prose")
NUMBERS = 27 + TAGS + len(_HOWS)


def features(document: Document, options: Sequence[Option], tags: Tags, around: Around | None = None
             ) -> tuple[np.ndarray, np.ndarray]:
    """(options, NUMBERS) float32 and (options, WORDS) int64. ``around``: what was seen on the document before."""
    numbers = np.zeros((len(options), NUMBERS), np.float32)
    words = np.zeros((len(options), WORDS), np.int64)
    around = around or Around(document)
    texts = [fold(o.candidate.value or o.candidate.raw) for o in options]
    said = Counter(texts)
    amounts = [_amount(o) for o in options]
    largest = max((a for a in amounts if a is not None), default=Decimal(0))
    best = max((o.rules for o in options), default=0.0)
    tagged = _tagged(options, tags)
    for row, (option, amount) in enumerate(zip(options, amounts, strict=True)):
        place, ids = around.of(option.candidate)
        numbers[row] = [*_scores(option, best), *place, min(said[texts[row]], 4) / 4,
                        float(amount is not None and amount == largest), *tagged[row], *_how(option)]
        words[row, :len(ids)] = ids
    return numbers, words


def _scores(option: Option, best: float) -> list[float]:
    told = float(option.rules > 0)
    return [option.rules, option.memory, 1 / (1 + option.rank), told, option.rules - best, option.fit]


def _place(document: Document, sheet: Sheet, pieces: tuple[Piece, ...]) -> list[float]:
    own = [p for p in pieces if p.cell.page == sheet.number]
    box = box_of(tuple(own), sheet)
    row = pieces[0].cell.row
    index, rows = (row.index, len(sheet.rows)) if row else (0, 1)
    last = pieces[-1]
    return [box.cy, box.x0 / sheet.width, box.x1 / sheet.width, index / rows, min(index, 12) / 12,
            min(rows - 1 - index, 12) / 12, pieces[0].cell.height / (sheet.height or 1),
            len(pieces) / 4, float(sheet.number == 1), float(sheet.number == len(document.sheets)),
            float(pieces[0].start == 0), float(last.end == len(last.cell.text)), pieces[0].cell.line.confidence]


# Options of all fields of a document are made of the same few texts, so what is said of a text is kept for a while.
@lru_cache(maxsize=4096)
def _make(raw: str) -> tuple[float, ...]:
    size = max(1, len(raw))
    return (min(size, 80) / 80, sum(map(str.isdigit, raw)) / size, sum(map(str.isupper, raw)) / size,
            float(bool(legal_form_pattern().search(raw))), _bare(raw),
            float(bool(word_pattern("address_words").search(raw))))


def _bare(raw: str) -> float:
    """The share of the letters that are no legal form: a name is more than that."""
    letters = sum(map(str.isalpha, raw))
    return sum(map(str.isalpha, legal_form_pattern().sub("", raw))) / letters if letters else 0.0


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


def _tagged(options: Sequence[Option], tags: Tags) -> list[list[float]]:
    """How well each option covers the cells that the tagger takes for the value, and no others."""
    if not options:
        return []
    key = options[0].candidate.plan.key
    inside, begins, ends = tags.parts(key)
    mass = sum(v for v in inside if v > 0.05) or 1.0
    found = []
    for option in options:
        spots = [tags.at.get(cell) for cell in dict.fromkeys(p.cell for p in option.candidate.pieces)]
        own = [0.0 if at is None else inside[at] for at in spots]
        first, last = spots[0], spots[-1]
        seen = sorted(at for at in spots if at is not None) or [-1]
        before = inside[seen[0] - 1] if seen[0] > 0 else 0.0
        after = inside[seen[-1] + 1] if 0 <= seen[-1] < len(inside) - 1 else 0.0
        found.append([sum(own) / len(own), min(own), 0.0 if first is None else begins[first],
                      0.0 if last is None else ends[last], before, after, min(1.0, sum(own) / mass)])
    top = max(row[0] for row in found)
    return [[*row, row[0] - top] for row in found]


class Around:
    """What is said of stretches of a document's text and of what stands around them, worked out once: options of
    several fields are made of the same lines."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: dict[tuple[tuple[Piece, ...], str], tuple[list[float], list[int]]] = {}
        self._over: dict[Cell, str] = {}
        self._under: dict[Cell, str] = {}

    def of(self, candidate: Candidate) -> tuple[list[float], list[int]]:
        """(numbers of the place and of the text, ids of the words in and around it)."""
        key = (candidate.pieces, candidate.raw)
        if key not in self._seen:
            sheet = self._document.sheet(candidate.page)
            numbers = [*_place(self._document, sheet, candidate.pieces), *_make(candidate.raw)]
            self._seen[key] = numbers, self._words(candidate, sheet)
        return self._seen[key]

    def over(self, cell: Cell, sheet: Sheet) -> str:
        if cell not in self._over:
            self._over[cell] = over(cell, sheet)[:24]
        return self._over[cell]

    def under(self, cell: Cell, sheet: Sheet) -> str:
        if cell not in self._under:
            self._under[cell] = under(cell, sheet)[:24]
        return self._under[cell]

    def _words(self, candidate: Candidate, sheet: Sheet) -> list[int]:
        """Hashed words: of the value, before it in its row, above, below, behind it, and the shape of the value."""
        first, last = candidate.pieces[0], candidate.pieces[-1]
        cell = first.cell
        before = cell.row.text[:cell.start + first.start] if cell.row else cell.text[:first.start]
        found = [f"shape {shape(candidate.raw)}", f"label {label_before(first)[-24:]}",
                 f"above {self.over(cell, sheet)}", f"below {self.under(last.cell, sheet)}"]
        found += [f"before {w}" for w in split(before)[-6:]]
        found += [f"behind {w}" for w in split(last.cell.text[last.end:])[:3]]
        own = split(candidate.raw)
        found += [f"own {w}" for w in own[:8]] + [f"first {w}" for w in own[:1]] + [f"last {w}" for w in own[-2:]]
        found += [f"next {w}" for w in split(_text_of(last.cell, sheet, 1))[:4]]
        found += [f"former {w}" for w in split(_text_of(cell, sheet, -1))[-3:]]
        return [hashed(word) for word in dict.fromkeys(found)][:WORDS]


def _text_of(cell: Cell, sheet: Sheet, step: int) -> str:
    """The row above or below."""
    index = cell.row.index + step if cell.row else -1
    return sheet.rows[index].text if 0 <= index < len(sheet.rows) else ""
