"""Taking what is sensitive out of an export: out of texts, and out of the pixels of page pictures.

A sensitive value is covered wherever its words or a piece of them stand on any page of its document, not only where it
was read (``wordings``). Where nobody knows a field's value, and no person said that there is none, all that could be
it by its shape is covered, but for dates and amounts that a person stands for (``sparing``). Where a value has no
place, or its kind no shape, the document's pictures are left out: better no picture than a leak.

Pages of a document about a person hold more than fields: a face, a signature, a note, a code. So of these only words
that were surely read stay (``kept``), and what people confirmed; ``masked_pictures`` draws nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.extraction.models import FieldValue
from docmgr.review.concealing.line_parts import part_on
from docmgr.review.concealing.sparing import Stretch, spared
from docmgr.review.concealing.wordings import Secret, Wordings, merged, stands
from docmgr.review.models import Correction
from docmgr.review.places import Box, plain
from docmgr.review.values import Sheet

# What looks like an identity number, a mobile number or a bank card is covered even where no field claims it.
_LOOKS_SENSITIVE = re.compile(r"(?<!\d)(?:\d{17}[\dxX]|1[3-9]\d{9}|\d{16,19})(?![\dxX])")
# A number that the reader may have garbled (O for 0) no longer has the shape of its kind; six digits are still there.
_NUMBER = re.compile(r"(?:\d[a-z.\-/()+]?){5,}\d")
# The lines for machines on passports and cards: letters, figures and fillers, which readers take for other brackets.
_FOR_MACHINES = re.compile(r"(?=(?:[^<«《‹]*[<«《‹]){2})[a-z0-9<«《‹|]{20,}")
_SAME_TEXT = 0.5
# Handwriting, seals and scribbles that were taken for words are read with less certainty than print.
_SURE = 0.95
_IDENTITY = 18
_SHORTEST_LABEL = 2
STARS = "*****"
"""What stands for a secret in texts: as long for a short one as for a long one, and nothing of it left."""


@dataclass(slots=True)
class Concealment:
    """What to hide on one document. ``boxes`` by page number; ``complete``: nothing is left that has no place.

    ``shapes``: kinds of which any text could be a secret that nobody found. ``kept``: of a document about a person,
    page number -> all that may be seen there; None of other documents.
    """

    boxes: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[int, list[Box]] | None = None
    wordings: Wordings = field(default_factory=Wordings)
    shapes: frozenset[str] = frozenset()
    complete: bool = True

    def text(self, value: str, *, sensitive: bool) -> str:
        """The value as it may leave: starred where its field is sensitive, and free of other fields' secrets."""
        if sensitive:
            return STARS if value else ""
        shaped = [(start, end) for shape in self.shapes for start, end, _raw in engine.spans_of(value, kind=shape)]
        for start, end in reversed(merged([*self.wordings.in_text(value), *shaped, *_suspicious(value)])):
            value = value[:start] + STARS + value[end:]
        return value


def concealment_of(sheet: Sheet, pages: Sequence[Page]) -> Concealment:
    """What a masked export hides of a document. Some milliseconds a page."""
    unfound = _unfound(sheet)
    kinds = {f.key: f.kind for f in sheet.version.fields.all() if f.sensitive} if sheet.version else {}
    told = list(_sensitive(sheet, kinds))
    labels = _labels(sheet)
    hidden = Concealment(
        wordings=Wordings((secret for secret, *_place in told), labels), shapes=engine.SHAPED_KINDS & unfound,
        complete=sheet.version is not None and unfound <= engine.SHAPED_KINDS)
    texts = {page.number: [line["text"] for line in page.lines] for page in pages}
    for secret, number, box in told:
        if number and box:
            hidden.boxes[number].append(box)
        else:
            hidden.complete &= any(stands(secret.text, lines) for lines in texts.values())
    known = {number: hidden.wordings.in_lines(lines) for number, lines in texts.items()}
    for page in pages:
        hidden.boxes[page.number] += _covered(page, known[page.number])
        if hidden.shapes:
            own = spared(sheet, page, kinds=hidden.shapes, secrets=[secret.text for secret, *_place in told])
            hidden.boxes[page.number] += _shaped(page, hidden.shapes, own)
    if kinds or any(_about_a_person(line["text"]) for page in pages for line in page.lines):
        hidden.kept = {page.number: [*_words(page, known[page.number], labels), *_stood_for(sheet, page, kinds)]
                       for page in pages}
    return hidden


def _unfound(sheet: Sheet) -> frozenset[str]:
    """Kinds of the sensitive fields of which nobody knows a value, nor said that there is none.

    A field of several values counts always where its kind has a shape: of these one more may have been missed.
    """
    return frozenset(
        f.kind for f in sheet.fields() if f.sensitive and (
            not (f.value or f.decided_at) or (f.many and f.kind in engine.SHAPED_KINDS)))


def _labels(sheet: Sheet) -> list[str]:
    fields = sheet.version.fields.all() if sheet.version else ()
    return [name for f in fields for name in (f.label_zh, f.label_en, *(f.aliases or ())) if name]


Told = tuple[Secret, int | None, Box | None]


