"""The lines of a page as one running text, with the way back to where each letter of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_engine.extract.words.folding import fold_map
from ocr_engine.types import BBox, PageText, TextLine

_CHAIN = 4      # lines of a value that is wrapped in a cell


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of a value: its page, its box on the page as shown, what the reader saw there, how alike (0..1)."""

    page: int
    box: BBox
    text: str
    similarity: float
    source: str = ""


class Running:
    """Lines as one string of folded letters, with the way back to each line's own letters."""

    def __init__(self, page: PageText, lines: Sequence[TextLine]) -> None:
        self.page, self.lines = page, lines
        parts, self._line, self._offset = [], [], []
        for number, line in enumerate(lines):
            text, back = fold_map(line.text)
            parts.append(text)
            self._line += [number] * len(text)
            self._offset += back
        self.text = "".join(parts)

    def evidence(self, start: int, end: int, similarity: float) -> Evidence:
        """The part ``text[start:end]`` of this page."""
        boxes, texts = [], []
        for number in dict.fromkeys(self._line[start:end]):
            places = [self._offset[i] for i in range(start, end) if self._line[i] == number]
            first, last = min(places), max(places) + 1
            texts.append(self.lines[number].text[first:last])
            boxes.append(part_box(self.lines[number], first, last))
        return Evidence(self.page.number, BBox.around(boxes), " ".join(texts), round(similarity, 4), self.page.source)

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether no letter or digit of the same word goes on before or after the part."""
        return not self._joined(start - 1, start) and not self._joined(end - 1, end)

    def whole_numbers(self, start: int, end: int) -> bool:
        """Whether the part cuts no number in two."""
        return not any(0 < at < len(self.text) and self.text[at - 1].isdigit() and self.text[at].isdigit()
                       and self._joined(at - 1, at) for at in (start, end))

    def _joined(self, left: int, right: int) -> bool:
        """Whether two neighbours of the folded text belong to one word or one number ("1,234.50" is one)."""
        if left < 0 or right >= len(self.text) or self._line[left] != self._line[right]:
            return False
        a, b = self.text[left], self.text[right]
        between = self.lines[self._line[left]].text[self._offset[left] + 1: self._offset[right]]
        if a.isdigit() and b.isdigit():
            return between in ("", ".", ",", "'")
        named = b.isdigit() and self.lines[self._line[left]].text[self._offset[left]].islower()  # "Train826"
        return between == "" and a.isascii() and b.isascii() and not named


def part_box(line: TextLine, start: int, end: int) -> BBox:
    """The box of ``line.text[start:end]``: of the words there, else in proportion to the letters' width."""
    if start <= 0 and end >= len(line.text):
        return line.box
    boxes: list[BBox] = []
    at = 0
    for word in line.words:
        found = line.text.find(word.text, at)
        if found < 0:
            boxes = []
            break
        at = found + len(word.text)
        if found < end and at > start:
            boxes.append(word.box)
    if boxes:
        return BBox.around(boxes)
    widths = [2 if ord(c) > 0x2E80 else 1 for c in line.text]
    total = sum(widths) or 1
    box, upright = line.box, line.box.height > 2 * line.box.width and len(line.text) > 2
    a, b = sum(widths[:start]) / total, sum(widths[:end]) / total
    if upright:
        return BBox(box.x0, box.y0 + a * box.height, box.x1, box.y0 + b * box.height)
    return BBox(box.x0 + a * box.width, box.y0, box.x0 + b * box.width, box.y1)


def chains_of(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    for line in lines:
        chain = [line]
        while len(chain) < _CHAIN and (below := _below(chain[-1], lines)) is not None:
            chain.append(below)
        if len(chain) > 1:
            yield chain


def _below(line: TextLine, lines: Sequence[TextLine]) -> TextLine | None:
    """The next line under this one, at most two line heights away and over the same stretch of the page."""
    near = [n for n in lines if n is not line and 0 < n.box.cy - line.box.cy < 2.5 * line.box.height
            and min(n.box.x1, line.box.x1) - max(n.box.x0, line.box.x0) > 0.3 * min(n.box.width, line.box.width)]
    return min(near, key=lambda n: (n.box.cy, abs(n.box.x0 - line.box.x0)), default=None)
