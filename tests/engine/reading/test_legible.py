"""Deep shadow is lifted and tiny print enlarged before reading; nothing else is touched, and places stay true."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_engine.backends.base import Quad
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.preprocess.enlarge import is_tiny
from ocr_engine.preprocess.faint import darkened, is_faint
from ocr_engine.preprocess.shadow import flattened, in_deep_shadow
from ocr_engine.recognise import ocr
from ocr_engine.recognise.ocr import read_image
from tests.engine.reading import drawing

_ROWS = tuple((40, 60 + 26 * row, 11, f"Delivered to warehouse number {row * 37 + 11}") for row in range(18))
QUADS = [Quad(np.array([[80, y], [430, y], [430, y + 30], [80, y + 30]], np.float32)) for y in range(100, 1000, 54)]


def page() -> np.ndarray:
    return np.array(drawing.picture(_ROWS))


def under(image: np.ndarray, darkest: float) -> np.ndarray:
    """Light falls from the upper edge and is nearly gone at the lower one."""
    light = np.linspace(1, darkest, image.shape[0])[:, None, None]
    return (image * light).astype(np.uint8)


@pytest.mark.parametrize("darkest,deep", [(1.0, False), (0.6, False), (0.1, True)])
def test_only_a_deep_shadow_is_one(darkest: float, deep: bool) -> None:
    assert in_deep_shadow(under(page(), darkest), QUADS) is deep


def test_a_bright_page_on_a_dark_table_lies_in_no_shadow() -> None:
    image = np.full((1600, 1400, 3), 15, np.uint8)
    image[200:1440, 200:1075] = page()
    assert not in_deep_shadow(image, [Quad(quad.points + 200) for quad in QUADS])


def test_a_heading_in_white_on_black_is_no_shadow() -> None:
    image = page()
    image[90:140] = 255 - image[90:140] // 8
    image[90:140, :, :] = np.where(image[90:140] > 200, 10, 255)
    assert not in_deep_shadow(image, [*QUADS, *QUADS])


def test_paper_is_even_once_flattened() -> None:
    dark = under(page(), 0.1)
    bare = cv2.erode((page() > 250).all(axis=2).astype(np.uint8), np.ones((9, 9))).astype(bool)
    assert np.ptp(dark[bare]) > 200
    assert np.percentile(flattened(dark)[bare], 1) > 200


def worn(image: np.ndarray, shades: int) -> np.ndarray:
    """Ink that many shades from grey paper."""
    return (225 - (255 - image.astype(np.float32)) * (shades / 255)).astype(np.uint8)


@pytest.mark.parametrize("shades,faint", [(255, False), (60, False), (20, True)])
def test_only_ink_that_hardly_differs_from_its_paper_is_faint(shades: int, faint: bool) -> None:
    assert is_faint(worn(page(), shades), QUADS) is faint


def test_one_black_rule_does_not_hide_that_the_print_is_faint() -> None:
    image = worn(page(), 20)
    image[1500:1510] = 0
    assert is_faint(image, QUADS)
    assert not is_faint(darkened(image, QUADS), QUADS)
    assert not is_faint(image, [])


def test_print_that_can_hardly_be_seen_is_read_where_it_stands(reader: RapidReader) -> None:
    plain, faint = read_image(page(), reader), read_image(worn(page(), 16), reader)
    assert [line.text for line in faint.lines] == [line.text for line in plain.lines]
    for one, other in zip(plain.lines, faint.lines, strict=True):
        assert abs(one.box.y0 - other.box.y0) < 0.01 and abs(one.box.x1 - other.box.x1) < 0.02


def test_lines_of_a_shadowed_page_stand_where_they_stood(reader: RapidReader) -> None:
    bright, dark = read_image(page(), reader), read_image(under(page(), 0.1), reader)
    assert [line.text for line in dark.lines] == [line.text for line in bright.lines]
    for one, other in zip(bright.lines, dark.lines, strict=True):
        assert abs(one.box.y0 - other.box.y0) < 0.01 and abs(one.box.x1 - other.box.x1) < 0.02


def test_tiny_print_is_read_enlarged_and_placed_on_the_page_as_shown(reader: RapidReader, monkeypatch) -> None:
    tiny, usual = np.array(drawing.picture(_ROWS, dpi=45)), read_image(page(), reader)
    seen = []
    monkeypatch.setattr(ocr, "is_tiny", lambda image, quads: seen.append(is_tiny(image, quads)) or seen[-1])
    found = read_image(tiny, reader)
    assert seen == [True]
    assert len(found.lines) == len(usual.lines)
    for one, other in zip(usual.lines, found.lines, strict=True):
        assert abs(one.box.cy - other.box.cy) < 0.01 and abs(one.box.x0 - other.box.x0) < 0.02


def test_print_of_common_size_and_large_pages_are_left_as_they_are() -> None:
    low = [Quad(np.array([[0, 0], [90, 0], [90, 12], [0, 12]], np.float32))]
    assert is_tiny(np.zeros((600, 400, 3), np.uint8), low)
    assert not is_tiny(np.zeros((3000, 2000, 3), np.uint8), low)
    assert not is_tiny(np.zeros((600, 400, 3), np.uint8), QUADS)
    assert not is_tiny(np.zeros((600, 400, 3), np.uint8), [])
