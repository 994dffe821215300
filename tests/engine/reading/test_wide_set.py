"""Words with wide gaps between their letters, as dot-matrix printers print them, come out whole."""

from __future__ import annotations

import random
from itertools import pairwise
from unicodedata import normalize

import numpy as np
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ocr_engine.backends.base import Letter, Quad, Reading
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.recognise.ocr import read_image
from ocr_engine.recognise.text_layer import lines_of
from ocr_engine.recognise.wide_set import words_joined
from tests.engine.reading.drawing import picture

HIGH, COLUMN, GLYPH = 60, 10, 20        # pixels: a line's thickness, a column of the recogniser, a letter
ROW = 3 * HIGH


def page_of(*lines: tuple[str, int, str], start: int = 40) -> tuple[np.ndarray, list[tuple[Quad, Reading]]]:
    """A page of blocks for letters, and its lines: what is printed, the pixels from letter to letter, what was read."""
    image = np.full((ROW * len(lines) + HIGH, 3000, 3), 255, np.uint8)
    found = []
    for row, (printed, pitch, read) in enumerate(lines):
        top, places = ROW * row + HIGH, [start + GLYPH + pitch * n for n, c in enumerate(printed) if c != " "]
        for x in places:
            image[top + 15:top + 45, x:x + GLYPH] = 0
        end = places[-1] + 2 * GLYPH
        points = np.array([[start, top], [end, top], [end, top + HIGH], [start, top + HIGH]], np.float32)
        found.append((Quad(points), reading_of(read, places, start, end)))
    return image, found


def reading_of(read: str, places: list[int], start: int, end: int) -> Reading:
    letters, at = [], -1
    for char in read:
        at += char != " "
        x = places[at] + GLYPH / 2 if char != " " else (places[at] + places[at + 1] + GLYPH) / 2
        letters.append(Letter(char, (x - start) / COLUMN, 0.9))
    return Reading(read, 0.9, (), 0.9, tuple(letters), round((end - start) / COLUMN))


def texts(image: np.ndarray, lines: list[tuple[Quad, Reading]]) -> list[str]:
    return [reading.text for _, reading in words_joined(image, lines)]


@st.composite
def wide_lines(draw: st.DrawFn) -> tuple[str, int, str]:
    """Words of two to four signs at one pitch, the first two of each read together, the others as it happens."""
    words = draw(st.lists(st.text("ABDEGHKNPRSTUX023456789", min_size=2, max_size=4), min_size=1, max_size=5))
    read = [word[0] + "".join(" " * (at > 1 and draw(st.booleans())) + sign for at, sign in enumerate(word) if at)
            for word in words]
    return " ".join(words), draw(st.integers(45, 90)), draw(st.sampled_from(("", " "))).join(read)


@given(wide_lines())
@settings(max_examples=60, deadline=None)
def test_words_end_at_the_wider_gaps_whatever_spaces_were_read(line: tuple[str, int, str]) -> None:
    assert texts(*page_of(line)) == [line[0]]


@given(st.text("ABC0123456789.,:/ ", min_size=1, max_size=30).map(lambda text: " ".join(text.split()))
       .filter(lambda text: any(len(word) > 2 for word in text.split())))
@settings(max_examples=60, deadline=None)
def test_usual_print_stays_as_it_was_read(text: str) -> None:
    image, lines = page_of((text, GLYPH + 4, text))
    assert words_joined(image, lines) == lines


@pytest.mark.parametrize("read", ["2 0 2 5 / 1 2 / 2 3", "1 , 3 4 5 . 0 0", "1 4 : 0 7", "T O T A L",
                                  "S T A T E M E N T"])
def test_digits_as_far_from_their_marks_as_from_each_other_and_spelled_words_are_one(read: str) -> None:
    assert texts(*page_of((read.replace(" ", ""), 50, read))) == [read.replace(" ", "")]


