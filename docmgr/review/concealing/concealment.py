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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.extraction.models import FieldValue
from docmgr.review.concealing.line_parts import part_on
from docmgr.review.concealing.sparing import Stretch, spared
from docmgr.review.concealing.wordings import Secret, Wordings, merged, stands
from docmgr.review.models import Correction
from docmgr.review.places import Box, folded, plain
from docmgr.review.values import Sheet

# What looks like an identity number, a mobile number or a bank card is covered even where no field claims it.
_LOOKS_SENSITIVE = re.compile(r"(?<!\d)(?:\d{17}[\dxX]|1[3-9]\d{9}|\d{16,19})(?![\dxX])")
# A number that the reader may have garbled (O for 0) no longer has the shape of its kind; six digits are still there.
_NUMBER = re.compile(r"(?:\d[a-z.\-/()+]?){5,}\d")
# What may be a code of any house: a word of figures, with letters or without.
_CODE = re.compile(r"(?=[a-z.\-/]*\d)(?:[a-z\d][.\-/]?){4,}", re.IGNORECASE)
# The lines for machines on passports and cards: letters, figures and fillers, which readers take for other brackets.
_FOR_MACHINES = re.compile(r"(?=(?:[^<«《‹]*[<«《‹]){2})[a-z0-9<«《‹|]{20,}")
_FILLERS = re.compile("[<«《‹]+")
_COUNTRY, _NAME = 3, 3  # letters of a country, and the fewest of a name
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
    page number -> all that may be seen there; None of other documents. ``places``: where secrets themselves were
    found; ``stretches``: page number -> of each line what is known or looks like one.
    """

    boxes: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[int, list[Box]] | None = None
    places: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))
    stretches: dict[int, list[list[Stretch]]] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=Wordings)
    shapes: frozenset[str] = frozenset()
    complete: bool = True

    def text(self, value: str, *, sensitive: bool, stood_for: bool = False) -> str:
        """The value as it may leave: starred where its field is sensitive, and free of other fields' secrets.

        ``stood_for``: a person said that it is no secret, whatever its shape.
        """
        if sensitive:
            return STARS if value else ""
        shaped = [] if stood_for else _shaped(value, self.shapes)
        for start, end in reversed(merged([*self.wordings.in_text(value), *shaped, *_suspicious(value)])):
            value = value[:start] + STARS + value[end:]
        return value


def concealment_of(
    sheet: Sheet, pages: Sequence[Page], *, guessable: Set[str] = engine.SHAPED_KINDS,
    doubted: Set[str] = frozenset(),
) -> Concealment:
    """What is hidden of a document in masked exports and from whoever may not see what is sensitive.

    ``guessable``: kinds of which all that has their shape is covered where nobody found the value; a missing value of
    another kind leaves the concealment incomplete. ``doubted``: kinds of which the value that was found may be another
    one, or a part of it only. Some milliseconds a page.
    """
    unfound = _unfound(sheet) | doubted
    kinds = {f.key: f.kind for f in sheet.version.fields.all() if f.sensitive} if sheet.version else {}
    told, spelled = list(_sensitive(sheet, kinds)), list(_in_lines_for_machines(pages))
    labels = labels_of(sheet)
    found = Wordings((secret for secret, *_place in told), labels)
    hidden = Concealment(
        wordings=Wordings([*spelled, *(secret for secret, *_place in told)], labels) if spelled else found,
        shapes=frozenset(guessable & unfound),
        complete=sheet.version is not None and unfound <= guessable)
    texts = {page.number: [line["text"] for line in page.lines] for page in pages}
    hidden.complete &= _all_placed(told, texts.values())
    for _secret, number, box in told:
        if number and box:
            hidden.places[number].append(box)
    known = {number: found.in_lines(lines) for number, lines in texts.items()}
    gone = {number: hidden.wordings.in_lines(lines) for number, lines in texts.items()} if spelled else known
    for page in pages:
        guessed = _looking_like(sheet, page, hidden.shapes, [secret.text for secret, *_place in told])
        hidden.stretches[page.number] = [
            merged([*sure, *maybe]) for sure, maybe in zip(gone[page.number], guessed, strict=True)]
        hidden.boxes[page.number] += [*hidden.places[page.number], *_covered(page, known[page.number], guessed)]
    if kinds or any(about_a_person(line["text"]) for page in pages for line in page.lines):
        hidden.kept = {page.number: [*_words(page, gone[page.number], labels), *stood_for(sheet, page)]
                       for page in pages}
    return hidden


def is_complete(sheet: Sheet, pages: Iterable[Page], *, guessable: Set[str] = engine.SHAPED_KINDS) -> bool:
    """``concealment_of(...).complete`` alone. Of ``pages`` only the lines are asked, and of a document whose type has
    nothing sensitive none."""
    if sheet.version is None or not _unfound(sheet) <= guessable:
        return False
    kinds = {f.key: f.kind for f in sheet.version.fields.all() if f.sensitive}
    return _all_placed(_sensitive(sheet, kinds), [[line["text"] for line in page.lines] for page in pages])


def _all_placed(told: Iterable[Told], texts: Collection[list[str]]) -> bool:
    """Whether of each secret a place is known, or the lines of some page say it."""
    return all((number and box) or any(stands(secret.text, lines) for lines in texts) for secret, number, box in told)


def _unfound(sheet: Sheet) -> frozenset[str]:
    """Kinds of the sensitive fields of which nobody knows a value, nor said that there is none.

    A field of several values counts always where its kind has a shape: of these one more may have been missed.
    """
    return frozenset(
        f.kind for f in sheet.fields() if f.sensitive and (
            not (f.value or f.decided_at) or (f.many and f.kind in engine.SHAPED_KINDS)))


def labels_of(sheet: Sheet) -> list[str]:
    """All names of all fields of the document's type."""
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


