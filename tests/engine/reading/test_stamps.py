"""Print under a red seal is read, red print is not lost, and pages without seals are left alone."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.preprocess.stamps import stamp_regions
from ocr_engine.recognise.ocr import read_image
from ocr_engine.recognise.stamped import read_under_stamps
from tests.engine.reading import drawing
from tests.engine.reading.drawing import plain

_LINES = ((40, 100, 11, "Delivered to the warehouse"), (40, 125, 11, "Payment within thirty days"),
          (40, 150, 11, "Amount 4,718.20 received"), (40, 175, 11, "Signed on 17 March 2024"))


def _page() -> np.ndarray:
    return np.array(drawing.picture(_LINES))


def _sealed(image: np.ndarray, centre: tuple[int, int] = (230, 285), radius: int = 95) -> np.ndarray:
    ink = np.zeros(image.shape[:2], np.uint8)
    cv2.circle(ink, centre, radius, 255, 7)
    cv2.circle(ink, centre, radius // 2, 255, -1)
    return np.where(ink[:, :, None] > 0, np.minimum(image, np.array([205, 40, 45], np.uint8)), image)


def test_a_seal_is_found_and_neither_black_print_nor_red_paper_nor_a_line_of_red_print_is_taken_for_one() -> None:
    page = _page()
    (found,) = stamp_regions(_sealed(page))
    assert np.allclose(found, (135, 190, 325, 380), atol=14)
    assert stamp_regions(page) == []
    paper = np.where(page > 200, np.array([240, 120, 110], np.uint8), page)
    assert stamp_regions(paper) == []
    red = page.copy()
    red[200:225] = np.maximum(red[200:225], np.array([210, 20, 30], np.uint8))
    assert stamp_regions(red) == []


def test_what_stands_under_a_seal_is_read(reader: RapidReader) -> None:
    read = {plain(line.text) for line in read_image(_sealed(_page()), reader).lines}
    assert {plain(text) for *_place, text in _LINES} <= read


class Told:
    """Finds one line wherever it is asked, and reads it as told; the red is gone where there is none in the strip."""

    name = "told"

    def __init__(self, again: Reading | None) -> None:
        self._again, self.asked = again, 0

    def find(self, image: np.ndarray) -> list[Quad]:
        self.asked += 1
        width = image.shape[1]
        box = np.array([[12, 40], [width - 12, 40], [width - 12, 70], [12, 70]], np.float32)
        return [Quad(box)] if self._again else []

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        return [self._again for _ in crops if self._again]


def _over_a_seal() -> tuple[np.ndarray, list[tuple[Quad, Reading]]]:
    page = _sealed(np.full((600, 800, 3), 255, np.uint8), (300, 285))
    box = np.array([[205, 218], [395, 218], [395, 248], [205, 248]], np.float32)
    return page, [(Quad(box), Reading("Inv0ice t0tal", 0.8))]


def test_the_surer_reading_stays() -> None:
    page, lines = _over_a_seal()
    ((_quad, better),) = read_under_stamps(page, lines, Told(Reading("Invoice total", 0.95)))
    assert better.text == "Invoice total"
    ((_quad, kept),) = read_under_stamps(page, lines, Told(Reading("Invcice tofal", 0.6)))
    assert kept.text == "Inv0ice t0tal"


def test_red_print_is_not_given_up_for_the_little_that_is_left_without_red() -> None:
    page, lines = _over_a_seal()
    assert read_under_stamps(page, lines, Told(Reading("tl", 0.99))) == lines
    assert read_under_stamps(page, lines, Told(None)) == lines


def test_a_page_without_red_costs_no_second_search() -> None:
    reader = Told(None)
    _page_with_seal, lines = _over_a_seal()
    assert read_under_stamps(_page(), lines, reader) == lines and reader.asked == 0
