"""Whatever a model writes, every reader of every family comes back, soon, and with boxes that lie on the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.types import BBox, DocType, FieldSpec, PageText, TextLine
from ocr_engine.vlm.answers import deepseek_blocks, html_tables, hunyuan_spots, paddle_spots, read_json, tables_in
from ocr_engine.vlm.questions.asking import Answer, Order
from ocr_engine.vlm.questions.reading import as_text, cleaned
from ocr_engine.vlm.questions.specs import SPECS

_TYPE = DocType("t", {"en": "T"}, (FieldSpec("total", {"en": "Total"}, "money"),
                                   FieldSpec("lines", {"en": "Lines"}, "text", many=True)))
_PIECES = (
    "{", "}", "[", "]", "(", ")", '"', "'", ",", ":", "\\", "\n", " ", "```json\n", "```", "<think>", "</think>",
    "null", "None", "True", "-", "|", "|-|-|\n", '"total"', '"lines"', '"text"', '"bbox"', '"category"', "12.50",
    "1e999",
    "NaN", "-7", "1000", "1001", "99999999999", "(1,2)", "(999,1000)", "(5,70000)", "<|ref|>", "<|/ref|>", "<|det|>",
    "<|/det|>", "[[0, 0, 999, 999]]", "[[1, 2, 3000, 4]]", "<|LOC_7|>", "<|LOC_4000|>", "<|LOC_BEGIN|>", "<table>",
    "</table>", "<tr>", "<td>", '<td rowspan="9">', "<td colspan=x>", "<th>", "<fcel>", "<lcel>", "<ucel>", "<xcel>",
    "<nl>", "<|im_end|>", "<｜end▁of▁sentence｜>", "合计", "é", "\u0301", "\U0001f600", "\x00")
_RUBBLE = st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=40).map("".join)


@given(_RUBBLE)
@settings(max_examples=150, deadline=None)
def test_no_rubble_breaks_a_reader_and_no_box_leaves_the_page(answer):
    seen = set()
    for spec in SPECS.values():
        for task in spec.tasks:
            reader = spec.readers[task]
            if (reader, task in ("table", "spotting", "find")) not in seen:
                seen.add((reader, task in ("table", "spotting", "find")))
                check(spec.read(answer, Order(task, _TYPE, "x")))


def check(said: Answer) -> None:
    boxes = [s.box for s in said.spotted if s.box] + [box for block in said.blocks for box in block.boxes]
    assert all(0 <= b.x0 < b.x1 <= 1 and 0 <= b.y0 < b.y1 <= 1 for b in boxes)
    assert set(said.values) <= {"total", "lines"} and all(v for texts in said.values.values() for v in texts)


def rows(pattern: str, size: int) -> str:
    return "".join(pattern.replace("#", str(n)) for n in range(size // len(pattern)))


# Each would take minutes where the time grew with the square of the length; the suite's time-out is the judge.
_LONG = 150_000


@pytest.mark.parametrize("answer", [
    "{a" + " " * _LONG, "```json\n" + " " * _LONG + "x", "a|b\n-" + " " * _LONG + "x\n", rows("<|ref|>#", _LONG),
    rows("<|ref|>#<|/ref|><|det|>", _LONG), rows("<｜#｜>", _LONG), "a" + "\u0315\u0300" * _LONG, rows("<!--#", _LONG),
    "<table><td " + rows("a#=", _LONG), "<table>" + rows("<tr><td rowspan=200 colspan=200>#", _LONG), rows("[#", _LONG),
    "{" + rows('"k#": "v" x# ', _LONG), "(" * _LONG, "[" * _LONG, rows('{"a#":', _LONG),
], ids=["bare key", "fence", "rule", "refs", "refs closed", "ends", "accents", "comments", "attributes", "spans",
        "lists", "quotes", "points", "brackets", "objects"])
def test_long_rubbish_takes_no_more_time_than_its_length(answer):
    text, _issues = cleaned(answer)
    as_text(answer, Order("text"))
    for read in (read_json, hunyuan_spots, paddle_spots, deepseek_blocks, tables_in):
        read(text)
        read(answer)


def test_a_table_that_never_ends_is_cut_to_what_a_page_could_hold():
    table, = html_tables("<table>" + "<tr>" + "<td>x" * 5000 + rows("<tr><td>#", 60_000) + "</table>")
    assert table.shape == (2000, 200) and not table.complete


def test_a_paragraph_as_a_value_is_found_without_the_square_of_its_length():
    words = " ".join(f"word{n % 97}of{n % 89}" for n in range(1500))
    page = PageText(1, 100, 100, tuple(TextLine(words[i:i + 90], BBox(0, i / 20000, 1, (i + 80) / 20000))
                                       for i in range(0, len(words), 90)))
    found = PageIndex([page]).find(words.replace("word5of3 ", "wrod5of3 "), FieldSpec("v", {}, "text"))
    assert found is not None and found.similarity > 0.98
