"""A page of pixels to lines of text on the page as shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from ocr_engine.backends.base import PageReader, Quad, Reading
from ocr_engine.backends.crops import along, cut, upright
from ocr_engine.preprocess.deskew import CORRECT_FROM, skew_of
from ocr_engine.preprocess.enlarge import TWICE, is_tiny
from ocr_engine.preprocess.faint import darkened, is_faint
from ocr_engine.preprocess.orient import lines_run_downwards, sideways_turn, sureness, upside_down
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.preprocess.quality import text_quality
from ocr_engine.preprocess.shadow import flattened, in_deep_shadow
from ocr_engine.recognise.cells import cells_of
from ocr_engine.recognise.order import reading_order
from ocr_engine.recognise.stamped import read_under_stamps
from ocr_engine.recognise.unread import is_unknown_script
from ocr_engine.recognise.wide_set import words_joined
from ocr_engine.types import BBox, TextLine, Word

MIN_CONFIDENCE = 0.5
_LONE = 0.7  # of a single character: blots and shapes are read as one (a filled square as 口, at 0.62)
Clock = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was read on a picture; its members are those of ``PageText``, boxes on the picture as it was given.

    ``unknown_script``: much of the print is in letters that the reader hardly knows.
    """

    lines: tuple[TextLine, ...]
    rotation: int
    skew: float
    quality: float
    unknown_script: bool = False


def read_image(image: np.ndarray, reader: PageReader, *, clock: Clock = lambda stage, ms: None) -> OcrPage:
    """Reads an RGB page (uint8). Raises BackendFailed where the reader breaks; a page without text has no lines.

    ``clock`` is told the milliseconds of "detect" and "recognise".
    """
    started = perf_counter()
    page, quads, rotation = _set_upright(WorkingPage.of(image), reader)
    page, quads = _made_legible(page, quads, reader)
    skew = skew_of(quads)
    if abs(skew) >= CORRECT_FROM:
        page = page.straightened(skew, np.concatenate([quad.points for quad in quads]))
        quads = reader.find(page.image)
    found = perf_counter()
    clock("detect", (found - started) * 1000)
    quads = [upright(quad) for quad in quads]
    strips = [cut(page.image, quad) for quad in quads]
    readings = reader.read(strips)
    if upside_down(strips, readings, reader):
        page, rotation = page.turned(180), (rotation + 180) % 360
        quads = [upright(quad) for quad in reader.find(page.image)]
        strips = [cut(page.image, quad) for quad in quads]
        readings = reader.read(strips)
    sure = sureness(readings)
    both = read_under_stamps(page.image, list(zip(quads, readings, strict=True)), reader)
    quads, readings = [quad for quad, _ in both], [reading for _, reading in both]
    clock("recognise", (perf_counter() - found) * 1000)
    lines = _lines(page, quads, readings)
    return OcrPage(lines, rotation, round(skew, 2), round(text_quality(strips, sure), 3),
                   is_unknown_script(quads, readings))


def _set_upright(page: WorkingPage, reader: PageReader) -> tuple[WorkingPage, list[Quad], int]:
    quads = reader.find(page.image)
    if not quads or not lines_run_downwards(quads):
        return page, quads, 0
    rotation = sideways_turn(page.image, quads, reader)
    if rotation == 0:
        return page, quads, 0
    page = page.turned(rotation)
    return page, reader.find(page.image), rotation


def _made_legible(page: WorkingPage, quads: list[Quad], reader: PageReader) -> tuple[WorkingPage, list[Quad]]:
    """Out of a deep shadow, faint print darkened, tiny print enlarged; each is searched once more. Hardly any page
    needs it."""
    if in_deep_shadow(page.image, quads):
        page = replace(page, image=flattened(page.image))
        quads = reader.find(page.image)
    if is_faint(page.image, quads):
        page = replace(page, image=darkened(page.image, quads))
        quads = reader.find(page.image)
    if is_tiny(page.image, quads):
        page = page.enlarged(TWICE)
        quads = reader.find(page.image)
    return page, quads


def _lines(page: WorkingPage, quads: list[Quad], readings: list[Reading]) -> tuple[TextLine, ...]:
    read = [line for line in zip(quads, readings, strict=True) if _is_text(line[1])]
    kept = [cell for line in words_joined(page.image, read) for cell in cells_of(*line)]
    if not kept:
        return ()
    boxes = _layout_boxes(page, [quad for quad, _ in kept], skew_of(quads))
    order = reading_order(boxes, [len(reading.text) for _, reading in kept])
    return tuple(_line(page, *kept[index]) for index in order)


def _is_text(reading: Reading) -> bool:
    return bool(reading.text) and reading.confidence >= (MIN_CONFIDENCE if len(reading.text) > 1 else _LONE)


def _layout_boxes(page: WorkingPage, quads: list[Quad], skew: float) -> list[BBox]:
    """Boxes as they would lie without the rest of the skew: rows of a slanted page do not mix."""
    height, width = page.image.shape[:2]
    slope = np.tan(np.radians(skew))
    boxes = []
    for quad in quads:
        centre = quad.points.mean(axis=0)
        y = centre[1] - slope * centre[0]
        high, wide = min(quad.thickness, float(np.ptp(quad.points[:, 1]))), float(np.ptp(quad.points[:, 0]))
        boxes.append(BBox((centre[0] - wide / 2) / width, (y - high / 2) / height,
                          (centre[0] + wide / 2) / width, (y + high / 2) / height))
    return boxes


def _line(page: WorkingPage, quad: Quad, reading: Reading) -> TextLine:
    places = np.stack([quad.points, *(along(quad, word.start, word.end) for word in reading.words)])
    whole, *boxes = page.boxes(places)
    words = tuple(Word(word.text, box, round(word.confidence, 4))
                  for word, box in zip(reading.words, boxes, strict=True))
    return TextLine(reading.text, whole, round(reading.confidence, 4), words)
