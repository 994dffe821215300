"""The second look at critical fields: what a type marks as critical is read once more by other ways.

Each line of the value is cut out anew, once wide and stretched, once close, and read; where a large model is
configured it was asked about the page besides. One way that sees another value is enough for a failed check, which
sends the value to a person. Without any other way the check stays open, and nothing is accepted on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr_engine.backends.base import PageReader
from ocr_engine.backends.crops import cut
from ocr_engine.extract.words.folding import fold
from ocr_engine.types import BBox, Check, DocType, FieldResult, Fields, FieldSpec, Issue, PageText
from ocr_engine.validate import find
from ocr_engine.validate.checks import DISAGREE, REPAIRS, SECOND_LOOK
from ocr_engine.validate.confidence import capped
from ocr_engine.validate.kinds import normalise

from .page_images import PageImages
from .second import lines_of, quad_of, text_of

HOW = "second_look"
_STRETCHED, _CLOSE = 1.25, 0.05     # a letter falls on other columns of the network; nearly no margin
_EXACT = ("xml", "ofd", "qr")
_REPAIRS = REPAIRS | {"likelier_word"}
_SHAPED = frozenset({"money", "number", "date", "tax_id", "iban", "id_number", "phone", "email", "bank_account"})
_PARTS = re.compile(r"[^\s:：=]+")
_LONG = 6               # letters from which a text is hardly part of another by chance
_WORDS = 24             # of a reading that are put together to look for the value


def is_needed(fields: Fields, doc_type: DocType) -> bool:
    return any(spec.critical and fields.get(spec.key) for spec in doc_type.fields)


def second_looks(fields: Fields, pages: Sequence[PageText], doc_type: DocType, images: PageImages,
                 reader: PageReader | None) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with the check ``second_look`` on each value of a critical one: ok True, False, None (no other way).

    Some ten milliseconds a line of such values. Raises BackendFailed where the reader breaks.
    """
    critical = {spec.key: spec for spec in doc_type.fields if spec.critical}
    by_number = {page.number: page for page in pages}
    said = _read(fields, critical, by_number, images, reader) if reader is not None else {}
    return {key: tuple(_judged(v, critical[key], said.get((key, n), ())) for n, v in enumerate(values))
            if key in critical else values for key, values in fields.items()}


def differing(fields: Fields) -> tuple[Issue, ...]:
    """An issue for each field of which another way of reading saw something else."""
    return tuple(Issue(SECOND_LOOK, field=key) for key, values in fields.items()
                 if any(c.name == SECOND_LOOK and c.ok is False for v in values for c in v.checks))


def _read(fields: Fields, critical: Mapping[str, FieldSpec], pages: Mapping[int, PageText], images: PageImages,
          reader: PageReader) -> dict[tuple[str, int], list[str]]:
    """What each way says of each value, all its lines joined."""
    said: dict[tuple[str, int], list[str]] = {}
    places: dict[int, list[tuple[tuple[str, int], list[BBox]]]] = {}
    for key in critical:
        for n, value in enumerate(fields.get(key, ())):
            if value.box is not None and value.page is not None and value.page in pages:
                lines = lines_of(value.box, pages[value.page]) or [value.box]
                places.setdefault(value.page, []).append(((key, n), lines))
    for number, values in sorted(places.items()):
        image = images.page(number)
        if image is None:
            continue
        text = text_of(pages[number])
        for place, lines in values:
            ways = zip(*(_strips(box, pages[number], image) for box in lines), strict=True)
            said[place] = [" ".join(r.text for r in reader.read(list(strips), page=text) if r.text)
                           for strips in ways]
    return said


def _strips(box: BBox, page: PageText, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    wide, close = cut(image, quad_of(box, page, image)), cut(image, quad_of(box, page, image, _CLOSE, _CLOSE))
    size = (max(1, round(wide.shape[1] * _STRETCHED)), wide.shape[0])
    return cv2.resize(wide, size, interpolation=cv2.INTER_CUBIC), close


def _judged(value: FieldResult, spec: FieldSpec, said: Sequence[str]) -> FieldResult:
    ways = [says(text, value, spec) for text in said]
    if "+vlm" in value.how:
        ways.append(True)
    if any(c.name == DISAGREE and c.ok is False for c in value.checks):
        ways.append(False)
    if value.source.split(":", 1)[0] in _EXACT and value.box is not None:
        ways.append(True)  # the file's own data, found in print
    ok = all(ways) if ways else None
    checks = (*value.checks, Check(SECOND_LOOK, ok))
    told = {} if ok is None else {SECOND_LOOK: float(ok)}
    sure = capped(value.confidence, checks, on_page=value.box is not None, ceiling=1.0)
    others = () if ok is not False else _others(value, spec, said)
    return replace(value, checks=checks, confidence=sure, features={**value.features, **told},
                   candidates=(*others, *value.candidates))


def _others(value: FieldResult, spec: FieldSpec, said: Sequence[str]) -> tuple[FieldResult, ...]:
    """What the ways saw instead, as options that are not on offer yet."""
    known = {fold(c.value) for c in (value, *value.candidates)}
    found: dict[str, FieldResult] = {}
    for text in said:
        reading = normalise(text, spec) or text.strip()
        if reading and fold(reading) not in known and not says(text, value, spec):
            found.setdefault(fold(reading), FieldResult(
                value.key, reading, text, round(value.confidence / 2, 4), value.page, value.box, value.source, HOW))
    return tuple(found.values())


def says(text: str, value: FieldResult, spec: FieldSpec) -> bool:
    """Whether a text that was read anew shows the value and not one that merely contains it (12.00 is not 2.00)."""
    if fold(normalise(text, spec) or "") == fold(value.value) != "":
        return True
    if spec.kind in _SHAPED and any(normalise(s.raw, spec) == value.value for s in find(text, spec.kind)):
        return True
    wanted = {fold(value.value)}
    if not _REPAIRS & {c.name for c in value.checks}:
        wanted.add(fold(value.raw))  # the value is but the normal form of what was read
    wanted.discard("")
    if wanted & set(_runs(text)):
        return True
    return spec.kind not in _SHAPED and any(len(w) >= _LONG and w in fold(text) for w in wanted)


def _runs(text: str) -> Iterator[str]:
    """Every run of whole words, folded."""
    parts = [fold(m.group()) for m in _PARTS.finditer(text)][:_WORDS]
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield "".join(parts[start:end])
