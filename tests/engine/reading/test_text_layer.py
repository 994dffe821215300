"""Words of a PDF become lines as a reader sees them."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from ocr_engine.ingest import Parser
from ocr_engine.recognise.order import reading_order
from ocr_engine.recognise.page_text import PageSource, judge_layer
from ocr_engine.recognise.text_layer import is_believable, lines_of
from ocr_engine.types import BBox
from tests.engine.reading import drawing


def _lines(parser: Parser, items, tmp_path: Path) -> list[str]:
    path = tmp_path / "page.pdf"
    path.write_bytes(drawing.pdf_of(items).tobytes())
    with parser.open(path) as document:
        lines, rotation = lines_of(document.text(1)["words"], aspect=420 / 595)
    assert rotation == 0
    return [line.text for line in lines]


def test_cells_of_a_row_stay_apart_and_rows_in_order(parser: Parser, tmp_path: Path) -> None:
    table = [(x, 100 + 20 * row, 10, text) for row, texts in enumerate(
        (("Description", "Qty", "Price"), ("Blue widget", "2", "10.00"), ("Red widget", "14", "7.50")))
        for x, text in zip((40, 200, 280), texts, strict=True)]
    assert _lines(parser, table, tmp_path) == [
        "Description", "Qty", "Price", "Blue widget", "2", "10.00", "Red widget", "14", "7.50"]


def test_words_placed_one_by_one_become_a_line(parser: Parser, tmp_path: Path) -> None:
    font = pymupdf.Font("helv")
    items, x = [], 40.0
    for word in ("Payment", "is", "due", "within", "30", "days"):
        items.append((x, 100, 10, word))
        x += font.text_length(word + " ", 10)
    assert _lines(parser, items, tmp_path) == ["Payment is due within 30 days"]


def test_letters_placed_one_by_one_become_a_word(parser: Parser, tmp_path: Path) -> None:
    font = pymupdf.Font("helv")
    items, x = [], 40.0
    for letter in "Reference":
        items.append((x, 100, 10, letter))
        x += font.text_length(letter, 10)
    assert _lines(parser, items, tmp_path) == ["Reference"]


def test_a_hyphen_that_the_file_calls_a_soft_one_is_read_as_it_is_seen() -> None:
    for hyphen in "\u00ad\u2010\u2011":
        words = [(0.1, 0.1, 0.3, 0.12, f"F{hyphen}202505{hyphen}27180", 0, 0)]
        lines, _rotation = lines_of(words, aspect=0.7)
        assert [line.text for line in lines] == ["F-202505-27180"]


def test_one_wide_run_of_spaces_separates_cells(parser: Parser, tmp_path: Path) -> None:
    assert _lines(parser, [(40, 100, 10, "Total" + " " * 30 + "99.00")], tmp_path) == ["Total", "99.00"]


def test_two_columns_of_running_text_are_read_one_after_the_other(parser: Parser, tmp_path: Path) -> None:
    left = [(40, 120 + 14 * i, 9, f"left column sentence number {i:02d} of many") for i in range(12)]
    right = [(225, 120 + 14 * i, 9, f"right column sentence number {i:02d} of it") for i in range(12)]
    title = [(40, 60, 16, "A headline that reaches across both of the columns")]
    texts = _lines(parser, [*title, *left, *right], tmp_path)
    assert texts == [text for *_rest, text in (*title, *left, *right)]


def test_rows_of_a_form_are_not_taken_for_columns() -> None:
    boxes = [BBox(x, 0.1 + 0.05 * row, x + 0.12, 0.12 + 0.05 * row) for row in range(10) for x in (0.1, 0.6)]
    assert reading_order(boxes, [9] * 20) == list(range(20))


def _words(text: str) -> list[list]:
    return [[0.1, 0.1, 0.2, 0.12, part, 0, 0] for part in text.split()]


def test_believable_text_in_any_script_and_garbage_in_none() -> None:
    for good in ("Invoice No. 4711 of 3 May", "合同编号：甲方乙方", "Größe und Übermaß", "1,284.50 EUR 17/03/2024"):
        assert is_believable(_words(good)), good
    for bad in ("", "\ufffd\ufffd\ufffd\ufffd abc\ufffd", "\ue001\ue002\ue003\ue004\ue005 ab",
                "... --- ___ ::: !!! a b c"):
        assert not is_believable(_words(bad)), bad


def test_invisible_text_over_a_scan_is_not_trusted_and_visible_text_is_completed() -> None:
    words = _words("a perfectly fine sentence of words")
    assert judge_layer({"words": words, "image_share": 0.1, "hidden_share": 0.0}) is PageSource.LAYER
    assert judge_layer({"words": words, "image_share": 0.95, "hidden_share": 1.0}) is PageSource.OCR
    assert judge_layer({"words": words, "image_share": 0.95, "hidden_share": 0.0}) is PageSource.BOTH
    assert judge_layer(None) is PageSource.OCR