def _in_lines_for_machines(pages: Sequence[Page]) -> Iterator[Secret]:
    """The holder's names, which a paper may bear elsewhere, too, and no field asks for in these letters. They need no
    black: of a paper with such lines only what is ``kept`` is drawn."""
    for page in pages:
        for line in page.lines:
            for found in _FOR_MACHINES.finditer(plain(line["text"])):
                names = [part for part in _FILLERS.split(found[0].replace("|", "i")) if part.isalpha()]
                spelled = [*names, *(part[_COUNTRY:] for part in names)]  # that of a passport leads the first of them
                yield from (Secret(part, "name") for part in spelled if len(part) >= _NAME)


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


def _covered(
    page: Page, known: Sequence[Sequence[Stretch]], guessed: Sequence[Sequence[Stretch]],
) -> Iterator[Box]:
    """Places of known secrets, and of what looks like one."""
    for line, sure, maybe in zip(page.lines, known, guessed, strict=True):
        yield from (part_on(page, line, start, end, wider=True) for start, end in sure)
        yield from (part_on(page, line, start, end) for start, end in maybe)


def _looking_like(
    sheet: Sheet, page: Page, kinds: frozenset[str], secrets: Sequence[str],
) -> list[list[Stretch]]:
    """Of each line what gives itself away by its shape, or could be a value of these kinds. ``secrets``: those that are
    known."""
    own = spared(sheet, page, kinds=kinds & engine.SHAPED_KINDS, secrets=secrets) if kinds else {}
    return [[*_suspicious(line["text"]), *_guessed(line["text"], kinds, own.get(number, ()))]
            for number, line in enumerate(page.lines)]


def _suspicious(text: str) -> list[Stretch]:
    """Numbers and lines for machines that give themselves away by their shape, blanks left out of account."""
    bare, at = folded(text, plain)
    return [(at[match.start()], at[match.end() - 1] + 1)
            for shape in (_LOOKS_SENSITIVE, _FOR_MACHINES) for match in shape.finditer(bare)]


def _guessed(text: str, kinds: frozenset[str], own: Sequence[Stretch]) -> Iterator[Stretch]:
    """All that could be a value of these kinds, garbled numbers among them. ``own``: stretches of ``plain(text)`` that
    are spared; a number that goes on beyond one is covered as a whole."""
    yield from _shaped(text, kinds)
    bare, at = folded(text, plain)
    found = [(m.start(), m.end()) for m in _NUMBER.finditer(bare)] if kinds - {"email"} else []
    if "code" in kinds:
        found += [(len(plain(text[:m.start()])), len(plain(text[:m.end()]))) for m in _CODE.finditer(text)]
    yield from ((at[start], at[end - 1] + 1) for start, end in found
                if not any(first <= start and end <= last for first, last in own))


def _shaped(text: str, kinds: frozenset[str]) -> list[Stretch]:
    return [(start, end) for kind in kinds & engine.SHAPED_KINDS
            for start, end, _raw in engine.spans_of(text, kind=kind)]


def about_a_person(text: str) -> bool:
    """Whether the line holds an identity number that passes its check, or is for machines."""
    bare, _at = folded(text, plain)
    return bool(_FOR_MACHINES.search(bare)) or any(
        all(c["ok"] for c in engine.normalise(match[0], kind="id_number").checks)
        for match in _LOOKS_SENSITIVE.finditer(bare) if len(match[0]) == _IDENTITY)


def _words(page: Page, known: Sequence[Sequence[Stretch]], labels: Sequence[str]) -> Iterator[Box]:
    """Words that were surely read and are nobody's secret, and names of fields however they were read."""
    for line, stretches in zip(page.lines, known, strict=True):
        for start, end in between(stretches, len(line["text"])) if is_sure(line) else named(line["text"], labels):
            if line["text"][start:end].strip():
                yield part_on(page, line, start, end)


def is_sure(line: Mapping[str, Any]) -> bool:
    """Whether it was read as surely as print."""
    return line.get("confidence", 1.0) >= _SURE


def between(stretches: Sequence[Stretch], length: int) -> list[Stretch]:
    """What is left of a text of this length."""
    starts, ends = [0, *(end for _start, end in stretches)], [*(start for start, _end in stretches), length]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def named(text: str, labels: Sequence[str]) -> list[Stretch]:
    """Where names of fields stand."""
    bare, at = folded(text, plain)
    found = [(bare.find(name), len(name)) for name in map(plain, labels) if len(name) >= _SHORTEST_LABEL]
    return merged((at[start], at[start + length - 1] + 1) for start, length in found if start >= 0)


def stood_for(sheet: Sheet, page: Page) -> Iterator[Box]:
    """Places of values that people decided on and that are not sensitive, read or not."""
    secret = {f.key for f in sheet.version.fields.all() if f.sensitive} if sheet.version else set()
    for decision in sheet.decided().values():
        number, box = sheet.place_of(decision) if decision.key not in secret and decision.after else (None, None)
        if box and number == page.number:
            yield box
