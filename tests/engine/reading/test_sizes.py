"""How high strips are read, and what is taken for text."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ocr_engine.backends.letters import Best
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.backends.recogniser import HEIGHT, PRESSED, Recogniser, strip_width
from ocr_engine.config import Config
from ocr_engine.recognise.ocr import read_image
from tests.engine.reading import drawing
from tests.engine.reading.drawing import TEXTS, plain


def test_strips_are_pressed_and_keep_their_width() -> None:
    seen = []

    def run(batches: Iterable[np.ndarray], page: str) -> list[Best]:
        shapes = [batch.shape for batch in batches]
        seen.extend(shapes)
        sizes = [(lines, width // 8) for lines, _, _, width in shapes]
        return [Best(np.zeros(size, int), np.ones(size), np.zeros((*size, 3), int), np.full((*size, 3), np.inf))
                for size in sizes]

    strip = np.full((60, 600, 3), 255, np.uint8)
    for rows in (HEIGHT, PRESSED):
        Recogniser(run, [""], rows).read([strip])
    assert [shape[2:] for shape in seen] == [(48, strip_width(600, 60)), (32, strip_width(600, 60))]


def test_the_other_runtime_reads_the_same_page_at_full_height() -> None:
    page = read_image(np.array(drawing.picture()), RapidReader(Config(runtime="onnxruntime")))
    assert [plain(line.text) for line in page.lines] == [plain(text) for text in TEXTS]


def test_a_filled_square_is_not_read_as_a_character(reader: RapidReader) -> None:
    shape = np.full((1100, 800, 3), 255, np.uint8)
    shape[300:700, 200:600] = (30, 90, 160)
    assert read_image(shape, reader).lines == ()
