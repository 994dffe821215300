"""Taking a value from the page by pointing: which text stands under a box or a point, read as the field's kind.

Lines carry no boxes of single words, so a character's place is reckoned from its share of the line's width, wide
characters counting twice. What is cut is cut between tokens, so that a slightly wrong share cuts no number in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from docmgr.extraction import engine

Box = list[float]
# Latin words, numbers and codes stay whole; every other character stands for itself.
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ.,'’\-/¥￥$€£%@_+*#&()]+|\S")
_SEPARATOR = re.compile(r"[:：|]|\s{2,}|\t")
# Any wording is a value of these; for the others the wording is narrowed until it reads as one.
_FREE = frozenset({"text", "name", "address"})
# Belong to the wording in front of them, though the value reads the same without.
_UNITS = frozenset("日号元圆整")
_MOST_TOKENS = 40
_SHARED_HEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Picked:
    """``raw`` stands on the page inside ``box``; ``value`` is its normal form. Both are "" where there is no text."""

    raw: str = ""
    value: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    box: Box


def under_box(lines: Sequence[dict[str, Any]], box: Box, *, kind: str) -> Picked:
    """The text inside the drawn box, line by line."""
    rows = [inside for line in lines if (inside := [t for t in _tokens(line) if _inside(t.box, box)])]
    if not rows:
        return Picked()
    if kind not in _FREE:
        best = max((_typed(row, kind) for row in rows), key=lambda p: len(p.raw), default=Picked())
        if best.raw:
            return best
    return _picked([token for row in rows for token in row], " ".join(_joined(row) for row in rows), kind)


def at_point(lines: Sequence[dict[str, Any]], x: float, y: float, *, kind: str) -> Picked:
    """The value around a clicked word: as much of its line as reads as the kind, else the part up to a separator."""
    line = next((ln for ln in lines if ln["box"][0] <= x <= ln["box"][2] and ln["box"][1] <= y <= ln["box"][3]), None)
    tokens = list(_tokens(line)) if line else []
    if line is None or not tokens:
        return Picked()
    hit = min(tokens, key=lambda t: max(t.box[0] - x, x - t.box[2], 0.0))
    if kind not in _FREE:
        typed = _typed(tokens, kind, around=hit)
        return typed if typed.raw else _picked([hit], hit.text, kind)
    part = _between_separators(line["text"], tokens, hit)
    return _picked(part, _joined(part), kind)


def _tokens(line: dict[str, Any]) -> Iterator[_Token]:
    text, (x0, y0, x1, y1) = line["text"], line["box"]
    widths = [2 if ord(c) > 0x2E7F else 1 for c in text]
    ends = [0]
    for width in widths:
        ends.append(ends[-1] + width)
    unit = (x1 - x0) / (ends[-1] or 1)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        yield _Token(match[0], start, end, [x0 + ends[start] * unit, y0, x0 + ends[end] * unit, y1])


def _inside(token: Box, box: Box) -> bool:
    shared = min(token[3], box[3]) - max(token[1], box[1])
    lower = min(token[3] - token[1], box[3] - box[1])
    return box[0] <= (token[0] + token[2]) / 2 <= box[2] and lower > 0 and shared / lower >= _SHARED_HEIGHT


def _typed(tokens: Sequence[_Token], kind: str, around: _Token | None = None) -> Picked:
    """The value that the longest readable run of tokens holds, as the shortest run that still reads the same."""
    tokens = list(tokens)[:_MOST_TOKENS]
    runs = [run for run in _runs(tokens) if around is None or around in run]
    longest = next((run for run in runs if _reads_as(_joined(run), kind)), None)
    if longest is None:
        return Picked()
    value = engine.normalise(_joined(longest), kind=kind).value
    within = (run for run in reversed(runs) if run[0] in longest and run[-1] in longest)
    shortest = next(r for r in within if engine.normalise(_joined(r), kind=kind).value == value
                    and _reads_as(_joined(r), kind))
    end = tokens.index(shortest[-1]) + 1
    while end < len(tokens) and tokens[end].text in _UNITS and tokens[end].start == tokens[end - 1].end:
        end += 1
    whole = tokens[tokens.index(shortest[0]):end]
    return _picked(whole, _joined(whole), kind)


def _runs(tokens: list[_Token]) -> list[list[_Token]]:
    """Every run of neighbouring tokens, the longest first."""
    return [tokens[start:start + length]
            for length in range(len(tokens), 0, -1) for start in range(len(tokens) - length + 1)]


def _reads_as(raw: str, kind: str) -> bool:
    checks = engine.normalise(raw, kind=kind).checks
    return bool(checks) and all(c["ok"] is not False for c in checks)


def _between_separators(text: str, tokens: Sequence[_Token], hit: _Token) -> list[_Token]:
    cuts = [m.span() for m in _SEPARATOR.finditer(text)]
    left = max((end for _start, end in cuts if end <= hit.start), default=0)
    right = min((start for start, _end in cuts if start >= hit.end), default=len(text))
    return [t for t in tokens if t.start >= left and t.end <= right] or [hit]


def _joined(tokens: Sequence[_Token]) -> str:
    """The tokens with a blank wherever the line had one."""
    text = tokens[0].text
    for before, token in pairwise(tokens):
        text += (" " if token.start > before.end else "") + token.text
    return text


def _picked(tokens: Sequence[_Token], raw: str, kind: str) -> Picked:
    boxes = [t.box for t in tokens]
    around = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
    return Picked(raw, engine.normalise(raw, kind=kind).value, [round(v, 5) for v in around])