def _sensitive(sheet: Sheet, kinds: dict[str, str]) -> Iterable[Told]:
    """Every wording of a sensitive value that anybody gave: the engine, its losers, people. Once a person decided,
    losers are other words of the page, unless they are the right value misread."""
    decided = sheet.decided()
    for (key, index), read in sheet.read.items():
        if key not in kinds:
            continue
        for wording in filter(None, {read.value, read.raw}):
            yield Secret(wording, kinds[key]), read.page, read.box
        told = decided.get((key, index))
        for loser in read.candidates:
            if told is None or _alike(loser["value"], told.after):
                yield Secret(loser["value"], kinds[key], sure=False), loser.get("page"), loser.get("box")
    for decision in sheet.corrections:
        if decision.key in kinds:
            place = _place_of(decision, sheet.read.get((decision.key, decision.index)))
            for wording in filter(None, {decision.before, decision.after, decision.raw}):
                yield Secret(wording, kinds[decision.key]), *place


def _place_of(decision: Correction, read: FieldValue | None) -> tuple[int | None, Box | None]:
    """Where the secret stands, as far as that is certain.

    A value without a place of its own was given that of the engine's reading. That counts only where the two are the
    same text, more or less; else the engine had looked elsewhere.
    """
    if read is None or (decision.box and decision.box != read.box):
        return decision.page, decision.box
    told = decision.after or decision.before
    return (read.page, read.box) if not told or _alike(told, read.raw or read.value) else (None, None)


def _alike(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(plain(one), plain(other)) >= _SAME_TEXT


def _covered(page: Page, known: Sequence[Sequence[Stretch]]) -> Iterator[Box]:
    """Places of known secrets, and of what gives itself away by its shape."""
    for line, stretches in zip(page.lines, known, strict=True):
        for start, end in stretches:
            yield part_on(page, line, start, end, wider=True)
        for start, end in _suspicious(line["text"]):
            yield part_on(page, line, start, end)


def _suspicious(text: str) -> list[Stretch]:
    """Numbers and lines for machines that give themselves away by their shape, blanks left out of account."""
    bare, at = _bare(text)
    return [(at[match.start()], at[match.end() - 1] + 1)
            for shape in (_LOOKS_SENSITIVE, _FOR_MACHINES) for match in shape.finditer(bare)]


def _bare(text: str) -> tuple[str, list[int]]:
    """``plain(text)``, and where in the text each of its letters comes from."""
    letters = [(letter, place) for place, sign in enumerate(text) for letter in plain(sign)]
    return "".join(letter for letter, _place in letters), [place for _letter, place in letters]


def _shaped(page: Page, kinds: frozenset[str], own: Mapping[int, Sequence[Stretch]]) -> list[Box]:
    """Places of all that could be a value of these kinds, garbled numbers among them. ``own``: stretches of lines that
    are spared; a number that goes on beyond one is covered as a whole."""
    found = []
    for number, line in enumerate(page.lines):
        text, bare, free = line["text"], plain(line["text"]), own.get(number, ())
        found += [part_on(page, line, start, end)
                  for kind in kinds for start, end, _raw in engine.spans_of(text, kind=kind)]
        if kinds - {"email"}:
            found += [part_on(page, line, *match.span(), text=bare) for match in _NUMBER.finditer(bare)
                      if not any(start <= match.start() and match.end() <= end for start, end in free)]
    return found


def _about_a_person(text: str) -> bool:
    """Whether the line holds an identity number that passes its check, or is for machines."""
    bare, _at = _bare(text)
    return bool(_FOR_MACHINES.search(bare)) or any(
        all(c["ok"] for c in engine.normalise(match[0], kind="id_number").checks)
        for match in _LOOKS_SENSITIVE.finditer(bare) if len(match[0]) == _IDENTITY)


def _words(page: Page, known: Sequence[Sequence[Stretch]], labels: Sequence[str]) -> Iterator[Box]:
    """Words that were surely read and are nobody's secret, and names of fields however they were read."""
    for line, stretches in zip(page.lines, known, strict=True):
        text = line["text"]
        sure = line.get("confidence", 1.0) >= _SURE
        parts = _between(stretches, len(text)) if sure else _named(text, labels)
        for start, end in parts:
            if text[start:end].strip():
                yield part_on(page, line, start, end)


def _between(stretches: Sequence[Stretch], length: int) -> list[Stretch]:
    starts, ends = [0, *(end for _start, end in stretches)], [*(start for start, _end in stretches), length]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _named(text: str, labels: Sequence[str]) -> list[Stretch]:
    bare, at = _bare(text)
    found = [(bare.find(name), len(name)) for name in map(plain, labels) if len(name) >= _SHORTEST_LABEL]
    return merged((at[start], at[start + length - 1] + 1) for start, length in found if start >= 0)


def _stood_for(sheet: Sheet, page: Page, kinds: Mapping[str, str]) -> Iterator[Box]:
    """Places of values that people decided on and that are not sensitive, read or not."""
    for decision in sheet.decided().values():
        number, box = sheet.place_of(decision) if decision.key not in kinds and decision.after else (None, None)
        if box and number == page.number:
            yield box
