"""Where each character of a text code stands, and the words that they make on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from .matrix import Matrix, point
from .structure import numbers

_MAX_CHARS = 20_000
_REPEAT = 5_000
# Parts of the type size: how far a letter reaches above and below its base line, and the gap that parts words.
_ABOVE, _BELOW, _GAP = 0.86, 0.14, 0.45


@dataclass(frozen=True, slots=True)
class Char:
    """A character and the origin of its glyph, in the text object's own space (millimetres, y down)."""

    text: str
    x: float
    y: float


def chars_of(code: Element, start: tuple[float, float]) -> list[Char]:
    """The characters of a text code. Steps that are missing repeat the last one, as writers rely on."""
    content = (code.text or "").strip("\r\n")[:_MAX_CHARS]
    x = float((numbers(code.get("X")) or (start[0],))[0])
    y = float((numbers(code.get("Y")) or (start[1],))[0])
    across, down = list(_steps(code.get("DeltaX"))), list(_steps(code.get("DeltaY")))
    chars = []
    for n, letter in enumerate(content):
        chars.append(Char(letter, x, y))
        x += _at(across, n)
        y += _at(down, n)
    return chars


def _at(steps: Sequence[float], n: int) -> float:
    return steps[min(n, len(steps) - 1)] if steps else 0.0


def _steps(raw: str | None) -> Iterator[float]:
    """"g 3 1.5 2" is 1.5 three times, then 2."""
    tokens = (raw or "").split()[:_MAX_CHARS]
    at = 0
    while at < len(tokens):
        if tokens[at] == "g" and at + 2 < len(tokens):
            count, value = numbers(tokens[at + 1]), numbers(tokens[at + 2])
            yield from [value[0] if value else 0.0] * min(int(count[0]) if count else 0, _REPEAT)
            at += 3
        else:
            yield from numbers(tokens[at])
            at += 1


def words_of(chars: Sequence[Char], widths: Sequence[float], size: float, place: Matrix, block: int
             ) -> list[list[Any]]:
    """Words as [x0, y0, x1, y1, text, block, line] in page millimetres. ``widths`` are advances of the glyphs."""
    words: list[list[Any]] = []
    run: list[int] = []
    line = 0

    def close() -> None:
        if run:
            words.append([*_around([chars[i] for i in run], [widths[i] for i in run], size, place),
                          "".join(chars[i].text for i in run), block, line])
            run.clear()

    for n, char in enumerate(chars):
        if char.text.isspace():
            close()
            continue
        if run:
            last = chars[run[-1]]
            if abs(char.y - last.y) > 0.3 * size or char.x < last.x - 0.3 * size:
                close()
                line += 1
            elif char.x - last.x - widths[run[-1]] > _GAP * size:
                close()
        run.append(n)
    close()
    return words


def _around(chars: Sequence[Char], widths: Sequence[float], size: float, place: Matrix) -> list[float]:
    corners = [point(place, x, y) for c, w in zip(chars, widths, strict=True)
               for x in (c.x, c.x + w) for y in (c.y - _ABOVE * size, c.y + _BELOW * size)]
    return [min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners),
            max(y for _, y in corners)]
