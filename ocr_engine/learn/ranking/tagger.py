"""A small network over the cells of a document: which of them hold the value of which field. Answers need no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.page.layout import Cell

from .cells import cell_features, cells_of

WIDTH, WORD_WIDTH = 48, 16
PARTS = ("inside", "begins", "ends")
_NONE = (0.0,) * len(PARTS)


@dataclass(frozen=True)
class Tags:
    """Cell -> (keys, PARTS) chances of one document."""

    keys: tuple[str, ...]
    chances: Mapping[Cell, np.ndarray]

    def of(self, key: str, cell: Cell) -> Sequence[float]:
        """PARTS: how likely the cell is part of the field's value, its first cell, its last one."""
        at = self.at.get(cell)
        return _NONE if at is None else tuple(part[at] for part in self.parts(key))

    @cached_property
    def at(self) -> Mapping[Cell, int]:
        """Where each cell stands in reading order."""
        return {cell: at for at, cell in enumerate(self.chances)}

    def parts(self, key: str) -> Sequence[Sequence[float]]:
        """(PARTS, cells) of one field, in reading order."""
        if key not in self.keys:
            return [[0.0] * len(self.chances)] * len(PARTS)
        return self._by_key[self.keys.index(key)]

    @cached_property
    def _by_key(self) -> Sequence[Sequence[Sequence[float]]]:
        """(keys, PARTS, cells) as plain numbers: they are asked for one by one."""
        if not self.chances:
            return [[[]] * len(PARTS)] * len(self.keys)
        return np.stack(list(self.chances.values())).transpose(1, 2, 0).tolist()


@dataclass(frozen=True)
class Tagger:
    """Weights, float32: ``mean``, ``scale``; ``table`` (BUCKETS, WORD_WIDTH); ``w1``, ``b1``, ``w2``, ``b2``."""

    keys: tuple[str, ...]
    weights: Mapping[str, np.ndarray]

    def tags(self, document: Document, candidates: Sequence[Candidate]) -> Tags:
        """Costs about a tenth of a millisecond a cell."""
        seen = cells_of(document)
        if not seen:
            return Tags(self.keys, {})
        chances = self.chances(*cell_features(document, seen, self.keys, candidates))
        return Tags(self.keys, {cell: chances[at] for at, (_, cell) in enumerate(seen)})

    def chances(self, numbers: np.ndarray, words: np.ndarray) -> np.ndarray:
        """(cells, keys, PARTS)."""
        w = self.weights
        there = (words > 0)[..., None]
        text = (w["table"][words] * there).sum(1) / np.maximum(there.sum(1), 1) ** 0.5
        hidden = np.concatenate([(numbers - w["mean"]) / w["scale"], text], axis=1) @ w["w1"].T + w["b1"]
        logits = np.maximum(hidden, 0.0) @ w["w2"].T + w["b2"]
        return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).reshape(len(numbers), len(self.keys), len(PARTS))
