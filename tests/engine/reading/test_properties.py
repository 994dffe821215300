"""What holds for any bytes, any turn and any box."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_engine.backends.base import Quad, Reading, Segment
from ocr_engine.backends.ctc import decode
from ocr_engine.backends.detect import clockwise
from ocr_engine.backends.recogniser import HEIGHT, strip_width
from ocr_engine.backends.tiling import OVERLAP, spans
from ocr_engine.errors import BadFile
from ocr_engine.ingest.sniff import sniff
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.recognise.cells import cells_of
from ocr_engine.recognise.order import reading_order
from ocr_engine.types import BBox

SIGNATURES = {b"%PDF-1.4\n": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff\xe0": "jpeg", b"II*\0": "tiff",
              b"MM\0*": "tiff", b"RIFF\0\0\0\0WEBP": "webp", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic": "heic",
              b"\0\0\0\x18ftypavif\0\0\0\0avifmif1": "avif"}
fractions = st.floats(0, 1, allow_nan=False)


@st.composite
def boxes(draw: st.DrawFn) -> BBox:
    x0, x1 = sorted((draw(fractions), draw(fractions)))
    y0, y1 = sorted((draw(fractions), draw(fractions)))
    return BBox(x0, y0, x1, y1)


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_known_kind_or_refused(data: bytes) -> None:
    try:
        kind = sniff(data)
    except BadFile as refused:
        assert refused.code == ("file_empty" if not data else "file_type_unknown")
    else:
        assert kind in ("pdf", "png", "jpeg", "heic", "avif", "tiff", "webp", "bmp", "ofd", "xml")


@given(st.sampled_from(sorted(SIGNATURES)), st.binary(max_size=300))
def test_a_signature_decides_whatever_follows(signature: bytes, rest: bytes) -> None:
    assert sniff(signature + rest) == SIGNATURES[signature]


@given(st.sampled_from([b"<html>", b"<!DOCTYPE html>", b"<svg ", b"<?xml version='1.0'?>"]), st.binary(max_size=300))
def test_markup_before_a_pdf_header_is_never_a_pdf(markup: bytes, rest: bytes) -> None:
    with pytest.raises(BadFile):
        sniff(markup + b"%PDF-1.7\n" + rest)


@given(st.lists(st.sampled_from([0, 90, 180, 270]), max_size=4), st.floats(-20, 20), st.integers(20, 60),
       st.integers(20, 60))
@settings(max_examples=60)
def test_a_mark_is_found_again_after_any_turns(turns: list[int], angle: float, width: int, height: int) -> None:
    image = np.zeros((height * 4, width * 4, 3), np.uint8)
    y, x = height, width * 3  # a white square away from the middle
    image[y - 4:y + 4, x - 4:x + 4] = 255
    page = WorkingPage.of(image)
    for turn in turns:
        page = page.turned(turn)
    rows, columns = np.nonzero(page.image[:, :, 0] > 127)
    page = page.straightened(angle, np.column_stack([columns, rows]))
    rows, columns = np.nonzero(page.image[:, :, 0] > 127)
    box = page.box(np.column_stack([columns + 0.5, rows + 0.5]))
    assert abs(box.cx - x / (width * 4)) < 0.03 and abs(box.cy - y / (height * 4)) < 0.03


@given(boxes(), st.sampled_from([0, 90, 180, 270]))
def test_turning_a_box_and_back_gives_it_back(box: BBox, turn: int) -> None:
    again = box.turned(turn).turned((360 - turn) % 360)
    assert np.allclose(again.as_list(), box.as_list(), atol=1e-4)


@given(st.lists(boxes(), max_size=40))
def test_reading_order_keeps_every_box_once(items: list[BBox]) -> None:
    assert sorted(reading_order(items, [20] * len(items))) == list(range(len(items)))


@given(st.integers(1, 20_000), st.integers(320, 2000))
def test_tiles_cover_everything_and_overlap(length: int, side: int) -> None:
    pieces = spans(length, side)
    assert pieces[0][0] == 0 and pieces[-1][1] == length
    assert all(end - start <= side + OVERLAP for start, end in pieces)
    assert all(b[0] <= a[1] - OVERLAP + 1 for a, b in itertools.pairwise(pieces))


@given(st.integers(1, 4000), st.integers(1, 400))
def test_a_strip_is_hardly_distorted(width: int, height: int) -> None:
    natural = HEIGHT * width / height
    if 64 <= natural <= 3000:
        assert 0.88 <= strip_width(width, height) / natural <= 1.13


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), min_size=4, max_size=4, unique=True))
def test_corners_are_kept(points: list[tuple[float, float]]) -> None:
    corners = np.array(points, np.float32)
    assert sorted(map(tuple, clockwise(corners).tolist())) == sorted(map(tuple, corners.tolist()))


ALPHABET = ["", *"ab年 "]


@given(st.lists(st.integers(0, len(ALPHABET) - 1), min_size=1, max_size=80))
def test_words_of_a_strip_hold_its_letters_in_order(columns: list[int]) -> None:
    reading = decode(np.array(columns), np.full(len(columns), 0.9), ALPHABET)
    assert "".join(word.text for word in reading.words) == "".join(reading.text.split())
    assert all(0 <= word.start <= word.end <= 1 for word in reading.words)
    assert all(a.start <= b.start for a, b in zip(reading.words, reading.words[1:], strict=False))


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 40)), min_size=1, max_size=8))
def test_cells_share_out_the_words_of_a_line(parts: list[tuple[int, int]]) -> None:
    """``parts`` are (letters, gap after) in tenths of the thickness of the line."""
    total = sum(letters + gap for letters, gap in parts)
    words, cursor = [], 0
    for letters, gap in parts:
        words.append(Segment("x" * letters, cursor / total, (cursor + letters) / total, 0.9))
        cursor += letters + gap
    quad = Quad(np.array([[0, 0], [total, 0], [total, 10], [0, 10]], np.float32))
    cells = cells_of(quad, Reading(" ".join(word.text for word in words), 0.9, tuple(words)))
    assert [w.text for _q, cell in cells for w in cell.words] == [w.text for w in words]
    assert len(cells) == 1 + sum(gap >= 7.5 for _letters, gap in parts[:-1])
    for (_a, first), (_b, second) in itertools.pairwise(cells):
        assert first.text and second.text
    edges = [(float(q.points[0, 0]), float(q.points[1, 0])) for q, _cell in cells]
    assert all(a[1] <= b[0] + 1e-3 for a, b in itertools.pairwise(edges))
