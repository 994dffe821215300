"""A second reading of each value: its own crop, cut wider and at another scale than the line was read at.

A reader that is unsure of a letter seldom errs twice in the same way. Where both readings agree the value is hardly
misread; where they do not, the second stands among the candidates. Some ten milliseconds a line of a value. A third
reading, cut closer, was tried: it cost the same again and told right from wrong no better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from ocr_engine.backends.base import PageReader, Quad, Reading
from ocr_engine.backends.crops import cut
from ocr_engine.extract.words.folding import fold
from ocr_engine.opinions.page_images import PageImages
from ocr_engine.types import BBox, DocType, FieldResult, Fields, FieldSpec, PageText
from ocr_engine.validate.kinds import normalise

HOW = "second_reading"
_LINES = 6              # of a value; longer ones are looked at in their first lines
_ABOVE, _AHEAD = 0.2, 0.25      # of the line's thickness: what is added above and below, and at either end
_AMOUNTS = ("money", "number")  # told by their figures: a currency left out changes nothing, a figure in front does
_NUMBER, _BETWEEN = re.compile(r"\d(?:[\d.,'’ ]*\d)?"), re.compile(r"\D")
_LIKE = 0.6             # from which the second reading is another form of the first and not a neighbour's text


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a value: where it stands (fractions of the shown page)."""

    key: tuple[str, int]
    box: BBox


def second_readings(fields: Fields, pages: Sequence[PageText], doc_type: DocType,
                    images: PageImages, reader: PageReader) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with ``again`` (1 where both readings agree) and its kin in their features.

    Only values that OCR read on a page are looked at. Raises BackendFailed where the reader breaks.
    """
    wanted: dict[int, list[Part]] = {}
    by_number = {page.number: page for page in pages}
    for key, values in fields.items():
        for index, value in enumerate(values):
            page = by_number.get(value.page or 0)
            if page is not None and page.source == "ocr" and value.box is not None and value.source == "ocr":
                wanted.setdefault(page.number, []).extend(Part((key, index), b) for b in lines_of(value.box, page))
    said: dict[tuple[str, int], list[Reading]] = {}
    for number, parts in sorted(wanted.items()):
        image = images.page(number)
        if image is None:
            continue
        strips = [cut(image, quad_of(part.box, by_number[number], image)) for part in parts]
        again = reader.read(strips, page=text_of(by_number[number]))
        for part, reading in zip(parts, again, strict=True):
            said.setdefault(part.key, []).append(reading)
    kinds = {spec.key: spec for spec in doc_type.fields}
    return {key: tuple(_compared(v, said.get((key, i)), kinds.get(key)) for i, v in enumerate(values))
            for key, values in fields.items()}


def text_of(page: PageText) -> str:
    """What the first reading found, for a second one that sees but a part of the page."""
    return "\n".join(line.text for line in page.lines)


def lines_of(box: BBox, page: PageText) -> list[BBox]:
    """The parts of the page's lines that lie in the box of a value, in reading order."""
    found = []
    for line in page.lines:
        b = line.box
        shared = min(b.x1, box.x1) - max(b.x0, box.x0)
        if box.y0 - 1e-4 <= b.cy <= box.y1 + 1e-4 and shared > 0.3 * min(b.width, box.width):
            found.append(BBox(max(b.x0, box.x0), b.y0, min(b.x1, box.x1), b.y1))
    return found[:_LINES]


def quad_of(box: BBox, page: PageText, image: np.ndarray, above: float = _ABOVE, ahead: float = _AHEAD) -> Quad:
    """The corners in pixels, from where the text begins, along the skew of the page and with the wider margin."""
    height, width = image.shape[:2]
    points = np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]]) * (width, height)
    points = np.roll(points, (page.rotation // 90) % 4, axis=0)
    across, down = points[1] - points[0], points[3] - points[0]
    length, thickness = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if not length or not thickness:
        return Quad(points.astype(np.float32))
    across, down = across / length, down / thickness
    fall = np.tan(np.radians(page.skew)) * length
    core = max(0.5 * thickness, thickness - abs(fall))
    middle = points.mean(axis=0)
    half = (core * (0.5 + above)) * down
    left = middle - across * (length / 2 + ahead * core) - down * fall / 2
    right = middle + across * (length / 2 + ahead * core) + down * fall / 2
    return Quad(np.array([left - half, right - half, right + half, left + half], np.float32))


def _compared(value: FieldResult, said: Sequence[Reading] | None, spec: FieldSpec | None) -> FieldResult:
    """``said``: the second reading of each line of the value."""
    if not said:
        return value
    text = " ".join(r.text for r in said if r.text)
    own, final, other = fold(value.raw), fold(value.value), fold(text)
    like = fuzz.ratio(own, other) / 100
    if spec is not None and spec.kind in _AMOUNTS and (figures := _figures(value.raw)):
        seen = _figures(text) | {f for word in text.split() for f in _figures(word)}
        again, same = figures <= seen, _figures(value.value) <= seen
    else:
        again, same = (own in other if own else not other), bool(final) and final in other
    found = {"again": float(again), "again_like": round(like, 4),
             "again_sure": round(min(r.confidence for r in said), 4),
             "again_lowest": round(min(r.lowest for r in said), 4),
             "again_value": float(same)}
    noted = replace(value, features={**value.features, **found})
    if found["again"] or like < _LIKE or spec is None:
        return noted
    reading = normalise(text, spec) or text
    if fold(reading) in {fold(c.value) for c in (value, *value.candidates)}:
        return noted
    second = FieldResult(value.key, reading, text, round(value.confidence / 2, 4), value.page, value.box, value.source,
                         HOW)
    return replace(noted, candidates=(second, *value.candidates))


def _figures(text: str) -> set[str]:
    """The numbers in a text, each by its figures alone: of RM1,039.00 and 1.039.00 they are the same."""
    return {_BETWEEN.sub("", m.group()) for m in _NUMBER.finditer(text)}
