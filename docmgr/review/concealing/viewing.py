"""A document as somebody sees it who may open it and may not see what is sensitive: one rule for its pictures, its text
and the words about it.

What a masked export hides is hidden here, too (``concealment``). But exports are of approved documents. Before a person
has looked, the reader may have taken another word for the name, or half of the address for all of it: so a value counts
as missing until then. And where an export leaves the pictures of a document out, because a secret has no place or its
kind no shape, people still want to know which document it is: they see the names of its fields and the values that the
list of fields shows them, in their places on bare paper. A document whose type nobody knows could hold anything;
nothing of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.review.concealing.concealment import (
    Concealment,
    about_a_person,
    between,
    concealment_of,
    is_sure,
    labels_of,
    named,
    stood_for,
)
from docmgr.review.concealing.line_parts import part_on
from docmgr.review.concealing.sparing import Stretch
from docmgr.review.concealing.wordings import merged
from docmgr.review.places import Box
from docmgr.review.values import Sheet

HIDDEN = "•"
"""Stands for each character of a line that may not be read: places in a line are reckoned from its length."""
# A missing code has a shape, too, roughly; in an export it would leave the pictures out.
_GUESSABLE = engine.SHAPED_KINDS | {"code"}


@dataclass(frozen=True, slots=True)
class View:
    """``hidden`` is what its pictures are drawn by; ``lines``: page number -> its lines as they may be read.

    ``narrow``: a secret is not known for sure, so that only names of fields and listed values are shown.
    """

    hidden: Concealment
    lines: dict[int, list[str]] = field(default_factory=dict)
    narrow: bool = False


def is_secretive(sheet: Sheet) -> bool:
    """Whether its type has a sensitive field, or is not known; not where people said of each that there is none."""
    return sheet.version is None or any(f.sensitive and (f.value or not f.decided_at) for f in sheet.fields())


def view_of(sheet: Sheet, pages: Sequence[Page], *, looked_at: bool) -> View | None:
    """None where nothing of the document is hidden from anybody. ``looked_at``: a person approved it as it stands.

    Some milliseconds a page.
    """
    if not is_secretive(sheet) and not any(about_a_person(line["text"]) for page in pages for line in page.lines):
        return None
    doubted = frozenset(f.kind for f in sheet.fields() if f.sensitive and not (looked_at or f.decided_at))
    hidden = concealment_of(sheet, pages, guessable=_GUESSABLE, doubted=doubted)
    narrow, hidden.complete = not hidden.complete, True
    kept = hidden.kept if hidden.kept is not None else {}
    lines, labels, listed = {}, labels_of(sheet), _listed(sheet) if narrow else {}
    for page in pages:
        decided, told = list(stood_for(sheet, page)), listed.get(page.number, [])
        secrets = hidden.stretches[page.number]
        parts = []
        for line, known in zip(page.lines, secrets, strict=True):
            seen = named(line["text"], labels) if narrow or not is_sure(line) else between(known, len(line["text"]))
            seen = merged([*seen, *_inside(page, line, decided + (told if is_sure(line) else []))])
            parts.append(_without(seen, merged([*known, *_inside(page, line, hidden.places[page.number])])))
        lines[page.number] = [_only(line["text"], seen) for line, seen in zip(page.lines, parts, strict=True)]
        if narrow:
            kept[page.number] = decided + [
                part_on(page, line, start, end) for line, seen in zip(page.lines, parts, strict=True)
                for start, end in seen if line["text"][start:end].strip()]
    hidden.kept = kept
    return View(hidden, lines, narrow)


def _listed(sheet: Sheet) -> dict[int, list[Box]]:
    """Page number -> places of the values that everybody reads in the list of fields."""
    found: dict[int, list[Box]] = {}
    for told in sheet.fields():
        if not told.sensitive and told.value and told.box and told.page:
            found.setdefault(told.page, []).append(told.box)
    return found


def _inside(page: Page, line: Mapping[str, Any], boxes: Iterable[Box]) -> list[Stretch]:
    """The characters of a line of which the middle lies in one of the boxes."""
    near = [box for box in boxes if _meet(line["box"], box)]
    if not near:
        return []
    places = [part_on(page, line, at, at + 1) for at in range(len(line["text"]))]
    return merged((at, at + 1) for at, (x0, y0, x1, y1) in enumerate(places)
                  if any(box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (y0 + y1) / 2 <= box[3] for box in near))


def _meet(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _without(stretches: Sequence[Stretch], secrets: Sequence[Stretch]) -> list[Stretch]:
    """What is left of the stretches."""
    for first, last in secrets:
        stretches = [part for start, end in stretches
                     for part in ((start, min(end, first)), (max(start, last), end)) if part[0] < part[1]]
    return list(stretches)


def _only(text: str, seen: Sequence[Stretch]) -> str:
    """The text with nothing but these stretches, as long as it was."""
    read = bytearray(len(text))
    for start, end in seen:
        read[start:end] = b"\1" * (end - start)
    return "".join(sign if hit else HIDDEN for sign, hit in zip(text, read, strict=True))
