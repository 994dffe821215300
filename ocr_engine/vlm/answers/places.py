"""Answers that say where things stand: HunyuanOCR, PaddleOCR-VL and DeepSeek-OCR."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_engine.types import BBox, Issue

GRID, DEEPSEEK_GRID = 1000, 999
_POINT = r"\(\s*(\d{1,5})\s*[,，]\s*(\d{1,5})\s*\)"
_POINTS = re.compile(rf"{_POINT}(?:\s*[,，]\s*{_POINT})+")
_ONE_POINT = re.compile(_POINT)
_LOC_RUN = re.compile(r"(?:<\|LOC_BEGIN\|>)?((?:<\|LOC_\d{1,5}\|>)+)(?:<\|LOC_END\|>)?")
_LOC = re.compile(r"LOC_(\d+)")
_TEXT_MARKS = re.compile(r"<\|TEXT_(?:START|END)\|>")
# Nothing may open a second time inside, so that marks which never close cost no more than their length.
_GROUNDED = re.compile(r"<\|ref\|>((?:(?!<\|/?(?:ref|det)\|>).)*)<\|/ref\|>\s*<\|det\|>([^<]*)<\|/det\|>", re.DOTALL)
_MARKS_LEFT = re.compile(r"<\|/?(?:ref|det)\|>")
_PICTURES = frozenset(("image", "figure"))


@dataclass(frozen=True, slots=True)
class Spotted:
    """A text and where the model says it stands, as fractions of the picture it saw; None where it gave no box."""

    text: str
    box: BBox | None


@dataclass(frozen=True, slots=True)
class Places:
    """What a model saw where, and an issue for every part of its answer that says nothing."""

    items: tuple[Spotted, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: ``label`` is its type ("title", "table") or, where text was asked for, the text itself."""

    label: str
    boxes: tuple[BBox, ...]
    content: str = ""


def hunyuan_spots(answer: str) -> Places:
    """``text(x1,y1),(x2,y2)text(x1,y1),(x2,y2)`` on 0..1000.

    A text may hold brackets, and even a point of its own: the last two points of a run are the box.
    """
    return _spots(answer, _hunyuan_runs(answer))


def paddle_spots(answer: str) -> Places:
    """A text and eight ``<|LOC_n|>`` (four corners, 0..1000); decode with the special tokens kept."""
    answer = _TEXT_MARKS.sub("", answer)
    runs = ((m.start(), m.end(), [int(n) for n in _LOC.findall(m.group(1))]) for m in _LOC_RUN.finditer(answer))
    return _spots(answer, runs, numbers=8)


def _hunyuan_runs(answer: str) -> Iterator[tuple[int, int, list[int]]]:
    for run in _POINTS.finditer(answer):
        last = list(_ONE_POINT.finditer(run.group()))[-2:]
        yield run.start() + last[0].start(), run.end(), [int(n) for point in last for n in point.groups()]


def _spots(answer: str, runs: Iterator[tuple[int, int, list[int]]], *, numbers: int = 4) -> Places:
    """The text before each run of coordinates, with their box on a grid of 1000."""
    items, unclear, at = [], 0, 0
    for start, end, found in runs:
        text, at = answer[at:start].strip(" \t\r\n,，"), end
        box = box_on(found, GRID) if len(found) == numbers else None
        unclear += box is None or not text
        if text:
            items.append(Spotted(text, box))
    issues = [Issue("answer_unclear", params={"parts": unclear})] if unclear else []
    if answer[at:].strip():  # words whose place never came
        issues.append(Issue("answer_cut_off"))
    return Places(tuple(items), tuple(issues))


def box_on(numbers: Sequence[float], grid: int) -> BBox | None:
    """The box around x, y, x, y, … on a grid of 0..grid; None outside it or without area.

    The edge itself is written as the grid or one more, depending on the model's version.
    """
    xs, ys = numbers[0::2], numbers[1::2]
    if len(xs) != len(ys) or len(xs) < 2 or not all(0 <= n <= max(grid, 1000) for n in numbers):
        return None
    box = BBox(*(min(1.0, v / grid) for v in (min(xs), min(ys), max(xs), max(ys))))
    return box if box.width > 0 and box.height > 0 else None


def deepseek_blocks(answer: str) -> tuple[tuple[Block, ...], str, tuple[Issue, ...]]:
    """Blocks, the Markdown without the marks (a picture becomes ``![](figure-N)``), issues. The grid is 0..999."""
    marks = list(_GROUNDED.finditer(answer))
    blocks, markdown, unclear = [], [answer[: marks[0].start()] if marks else answer], 0
    ends = [*(m.start() for m in marks[1:]), len(answer)]
    for mark, end in zip(marks, ends, strict=False):
        label = mark.group(1).strip()
        boxes, bad = _boxes(mark.group(2))
        content = answer[mark.end(): end]
        unclear += bad
        blocks.append(Block(label, boxes, _MARKS_LEFT.split(content)[0].strip()))
        if label in _PICTURES:
            markdown.append(f"\n![](figure-{len(blocks)})\n")
        markdown.append(content)
    issues = [Issue("answer_unclear", params={"parts": unclear})] if unclear else []
    text = "".join(markdown)
    if left := _MARKS_LEFT.search(text):  # a mark that never closed: what follows it is no text
        text = text[: left.start()]
        issues.append(Issue("answer_cut_off"))
    return tuple(blocks), re.sub(r"\n{3,}", "\n\n", text).strip(), tuple(issues)


def _boxes(written: str) -> tuple[tuple[BBox, ...], int]:
    """The boxes inside a det mark, and how many could not be understood."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return (), 1
    if isinstance(found, list) and found and not isinstance(found[0], list):
        found = [found]
    if not isinstance(found, list):
        return (), 1
    boxes = [box_on(f, DEEPSEEK_GRID) if _four_numbers(f) else None for f in found]
    return tuple(b for b in boxes if b), sum(b is None for b in boxes)


def _four_numbers(found: object) -> bool:
    return (isinstance(found, list) and len(found) == 4
            and all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in found))