@pytest.mark.parametrize("read", ["0 0 1 7", "3 1 2 2 4", "1 2 3 4 5", "A B C D E", "S M T W T F S", "Y N Y N"])
def test_signs_that_may_stand_for_themselves_stay_apart(read: str) -> None:
    body = ("Goods were sent in two parts", GLYPH + 4, "Goods were sent in two parts")
    assert texts(*page_of((read.replace(" ", ""), 50, read), body))[0] == read


def test_what_tells_nothing_itself_is_taken_as_the_other_lines_of_its_page() -> None:
    sure = (("2025/12/23", 50, "2 0 2 5 / 1 2 / 2 3"), ("182.50", 50, "1 82.5 0"))
    assert texts(*page_of(("0017", 50, "0 0 1 7"), *sure))[0] == "0017"
    assert texts(*page_of(("12345", 50, "1 2 3 4 5"), *sure))[0] == "1 2 3 4 5", "a count"
    assert texts(*page_of(("0017", 110, "0 0 1 7"), *sure))[0] == "0 0 1 7", "far wider than the other lines"


def parted(line: tuple[Quad, Reading], letters: int) -> list[tuple[Quad, Reading]]:
    """The line as a finder gives it that stops after so many letters and begins anew, with half a letter of air."""
    quad, reading = line
    left = quad.points[0, 0]
    shown = [letter for letter in reading.letters if letter.text != " "]
    parts = []
    for part in (shown[:letters], shown[letters:]):
        x0, x1 = (left + COLUMN * part[at].column + side * GLYPH for at, side in ((0, -1), (-1, 1)))
        top = quad.points[0, 1]
        points = np.array([[x0, top], [x1, top], [x1, top + HIGH], [x0, top + HIGH]], np.float32)
        spread = [Letter(c.text, c.column - (x0 - left) / COLUMN, 0.9) for c in part]
        parts.append((Quad(points),
                      Reading(" ".join(c.text for c in part), 0.9, (), 0.9, with_spaces(spread),
                              round((x1 - x0) / COLUMN))))
    return parts


def with_spaces(letters: list[Letter]) -> tuple[Letter, ...]:
    between = [Letter(" ", (a.column + b.column) / 2, 0.5) for a, b in pairwise(letters)]
    return tuple(sorted([*letters, *between], key=lambda letter: letter.column))


@pytest.mark.parametrize(("printed", "expected"), [
    ("182.50", ["182.50"]), ("182 kg", ["182 kg"]), ("182    6", ["182", "6"])])
def test_a_row_that_the_finder_took_apart_is_one_again_but_columns_are_not(printed: str, expected: list[str]) -> None:
    sure = ("2025/12/23", 60, "2 0 2 5 / 1 2 / 2 3")
    image, (line, other) = page_of((printed, 60, " ".join(printed.replace(" ", ""))), sure)
    assert texts(image, [*parted(line, 3), other]) == [*expected, sure[0]]


SLIP = (("WEIGHBRIDGE SLIP",), ("Slip No.", "WB-20417"), ("Date", "2025/12/23"), ("Time", "14:07:55"),
        ("Vehicle", "KJA 482 XY"), ("Gross", "42180 kg"), ("Net", "26920 kg"), ("Fee", "1,345.00"),
        ("TOTAL", "1527.50"))


def slip(spread: float, *, size: float = 12, seed: int = 0) -> np.ndarray:
    """The slip in Courier with its letters so many times as far apart as usual, a little grain over it."""
    page = pymupdf.open().new_page(width=700, height=30 * (len(SLIP) + 2))
    for row, cells in enumerate(SLIP):
        for column, text in enumerate(cells):
            for at, sign in enumerate(text):
                page.insert_text((30 + 300 * column + 0.6 * size * spread * at, 40 + 30 * row), sign, fontsize=size,
                                 fontname="cour")
    pixmap = page.get_pixmap(dpi=150)
    picture = np.array(Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples), np.int16)
    return (picture + np.random.default_rng(seed).normal(0, 4, picture.shape)).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("spread", [1.0, 1.3, 1.6, 1.8, 2.0, 2.3])
