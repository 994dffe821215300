"""The print of a page as words, signs and numbers in reading order: what stands around a value is told in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.words.folding import fold, has_cjk

# The end of a cell; any number; another confirmed value; a space. None is any print: of signs a token has one.
BREAK, NUMBER, VALUE, GAP = "¶¶", "##", "**", " "
_TOKEN = re.compile(r"\d+(?:[.,:/'’\-]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|\S|\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """``cell.text[start:end]``; a BREAK stands behind the last character of its cell."""

    text: str
    cell: Cell
    start: int
    end: int


def tokens_of(piece: Piece) -> list[Token]:
    """Words folded, one Chinese character each, numbers as NUMBER; a space counts beside Chinese characters only."""
    text = piece.cell.text
    found: list[Token] = []
    for match in _TOKEN.finditer(text, piece.start, piece.end):
        start, end = match.span()
        if text[start].isspace():
            if has_cjk(text[start - 1:start]) and has_cjk(text[end:end + 1]):
                found.append(Token(GAP, piece.cell, start, end))
        elif text[start].isdigit():
            found.append(Token(NUMBER, piece.cell, start, end))
        elif has_cjk(match.group()):
            found += [Token(fold(text[at]) or text[at], piece.cell, at, at + 1) for at in range(start, end)]
        else:
            found.append(Token(fold(match.group()) or match.group(), piece.cell, start, end))
    return found


def page_tokens(sheet: Sheet) -> list[Token]:
    """All cells in reading order, a BREAK behind each."""
    found: list[Token] = []
    for cell in sorted((c for c in sheet.cells if not c.standing), key=lambda c: c.order):
        found += tokens_of(Piece(cell, 0, len(cell.text)))
        found.append(Token(BREAK, cell, len(cell.text), len(cell.text)))
    return found


def with_values(tokens: Iterable[Token], values: Mapping[Cell, Sequence[Piece]]) -> list[Token]:
    """The tokens with every value as a single VALUE."""
    found: list[Token] = []
    for token in tokens:
        inside = next((p for p in values.get(token.cell, ()) if p.start <= token.start and token.end <= p.end
                       and token.text != BREAK), None)
        if inside is None:
            found.append(token)
        elif not (found and found[-1].text == VALUE and found[-1].cell is token.cell
                  and found[-1].start >= inside.start):
            found.append(Token(VALUE, token.cell, token.start, token.end))
    return found
