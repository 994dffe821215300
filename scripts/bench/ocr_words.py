"""Words on a page with their places: from labels, from readers, and which of the one are found among the other."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from ocr_engine.backends.ctc import is_cjk
from ocr_engine.json_lines import numbered

Box = tuple[float, float, float, float]
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or one character of a script without spaces; ``box`` in pixels, None where the place is not known."""

    text: str
    box: Box | None = None


def words_of(text: str, box: Box | None = None, *, down: bool = False) -> list[Word]:
    """The words of a line; with its box, each gets the part of it that its characters take (downwards for ``down``)."""
    text = unicodedata.normalize("NFKC", text).casefold()
    found = []
    for start, end in _pieces(text):
        if plain := text[start:end].strip("\"'.,:;!?()[]{}<>*#-_=/|。、“”‘’·~"):
            found.append(Word(plain, _part(box, start / len(text), end / len(text), down=down)))
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(text):
        start = token.start()
        for at in range(token.start(), token.end()):
            if is_cjk(text[at]):
                if start < at:
                    yield start, at
                yield at, at + 1
                start = at + 1
        if start < token.end():
            yield start, token.end()


def _part(box: Box | None, start: float, end: float, *, down: bool) -> Box | None:
    if box is None:
        return None
    x0, y0, x1, y1 = box
    if down:
        return x0, y0 + start * (y1 - y0), x1, y0 + end * (y1 - y0)
    return x0 + start * (x1 - x0), y0, x0 + end * (x1 - x0), y1


def matches(labelled: list[Word], read: list[Word]) -> int:
    """How many labelled words were read where they stand, each read word used once; nearest first.

    Readers part lines differently and places are told from line boxes, so a word may lie a whole width and two heights
    to the side, but never a line higher or lower.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(read):
        places[word.text].append(index)
    pairs = sorted((distance, a, b) for a, word in enumerate(labelled) for b in places[word.text]
                   if (distance := _apart(word.box, read[b].box)) is not None)
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _distance, a, b in pairs:
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
    return len(used_a)


def _apart(a: Box | None, b: Box | None) -> float | None:
    """How far apart two equal words stand in heights of the first; None for too far, 0 where a place is not known."""
    if a is None or b is None:
        return 0.0
    width, height = max(1.0, a[2] - a[0]), max(1.0, a[3] - a[1])
    dx, dy = abs(a[0] + a[2] - b[0] - b[2]) / 2, abs(a[1] + a[3] - b[1] - b[3]) / 2
    small, large = min(width, height), max(width, height)
    along, across = (dx, dy) if width >= height else (dy, dx)
    return None if along > large + 2 * small or across > 0.75 * small else (along + across) / small


def load_labels(source: Path, files: Iterable[Path]) -> dict[Path, list[Word]]:
    """The labelled words of those files that have labels.

    ``source`` is a folder of ``x1,y1,…,x4,y4,text`` files of the same names, a JSONL of ``ocr_engine text``, or one
    with "file" and "fields", of which only the values' words are known and not where they stand.
    """
    if source.is_dir():
        return {file: _corner_lines(path) for file in files if (path := source / f"{file.stem}.txt").is_file()}
    rows: dict[str, dict[str, Any]] = {}
    for _, line in numbered(source.read_text("utf-8")):
        row = json.loads(line)
        rows[Path(row["file"]).name] = row
    return {file: _words_in(rows[file.name], file) for file in files if file.name in rows}


def _corner_lines(path: Path) -> list[Word]:
    words = []
    for line in path.read_text("utf-8-sig", errors="replace").splitlines():
        parts = line.split(",", 8)
        if len(parts) == 9 and parts[8].strip():
            x, y = [float(v) for v in parts[0:8:2]], [float(v) for v in parts[1:8:2]]
            words += words_of(parts[8].strip(), (min(x), min(y), max(x), max(y)))
    return words


def _words_in(row: dict[str, Any], file: Path) -> list[Word]:
    if not isinstance(row.get("pages"), list):  # some labels hold a number of pages there
        return [word for value in _values(row["fields"]) for word in words_of(value)]
    page = row["pages"][0]
    height, width = cv2.imread(str(file)).shape[:2]
    return [word for line in page["lines"]
            for word in words_of(line["text"], (line["box"][0] * width, line["box"][1] * height,
                                                line["box"][2] * width, line["box"][3] * height))]


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif value not in (None, ""):
        yield str(value)