def test_a_slip_reads_the_same_however_far_its_letters_stand_apart(reader: RapidReader, spread: float) -> None:
    read = {normalize("NFKC", line.text).casefold() for line in read_image(slip(spread), reader).lines}
    printed = {cell.casefold() for cells in SLIP for cell in cells}
    assert {cell for cell in printed if any(c.isdigit() for c in cell)} <= read
    assert len(printed - read) <= 1, "a letter of a caption may be misread"


def test_a_letter_in_usual_print_is_read_as_before(reader: RapidReader, monkeypatch: pytest.MonkeyPatch) -> None:
    page = np.array(picture())
    now = read_image(page, reader).lines
    monkeypatch.setattr("ocr_engine.recognise.ocr.words_joined", lambda image, lines: list(lines))
    assert read_image(page, reader).lines == now


def test_words_of_a_joined_line_lie_on_their_print(reader: RapidReader) -> None:
    image = slip(2.0)
    for line in read_image(image, reader).lines:
        assert " ".join(word.text for word in line.words) == line.text or not line.text.isascii()
        lefts = [word.box.x0 for word in line.words]
        assert lefts == sorted(lefts)
        assert all(line.box.x0 - 0.02 <= word.box.x0 <= word.box.x1 <= line.box.x1 + 0.02 for word in line.words)


def test_the_order_of_lines_does_not_matter() -> None:
    image, lines = page_of(("0017", 50, "0 0 1 7"), ("2025/12/23", 50, "2 0 2 5 / 1 2 / 2 3"),
                           ("182.50", 50, "1 82.5 0"))
    shuffled = random.Random(1).sample(lines, len(lines))
    assert sorted(texts(image, shuffled)) == sorted(texts(image, lines)) == ["0017", "182.50", "2025/12/23"]


def wide_pdf(rows: tuple[str, ...], spread: float, *, by_letter: bool) -> list[str]:
    """The lines of a page in Courier whose letters are so many times as far apart: placed one by one, or by Tc."""
    page = pymupdf.open().new_page()
    for row, text in enumerate(rows):
        for at, sign in enumerate(text if by_letter else ""):
            page.insert_text((50 + 7.2 * spread * at, 80 + 30 * row), sign, fontname="cour", fontsize=12)
    if not by_letter:
        page.insert_text((50, 50), " ", fontname="cour", fontsize=12)
        apart = 7.2 * (spread - 1)
        body = b"".join(b"BT /cour 12 Tf %f Tc 50 %d Td (%b) Tj ET\n" % (apart, 700 - 30 * row, text.encode())
                        for row, text in enumerate(rows))
        content = page.parent.get_new_xref()
        page.parent.update_object(content, "<<>>")
        page.parent.update_stream(content, body)
        page.set_contents(content)
    width, height = page.rect.width, page.rect.height
    words = [[x0 / width, y0 / height, x1 / width, y1 / height, text, block, line]
             for x0, y0, x1, y1, text, block, line, _ in page.get_text("words")]
    return [line.text for line in lines_of(words, aspect=width / height)[0]]


LAYER = ("Date 2025/12/23", "Amount: 182.50", "No. 0017", "INVOICE", "KJA 482 XY", "kg")


@pytest.mark.parametrize("by_letter", [True, False])
@pytest.mark.parametrize("spread", [1.0, 1.4, 1.8, 2.2])
def test_a_text_layer_set_wide_has_whole_words(spread: float, by_letter: bool) -> None:
    assert wide_pdf(LAYER, spread, by_letter=by_letter) == list(LAYER)


def test_a_text_layer_keeps_signs_apart_that_may_stand_for_themselves() -> None:
    rows = ("Please rate our service today", "Scores 3 1 2 4", "3 1 2 4", "A B C D E", "1 2 3 4 5", "Group A 1 or B 2")
    assert wide_pdf(rows, 1.0, by_letter=False) == list(rows)


def test_a_spaced_heading_of_a_text_layer_is_a_word_among_usual_print() -> None:
    rows = ("K O S T E N R E C H N U N G", "Rechnungsnummer 2025-17", "Es folgen drei Positionen")
    assert wide_pdf(rows, 1.0, by_letter=False) == ["KOSTENRECHNUNG", *rows[1:]]
