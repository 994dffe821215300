"""An OFD page as it is seen and as it is read: what is drawn stands where its words are said to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.config import Config
from ocr_engine.ingest import ParsedDocument, Parser
from ocr_engine.ingest.ofd import paths
from ocr_engine.ingest.ofd.seals import picture_of
from ocr_engine.reading import read
from tests.fixtures import einvoices as made


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ParsedDocument]:
    path = tmp_path_factory.mktemp("ofd") / "page.ofd"
    path.write_bytes(made.ofd())
    with Parser(Config()) as parser, parser.open(path) as document:
        yield document


def test_the_page_has_its_size_in_points(page: ParsedDocument) -> None:
    info = page.info(1)
    assert (page.page_count, info.unit) == (1, "pt")
    assert info.width / info.height == pytest.approx(210 / 140, abs=0.01)


def test_ink_stands_where_the_words_are_said_to_be(page: ParsedDocument) -> None:
    image = page.render(1, max_pixels=2_000_000, max_side=1500)
    height, width = image.shape[:2]
    for x0, y0, x1, y1, word, *_ in page.text(1)["words"]:
        part = image[int(y0 * height): int(y1 * height) + 1, int(x0 * width): int(x1 * width) + 1]
        assert (part.min(axis=2) < 128).mean() > 0.03, word
    blank = image[int(0.9 * height):]
    assert blank.min() > 250


def test_pictures_and_lines_keep_place_and_colour(page: ParsedDocument) -> None:
    image = page.render(1, max_pixels=2_000_000, max_side=1500).astype(int)
    height, width = image.shape[:2]
    red = image[int(20 / 140 * height), int(190 / 210 * width)]
    blue = image[int(100.5 / 140 * height), int(100 / 210 * width)]
    assert np.abs(red - (200, 0, 0)).max() < 12 and np.abs(blue - (0, 0, 255)).max() < 12


def test_the_words_are_lines_with_boxes_and_need_no_recognition(tmp_path: Path) -> None:
    path = tmp_path / "page.ofd"
    path.write_bytes(made.ofd())
    result = read(path)
    texts = [line.text for line in result.pages[0].lines]
    assert result.pages[0].source == "text_layer"
    assert made.CN_SELLER in texts and "2020年08月05日" in texts


def test_a_missing_step_repeats_the_last_one() -> None:
    from xml.etree.ElementTree import fromstring

    from ocr_engine.ingest.ofd.glyphs import chars_of

    code = fromstring('<TextCode X="1" Y="2" DeltaX="g 2 3 1.5">abcdef</TextCode>')
    assert [c.x for c in chars_of(code, (0, 0))] == [1, 4, 7, 8.5, 10, 11.5]


def test_an_arc_ends_where_it_says() -> None:
    drawn = list(paths.operators("M 0 0 A 5 5 0 0 1 10 0 C"))
    assert drawn[0] == "0.0000 0.0000 m" and drawn[-1] == "h"
    ends = [[float(n) for n in op.split()[4:6]] for op in drawn[1:-1]]
    assert ends[-1] == pytest.approx([10, 0], abs=1e-3)
    assert min(y for _x, y in ends) == pytest.approx(-5, abs=1e-3)


def test_a_seals_picture_is_found_inside_its_structure() -> None:
    picture = made.ofd_parts()["Doc_0/Res/red.png"]
    assert picture_of(b"\x30\x82\x01\x00ES" + picture + b"\x04\x02ab") == ("image", picture + b"\x04\x02ab")
    assert picture_of(b"\x30\x82" + made.ofd() + b"\x00" * 8)[0] == "ofd"
    assert picture_of(b"nothing") == ("", b"")
