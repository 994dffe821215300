"""What a masked export leaves to be seen although a secret that nobody found might have as many digits.

Spared is a date or an amount that a person stands for, in the one place where it is printed, and only where it is
written as no telephone number and no account is: the year in full with two separators of one kind, or a decimal part of
two digits. What could be both is covered: where its print or its value has the digits of a known secret, or where a
finder of the missing kind sees something in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.review.concealing.line_parts import part_on
from docmgr.review.models import Correction
from docmgr.review.places import Box, plain
from docmgr.review.values import Sheet

Stretch = tuple[int, int]
_WRITTEN = {
    "date": re.compile(r"(?<!\d)(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d)(?!\d)",
                       re.ASCII),
    "money": re.compile(
        r"(?<![\d.,])(?:\d+\.\d\d|\d{1,3}(?:,\d{3})+\.\d\d|\d+,\d\d|\d{1,3}(?:\.\d{3})+,\d\d)(?![.,]?\d)", re.ASCII),
}
# A till prints the time behind the day, and no number of any kind is written with colons.
_TIME = re.compile(r"[ T]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])", re.ASCII)
_OF_IT_INSIDE = 0.5


def spared(sheet: Sheet, page: Page, *, kinds: Collection[str], secrets: Collection[str]) -> dict[int, list[Stretch]]:
    """Number of the line -> stretches of ``plain(text)`` that are spared.

    ``kinds``: shapes of which a secret may have been missed; ``secrets``: every known wording of sensitive values.
    """
    known = [figures for wording in secrets if (figures := _figures(wording))]
    found: dict[int, list[Stretch]] = defaultdict(list)
    for kind, decision in _stood_for(sheet, page):
        if _shared(decision.after, known):
            continue
        for number, line in enumerate(page.lines):
            found[number] += [
                inside for start, end in _prints(page, line, decision, kind)
                if not _shared(line["text"][start:end], known) and not _claimed(line["text"], start, end, kinds)
                if (inside := _in_plain(line["text"], start, end))]
    return found


def _stood_for(sheet: Sheet, page: Page) -> Iterator[tuple[str, Correction]]:
    """Decisions on fields that are not sensitive, with a value that stands on this page."""
    fields = {f.key: f for f in sheet.version.fields.all()} if sheet.version else {}
    for decision in sheet.decided().values():
        told = fields.get(decision.key)
        if (told and not told.sensitive and told.kind in _WRITTEN and decision.after
                and decision.box and decision.page == page.number):
            yield told.kind, decision


def _prints(page: Page, line: Mapping[str, Any], decision: Correction, kind: str) -> Iterator[Stretch]:
    """Where the decided value is printed in this line, inside the box of the decision."""
    text, box = line["text"], decision.box or []
    if any(min(line["box"][side + 2], box[side + 2]) <= max(line["box"][side], box[side]) for side in (0, 1)):
        return
    for at, _end, raw in engine.spans_of(text, kind=kind):
        told = _WRITTEN[kind].search(raw)
        if told is None or any(c.isdecimal() for c in raw[:told.start()] + raw[told.end():]):
            continue
        start, end = at + told.start(), at + told.end()
        same = engine.same_value(decision.after, engine.normalise(told[0], kind=kind).value, kind=kind)
        if same and _lies_in(part_on(page, line, start, end), box):
            time = _TIME.match(text, end) if kind == "date" else None
            yield start, time.end() if time else end


def _lies_in(place: Box, box: Box) -> bool:
    """Half of it at least: the place of a part of a line is reckoned, not seen."""
    wide = min(place[2], box[2]) - max(place[0], box[0])
    high = min(place[3], box[3]) - max(place[1], box[1])
    return (wide >= _OF_IT_INSIDE * (place[2] - place[0]) and high >= _OF_IT_INSIDE * (place[3] - place[1])
            and wide > 0 and high > 0)


def _claimed(text: str, start: int, end: int, kinds: Collection[str]) -> bool:
    """Whether a finder of a kind that is missing sees something of its own there."""
    return any(first < end and last > start for kind in kinds for first, last, _raw in engine.spans_of(text, kind=kind))


def _shared(wording: str, known: Collection[str]) -> bool:
    """Whether it has the digits of a secret, all of them, or a secret has all of its."""
    own = _figures(wording)
    return any(own in figures or figures in own for figures in known)


def _figures(text: str) -> str:
    return "".join(c for c in plain(text) if c.isdecimal())


def _in_plain(text: str, start: int, end: int) -> Stretch | None:
    """The same stretch in ``plain(text)``; None where letters melt into one another across its ends."""
    before, inside, behind = plain(text[:start]), plain(text[start:end]), plain(text[end:])
    return (len(before), len(before) + len(inside)) if before + inside + behind == plain(text) else None
