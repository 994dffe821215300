"""Taking what is sensitive out of an export: out of texts, and out of the pixels of page pictures.

A sensitive value is covered wherever its words stand on any page of its document, not only where it was read. Where
nobody knows a field's value, and no person said that there is none, all that could be it by its shape is covered, but
for dates and amounts that a person stands for (``sparing``). Where a value has no place, or its kind no shape, the
document's pictures are left out: better no picture than a leak.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.extraction.models import FieldValue
from docmgr.review.masking import mask
from docmgr.review.models import Correction
from docmgr.review.places import Box, find_all, part_of, plain
from docmgr.review.values import Sheet
from docmgr.training.sparing import Stretch, spared

# What looks like an identity number, a mobile number or a bank card is covered even where no field claims it.
_LOOKS_SENSITIVE = re.compile(r"(?<!\d)(?:\d{17}[\dxX]|1[3-9]\d{9}|\d{16,19})(?![\dxX])")
# A number that the reader may have garbled (O for 0) no longer has the shape of its kind; six digits are still there.
_NUMBER = re.compile(r"(?:\d[a-z.\-/()+]?){5,}\d")
_SHORTEST = 2
_SAME_TEXT = 0.5


@dataclass(slots=True)
class Concealment:
    """What to cover on one document. ``boxes`` by page number; ``complete``: nothing is left that has no place.

    ``shapes``: kinds of which any text could be a secret that nobody found.
    """

    boxes: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, str] = field(default_factory=dict)
    shapes: frozenset[str] = frozenset()
    complete: bool = True

    def text(self, value: str, *, kind: str, sensitive: bool) -> str:
        """The value as it may leave: masked where its field is sensitive, and free of other fields' secrets."""
        if sensitive:
            return mask(value, kind=kind)
        for word in sorted(self.words, key=len, reverse=True):
            value = value.replace(word, mask(word, kind=self.words[word]))
        for shape in sorted(self.shapes):
            for start, end, raw in reversed(engine.spans_of(value, kind=shape)):
                value = value[:start] + mask(raw, kind=shape) + value[end:]
        return _LOOKS_SENSITIVE.sub(lambda m: mask(m[0], kind="id_number"), value)


def concealment_of(sheet: Sheet, pages: Sequence[Page]) -> Concealment:
    unfound = _unfound(sheet)
    hidden = Concealment(shapes=engine.SHAPED_KINDS & unfound,
                         complete=sheet.version is not None and unfound <= engine.SHAPED_KINDS)
    kinds = {f.key: f.kind for f in sheet.version.fields.all() if f.sensitive} if sheet.version else {}
    secrets = list(_sensitive(sheet, kinds))
    for value, number, box, kind in secrets:
        places = [(number, box)] if number and box else []
        if len(plain(value)) >= _SHORTEST:
            hidden.words[value] = kind
            places += list(find_all(value, pages))
        for where, place in places:
            hidden.boxes[where].append(place)
        hidden.complete &= bool(places)
    for page in pages:
        hidden.boxes[page.number] += _suspicious(page)
        if hidden.shapes:
            own = spared(sheet, page, kinds=hidden.shapes, secrets=[value for value, *_rest in secrets])
            hidden.boxes[page.number] += _shaped(page, hidden.shapes, own)
    return hidden


def _unfound(sheet: Sheet) -> frozenset[str]:
    """Kinds of the sensitive fields of which nobody knows a value, nor said that there is none.

    A field of several values counts always where its kind has a shape: of these one more may have been missed.
    """
    return frozenset(
        f.kind for f in sheet.fields() if f.sensitive and (
            not (f.value or f.decided_at) or (f.many and f.kind in engine.SHAPED_KINDS)))


def _sensitive(sheet: Sheet, kinds: dict[str, str]) -> Iterable[tuple[str, int | None, Box | None, str]]:
    """Every wording of a sensitive value that anybody gave: the engine, its losers, people."""
    for (key, _index), read in sheet.read.items():
        if key not in kinds:
            continue
        for wording in filter(None, {read.value, read.raw}):
            yield wording, read.page, read.box, kinds[key]
        for loser in read.candidates:
            yield loser["value"], loser.get("page"), loser.get("box"), kinds[key]
    for decision in sheet.corrections:
        if decision.key in kinds:
            place = _place_of(decision, sheet.read.get((decision.key, decision.index)))
            for wording in filter(None, {decision.before, decision.after, decision.raw}):
                yield wording, *place, kinds[decision.key]


def _place_of(decision: Correction, read: FieldValue | None) -> tuple[int | None, Box | None]:
    """Where the secret stands, as far as that is certain.

    A value without a place of its own was given that of the engine's reading. That counts only where the two are the
    same text, more or less; else the engine had looked elsewhere.
    """
    if read is None or (decision.box and decision.box != read.box):
        return decision.page, decision.box
    told, was = plain(decision.after or decision.before), plain(read.raw or read.value)
    alike = not told or Levenshtein.normalized_similarity(told, was) >= _SAME_TEXT
    return (read.page, read.box) if alike else (None, None)


def _suspicious(page: Page) -> list[Box]:
    """Places of numbers that give themselves away by their shape, blanks inside them left out of account."""
    found = []
    for line in page.lines:
        text = plain(line["text"])
        found += [part_of(line["box"], *match.span(), text) for match in _LOOKS_SENSITIVE.finditer(text)]
    return found


def _shaped(page: Page, kinds: frozenset[str], own: Mapping[int, Sequence[Stretch]]) -> list[Box]:
    """Places of all that could be a value of these kinds, garbled numbers among them. ``own``: stretches of lines that
    are spared; a number that goes on beyond one is covered as a whole."""
    found = []
    for number, line in enumerate(page.lines):
        text, bare, free = line["text"], plain(line["text"]), own.get(number, ())
        found += [part_of(line["box"], start, end, text)
                  for kind in kinds for start, end, _raw in engine.spans_of(text, kind=kind)]
        if kinds - {"email"}:
            found += [part_of(line["box"], *match.span(), bare) for match in _NUMBER.finditer(bare)
                      if not any(start <= match.start() and match.end() <= end for start, end in free)]
    return found
