"""Single lines of print with their true text, for readers of lines. What is not known letter by letter is left out.

A person confirms a value, and a reader is trained on what is printed: 2024-03-11 on the screen may be 2024年3月11日 on
the paper. So the text of a line is taken from the page where it agrees with the person, and from the person only
where the two differ in letters and digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image
from rapidfuzz.distance import Levenshtein

from docmgr.documents import pictures
from docmgr.review.pick import under_box
from docmgr.review.places import Box, plain
from docmgr.training.exports.formats.material import Decided, Item

# A misreading shares more than this with the right text.
_SAME_TEXT = 0.5
_SHARED = 0.5
_CHANGE = re.compile(r"(\d+):(.)>(.)")
_SIGNS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """``picture`` is upright and holds nothing but the line."""

    name: str
    text: str
    picture: Image.Image
    decided: Decided


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``reason``: sensitive, no_picture, no_place, several_lines, wording_unknown, covered."""

    reason: str


def lines_of(item: Item) -> Iterator[Line | LeftOut]:
    """Every line that an item gives, and for each value that gives none the reason."""
    for decided in item.by_page():
        if not decided.value:
            continue
        yield from _lines(item, decided)


def _lines(item: Item, decided: Decided) -> Iterator[Line | LeftOut]:
    page = item.page(decided.page)
    if item.secret(decided):
        yield LeftOut("sensitive")
    elif page is None or not decided.box:
        yield LeftOut("no_place")
    elif (picture := item.picture(page.number)) is None:
        yield LeftOut("no_picture")
    else:
        printed = list(_printed(decided, page.lines, decided.box, _changes(item, decided)))
        if not printed:
            yield LeftOut("several_lines" if len(_rows(page.lines, decided.box)) > 1 else "wording_unknown")
        for number, (text, box) in enumerate(printed):
            if item.covers(page.number, box) or item.text(decided, text) != text:
                yield LeftOut("covered")
                continue
            cut = pictures.upright(pictures.tight(picture, box), page.rotation)
            yield Line(f"{item.document}-{decided.correction.pk}-{number}", text, cut, decided)


def _printed(
    decided: Decided, lines: Sequence[Mapping[str, Any]], box: Box, changes: str,
) -> Iterator[tuple[str, Box]]:
    """(text, box) of each line of print that the value takes; nothing where the text is not certain."""
    rows = _rows(lines, box)
    if len(rows) > 1:
        whole = "".join(text for text, _box in rows)
        if plain(whole) in _wordings(decided):
            yield from ((tidy(text), where) for text, where in rows)
        return
    read = rows[0][0] if rows else ""
    if text := _text(decided, read, changes):
        yield tidy(text), box


def _rows(lines: Sequence[Mapping[str, Any]], box: Box) -> list[tuple[str, Box]]:
    """The print inside the box row by row, each with its own box."""
    rows: list[tuple[str, Box]] = []
    for line in sorted(lines, key=lambda ln: (ln["box"][1], ln["box"][0])):
        shared = min(line["box"][3], box[3]) - max(line["box"][1], box[1])
        if shared < _SHARED * min(line["box"][3] - line["box"][1], box[3] - box[1]):
            continue
        found = under_box([dict(line)], [box[0], line["box"][1], box[2], line["box"][3]], kind="text")
        if found.box:
            rows = _added(rows, found.raw, found.box)
    return rows


def _added(rows: list[tuple[str, Box]], text: str, box: Box) -> list[tuple[str, Box]]:
    """A piece beside the row before it belongs to that row."""
    if rows:
        before, last = rows[-1]
        if min(last[3], box[3]) - max(last[1], box[1]) > _SHARED * min(last[3] - last[1], box[3] - box[1]):
            around = [min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])]
            return [*rows[:-1], (f"{before} {text}", around)]
    return [*rows, (text, list(box))]


def _text(decided: Decided, read: str, changes: str) -> str:
    """What is printed, given what was read there; "" where nobody knows it letter by letter."""
    if plain(read) in _wordings(decided):
        return read
    if changes and plain(decided.correction.raw) == plain(read):
        return _repaired(read, changes)
    for told in (decided.correction.raw, decided.value):
        close = Levenshtein.normalized_similarity(plain(read), plain(told)) >= _SAME_TEXT if read and told else False
        if close and _form(read) == _form(told):
            return told
    return ""


def _wordings(decided: Decided) -> set[str]:
    """What the person said; a confirmed value may have been repaired after reading, so its raw text counts only where
    it says the same."""
    told = {plain(decided.value)}
    raw = plain(decided.correction.raw)
    if raw and (decided.sample is not None or _letters(raw) == _letters(plain(decided.value))):
        told.add(raw)
    return told - {""}


def _form(text: str) -> str:
    """The signs between words and figures: a misreading keeps them, another way of writing a value does not."""
    return _SIGNS.sub("x", plain(text))


def _letters(text: str) -> str:
    return "".join(_SIGNS.findall(text))


def _changes(item: Item, decided: Decided) -> str:
    """Which characters the engine exchanged for their look-alikes in a value that a person then confirmed."""
    read = item.sheet.read.get((decided.key, decided.correction.index))
    if decided.sample is not None or read is None:
        return ""
    return next((str(c.get("detail", "")) for c in read.checks if c["name"] == "look_alike_repair"), "")


def _repaired(text: str, changes: str) -> str:
    chars = list(text)
    for place, was, meant in _CHANGE.findall(changes):
        at = int(place)
        if at >= len(chars) or chars[at] != was:
            return ""
        chars[at] = meant
    return "".join(chars)


def tidy(text: str) -> str:
    """One line, single blanks: what an index of tab-separated lines can hold."""
    return " ".join(text.split())
