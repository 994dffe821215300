"""A label found on a page, and all labels of a document: where each begins and ends, on which side its values stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ocr_engine.extract.fields.names import Name
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Row
from ocr_engine.extract.words.folding import fold

from .captions import Side
from .offsets import Stepped

_LONGEST = 400  # letters of a cell that holds nothing else
# How the text runs on from a label: "word" without a mark, "glued" without even a space, "behind" so in Chinese; it is
# "part" of another word or of a heading, or stands in a "sentence" of running text; "": it ends there.
Joined = Literal["", "word", "glued", "behind", "part", "sentence"]


@dataclass(slots=True, eq=False)
class Hit:
    """A label on a page: ``cell.text[start:end]``, possibly begun in a cell to the left."""

    name: Name
    plan: FieldPlan | None
    cell: Cell
    start: int
    end: int
    first: Cell
    quality: float
    colon: bool
    at_start: bool
    left: float = 1.0  # how well what stands before it goes with a label
    joined: Joined = ""

    @property
    def length(self) -> int:
        return len(self.name.folded)


@dataclass(slots=True)
class LabelMap:
    """All labels of the document. ``starts`` tells where labels begin and end in each cell, asked for or not,
    ``sides`` on which side of them a page's values stand, where it is a form of captions, and ``stepped`` the values
    that stand at the same step from their labels as others of the page do. ``beginnings`` are cells that hold no more
    than the first letters of a label, ``unsure`` such as begin with a label that nobody asked for, or with a longer
    word. ``headers``: which rows are those of a table, as far as somebody asked."""

    hits: list[Hit]
    starts: dict[Cell, list[tuple[int, int]]] = field(default_factory=dict)
    sides: dict[int, Side] = field(default_factory=dict)
    stepped: dict[Cell, Stepped] = field(default_factory=dict)
    beginnings: set[Cell] = field(default_factory=set)
    unsure: set[Cell] = field(default_factory=set)  # begin with a label or with a longer word
    headers: dict[Row, bool] = field(default_factory=dict)

    def labelled(self, least: float, *, at_start: bool = False) -> set[str]:
        """Keys of the fields that have a label of so much quality, with which a print begins where ``at_start``."""
        return {h.plan.key for h in self.hits if h.plan and h.quality >= least and (h.at_start or not at_start)}

    def next_label(self, cell: Cell, offset: int) -> int:
        """Where the next label begins in the cell at or after ``offset``; the cell's length where none does."""
        return min((s for s, _ in self.starts.get(cell, ()) if s >= offset), default=len(cell.text))

    def is_label(self, cell: Cell) -> bool:
        """Whether the cell holds a label and nothing else."""
        if cell in self.beginnings:
            return True
        if len(cell.text) > _LONGEST:
            return False
        left = cell.text
        spans = sorted(self.starts.get(cell, ()), reverse=True)
        for start, end in spans:
            left = left[:start] + left[end:]
        left = re.sub(r"[（(][^（）()]*[)）]", "", left)
        if spans and not fold(left):
            return True
        return bool(re.search(r"[:：]\s*$", cell.text)) and len(cell.text) < 40
