"""Stretches of text on a page, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.types import BBox

from .layout import Cell, Sheet, part_of


@dataclass(frozen=True, slots=True)
class Piece:
    """``cell.text[start:end]``."""

    cell: Cell
    start: int
    end: int

    @classmethod
    def whole(cls, cell: Cell) -> Piece:
        return cls(cell, 0, len(cell.text))

    @property
    def text(self) -> str:
        return self.cell.text[self.start : self.end]

    def part(self, start: int, end: int) -> Piece:
        """The piece's own ``text[start:end]``."""
        return Piece(self.cell, self.start + start, self.start + end)


def trimmed(cell: Cell, start: int, end: int) -> Piece:
    """``cell.text[start:end]`` without the spaces at both its ends."""
    text = cell.text[start:end]
    return Piece(cell, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def join(pieces: tuple[Piece, ...]) -> str:
    out = ""
    for piece in pieces:
        out += _glue(out, piece.text) + piece.text
    return out


def _glue(before: str, after: str) -> str:
    """A space between words, nothing beside a Chinese character."""
    return "" if not before or has_cjk(before[-1:]) or has_cjk(after[:1]) else " "


def cut(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces that make up ``join(pieces)[start:end]``."""
    out, kept = "", []
    for piece in pieces:
        out += _glue(out, piece.text)
        begin = len(out)
        out += piece.text
        first, last = max(start, begin), min(end, len(out))
        if first < last:
            kept.append(Piece(piece.cell, piece.start + first - begin, piece.start + last - begin))
    return tuple(kept)


def box_of(pieces: tuple[Piece, ...], sheet: Sheet) -> BBox:
    return BBox.around(part_of(p.cell, p.start, p.end, sheet) for p in pieces)
