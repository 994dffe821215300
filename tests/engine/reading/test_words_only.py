"""A page drawn anew: chosen words and ruled lines, and nothing else that was on it."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp

from ocr_engine.preprocess.words_only import words_only
from tests.engine.reading import drawing

_LINES = ((40, 100, 11, "Delivered to the warehouse"), (40, 130, 11, "Payment within thirty days"))


def page() -> tuple[np.ndarray, list[list[float]]]:
    """The picture and the boxes of its two lines of print."""
    image = np.array(drawing.picture(_LINES))
    ink = image.min(axis=2) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > 8) + 1)
    height, width = ink.shape
    boxes = []
    for part in parts:
        columns = np.flatnonzero(ink[part[0]:part[-1] + 1].any(axis=0))
        boxes.append([columns[0] / width, part[0] / height, (columns[-1] + 1) / width, (part[-1] + 1) / height])
    assert len(boxes) == len(_LINES)
    return image, boxes


def print_of(image: np.ndarray, box: list[float]) -> np.ndarray:
    height, width = image.shape[:2]
    return image[int(box[1] * height):int(box[3] * height), int(box[0] * width):int(box[2] * width)]


def test_chosen_words_stay_as_they_are_and_others_leave_bare_paper() -> None:
    image, (first, second) = page()
    redrawn = words_only(image, [first])
    assert (print_of(redrawn.image, first) == print_of(image, first)).all()
    assert (print_of(redrawn.image, second) == redrawn.image[-1, -1]).all()
    assert redrawn.lost == []


def test_a_page_without_chosen_words_is_blank() -> None:
    image, _boxes = page()
    assert np.ptp(words_only(image, []).image) == 0


def test_photographs_and_codes_are_gone_however_straight_their_edges_are() -> None:
    image, boxes = page()
    height = image.shape[0]
    y, x = np.mgrid[0:300, 0:260]
    image[height - 700:height - 400, 60:320] = (120 + 90 * np.sin(x / 17) * np.cos(y / 23))[:, :, None]
    bars = np.array(zxingcpp.create_barcode("110105194912310021", zxingcpp.BarcodeFormat.Code128).to_image(scale=2))
    bars = np.repeat(bars[:1], 260, axis=0)
    image[height - 320:height - 60, 60:60 + bars.shape[1]] = bars[:, :, None]
    shown = words_only(image, boxes).image
    assert np.ptp(shown[height - 720:]) == 0
    assert (print_of(shown, boxes[0]) == print_of(image, boxes[0])).all()


def test_the_rules_of_a_table_stay_with_those_of_single_cells() -> None:
    image, boxes = page()
    height, width = image.shape[:2]
    left, right, top, row = 80, width - 80, height // 2, 70
    for n in range(4):
        cv2.line(image, (left, top + n * row), (right, top + n * row), (20, 20, 20), 2)
    for at in (left, right):
        cv2.line(image, (at, top), (at, top + 3 * row), (20, 20, 20), 2)
    cv2.line(image, (width // 2, top + row), (width // 2, top + 2 * row), (20, 20, 20), 2)
    shown = words_only(image, boxes).image.min(axis=2)
    for n in range(4):
        assert (shown[top + n * row - 2:top + n * row + 3, left:right].min(axis=0) < 90).mean() > 0.95
    assert (shown[top + row:top + 2 * row, width // 2 - 2:width // 2 + 3].min(axis=1) < 90).mean() > 0.9


def test_a_signature_across_a_word_is_taken_out_of_it_and_told() -> None:
    image, boxes = page()
    height, width = image.shape[:2]
    x0, y0, x1, y1 = (int(v * s) for v, s in zip(boxes[0], (width, height) * 2, strict=True))
    middle = (x0 + x1) // 2
    cv2.line(image, (middle - 60, y0 - 90), (middle + 60, y1 + 60), (20, 30, 130), 4)
    redrawn = words_only(image, boxes)
    blue = redrawn.image[:, :, 2].astype(int) - redrawn.image[:, :, 0]
    assert (blue > 40).sum() == 0
    assert redrawn.lost
    assert all(box[0] * width < middle + 90 and box[2] * width > middle - 90 for box in redrawn.lost)


def test_a_seal_goes_with_its_letters_and_red_print_stays() -> None:
    image, boxes = page()
    height, width = image.shape[:2]
    x0, y1 = int(boxes[1][0] * width), int(boxes[1][3] * height)
    seal = np.zeros(image.shape[:2], np.uint8)
    cv2.circle(seal, (x0 + 90, y1 - 10), 110, 255, 7)
    cv2.putText(seal, "SEAL", (x0 + 30, y1), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 3)
    sealed = np.where(seal[:, :, None] > 0, np.minimum(image, np.array([225, 120, 130], np.uint8)), image)
    shown = words_only(sealed, boxes).image.astype(int)
    assert (shown[:, :, 0] - shown[:, :, 1] > 25).sum() == 0
    red = np.where(image.min(axis=2, keepdims=True) < 200, np.array([190, 20, 30], np.uint8), image)
    assert (print_of(words_only(red, boxes).image, boxes[0]) == print_of(red, boxes[0])).all()
