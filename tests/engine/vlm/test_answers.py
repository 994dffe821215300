"""What models answer, in every form seen: what it says is read, what it does not say is never made up."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_engine.types import DocType, FieldSpec
from ocr_engine.vlm.answers import (
    Cell,
    Table,
    cut_repeats,
    deepseek_blocks,
    html_tables,
    hunyuan_spots,
    markdown_tables,
    otsl_tables,
    paddle_spots,
    read_json,
    tables_in,
)
from ocr_engine.vlm.questions.asking import Order
from ocr_engine.vlm.questions.reading import as_fields

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | TEXTS | st.integers(-10**6, 10**6).map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5)


@given(OBJECTS)
def test_an_object_is_read_whole_in_json_and_in_pythons_writing(value):
    for written in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1), repr(value)):
        found = read_json(f"Here it is:\n```json\n{written}\n```\nAnything else?")
        assert found is not None and found.value == value and found.complete


@given(OBJECTS, st.floats(0, 1))
@settings(max_examples=300)
def test_of_half_an_object_only_what_was_finished_is_read(value, share):
    written = json.dumps(value, ensure_ascii=False)
    found = read_json(written[: int(len(written) * share)])
    if found is not None:
        assert is_part(found.value, value)


def is_part(part: Any, whole: Any) -> bool:
    """Every leaf of the part is a leaf of the whole; an empty container of the part may have had content."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and is_part(v, whole[k]) for k, v in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) <= len(whole) and all(map(is_part, part, whole))
    return part == whole


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_no_answer_breaks_a_parser(answer):
    for read in (read_json, hunyuan_spots, paddle_spots, deepseek_blocks, tables_in, cut_repeats):
        read(answer)


@given(st.text(alphabet="{}[]()'\",:\\ntu0a12<|ref|>/det LOC_5fcel td tr table", max_size=120))
@settings(max_examples=300)
def test_no_rubble_of_marks_breaks_a_parser(answer):
    for read in (read_json, hunyuan_spots, paddle_spots, deepseek_blocks, tables_in, cut_repeats):
        read(answer)


@pytest.mark.parametrize(("written", "value", "complete"), [
    ('{"total": 12.50, "n": -3}', {"total": "12.50", "n": "-3"}, True),
    ("{'a': 'it\\'s', 'b': None, 'c': True,}", {"a": "it's", "b": None, "c": True}, True),
    ("{'name': 'O'Brien Ltd', 'x': '1'}", {"name": "O'Brien Ltd", "x": "1"}, True),
    ('{"name": "the "old" house", "x": "1"}', {"name": 'the "old" house', "x": "1"}, True),
    ("['甲', '乙',]", ["甲", "乙"], True),
    ('[note] {"a": "1"}', {"a": "1"}, True),
    ('{"a": "1", "b": {"c": "x", "d": "tru', {"a": "1", "b": {"c": "x"}}, False),
    ('{"a": "1", "total": 12', {"a": "1"}, False),
    ('{"a": "1" "b": "2"}', {}, False),
    ("{total: '9.00'}", {"total": "9.00"}, True),
    ('{"a": "1", "a": "2"}', {"a": "1"}, True),
    ('{"path": "C:\\data"}', {"path": "C:\\data"}, True),
])
def test_json_as_models_write_it(written, value, complete):
    found = read_json(written)
    assert (found.value, found.complete) == (value, complete) if value else found is None


@pytest.mark.parametrize("answer", ["", "I cannot read this.", "{", "a: b", "The total is 12.50"])
def test_no_object_is_found_where_none_is(answer):
    assert read_json(answer) is None


def test_nested_without_end_is_refused_and_not_a_crash():
    assert read_json("[" * 5000) is None or not read_json("[" * 5000).complete
    assert read_json('{"a":' * 5000) is None or not read_json('{"a":' * 5000).complete


def test_hunyuans_spotting_keeps_brackets_and_points_inside_texts():
    found = hunyuan_spots("TOTAL (RM)(10,20),(300,40)9.00(700,20),(760,40)\n"
                          "坐标(1,2),(3,4)表(0,0),(1000,1000)见(5,6),(7,8),(9,10)")
    assert [s.text for s in found.items] == ["TOTAL (RM)", "9.00", "坐标", "表", "见(5,6)"]
    assert found.items[0].box.as_list() == [0.01, 0.02, 0.3, 0.04] and not found.issues


SPOTS = st.tuples(st.text("abc总额()0123456789,.: ", min_size=1).map(str.strip).filter(bool),
                  st.tuples(*[st.integers(0, 499)] * 2, *[st.integers(500, 1000)] * 2))


@given(st.lists(SPOTS.filter(lambda s: s[0][0] not in ",(" and s[0][-1] not in ",0123456789)"), min_size=1, max_size=5))
def test_hunyuans_spotting_comes_back_as_it_was_written(spots):
    written = "".join(f"{text}({b[0]},{b[1]}),({b[2]},{b[3]})" for text, b in spots)
    found = hunyuan_spots(written)
    said = "".join(s.text for s in found.items)
    assert said.endswith(spots[-1][0]) and found.items[-1].box.as_list() == [v / 1000 for v in spots[-1][1]]


def test_a_box_off_the_grid_is_told_and_never_bent_into_place():
    found = hunyuan_spots("A(10,20),(3000,40)B(5,5),(5,5)C(1,1),(2,2)D")
    assert [(s.text, s.box is None) for s in found.items] == [("A", True), ("B", True), ("C", False)]
    assert {i.code for i in found.issues} == {"answer_unclear", "answer_cut_off"}


def test_deepseeks_marks_give_blocks_and_markdown():
    blocks, markdown, issues = deepseek_blocks(
        "<|ref|>title<|/ref|><|det|>[[330, 198, 558, 230]]<|/det|>\n# R&D\n\n"
        "<|ref|>image<|/ref|><|det|>[[0, 0, 999, 999]]<|/det|>\n<|ref|>text<|/ref|><|det|>[1, 2, 3, 4]<|/det|>\nBody")
    assert [b.label for b in blocks] == ["title", "image", "text"] and not issues
    assert blocks[0].content == "# R&D" and blocks[1].boxes[0].as_list() == [0, 0, 1, 1]
    assert markdown == "# R&D\n\n![](figure-2)\n\nBody" and blocks[2].boxes[0].x0 == pytest.approx(1 / 999)


@pytest.mark.parametrize(("answer", "code"), [
    ("<|ref|>a<|/ref|><|det|>[[1, 2, 3]]<|/det|>", "answer_unclear"),
    ("<|ref|>a<|/ref|><|det|>__import__('os')<|/det|>", "answer_unclear"),
    ("<|ref|>a<|/ref|><|det|>[[1, 2, 3000, 4]]<|/det|>", "answer_unclear"),
    ("<|ref|>a<|/ref|><|det|>[[1, 2, 30, 40]]<|/det|>text <|ref|>hal", "answer_cut_off"),
])
def test_deepseeks_broken_marks_are_told(answer, code):
    _blocks, markdown, issues = deepseek_blocks(answer)
    assert [i.code for i in issues] == [code] and "<|" not in markdown and "hal" not in markdown


def loc(*numbers: int) -> str:
    return "".join(f"<|LOC_{n}|>" for n in numbers)


def test_paddles_corners_give_a_box_and_texts_may_hold_marks():
    found = paddle_spots(f"a < b{loc(100, 200, 300, 200, 300, 400, 100, 400)}"
                         f"<|TEXT_START|>Hi<|TEXT_END|><|LOC_BEGIN|>{loc(0, 0, 9, 0, 9, 9, 0, 9)}<|LOC_END|>")
    assert [s.text for s in found.items] == ["a < b", "Hi"] and not found.issues
    assert found.items[0].box.as_list() == [0.1, 0.2, 0.3, 0.4]
    assert [i.code for i in paddle_spots("x" + loc(1, 2, 3)).issues] == ["answer_unclear"]


def test_otsl_becomes_html_with_its_spans():
    table, = otsl_tables("<ched>A&B<lcel><nl><ucel><xcel><nl><fcel>c < d<ecel><nl>")
    assert table.to_html() == ('<table><tr><th colspan="2" rowspan="2">A&amp;B</th></tr><tr></tr>'
                               "<tr><td>c &lt; d</td><td></td></tr></table>")
    assert table.complete and table.grid() == [["A&B", ""], ["", ""], ["c < d", ""]]


def test_otsl_that_goes_on_from_nowhere_is_an_empty_cell_and_a_cut_row_is_told():
    tables, issues = tables_in("<lcel><fcel>a<nl><fcel>b")
    assert tables[0].grid() == [["", "a"], ["b", ""]] and [i.code for i in issues] == ["answer_cut_off"]


GRIDS = st.integers(1, 4).flatmap(lambda n: st.lists(
    st.lists(st.text("ab|<>&\"'甲 ", max_size=6).map(str.strip), min_size=n, max_size=n), min_size=1, max_size=4))


@given(GRIDS)
def test_a_table_written_as_html_or_markdown_reads_back_as_it_was(grid):
    table = Table(tuple(Cell(t, r, c) for r, row in enumerate(grid) for c, t in enumerate(row)))
    assert html_tables("Look: " + table.to_html())[0].grid() == grid
    rows = ["| " + " | ".join(t.replace("|", "\\|") for t in row) + " |" for row in grid]
    rule = "|" + "---|" * len(grid[0])
    assert markdown_tables("\n".join(["text", rows[0], rule, *rows[1:], "", "after"]))[0].grid() == grid


def test_html_spans_push_the_cells_beside_them():
    table, = html_tables('<table><tr><td rowspan="2">a</td><td onclick="x()">b<b>c</b></td></tr>'
                         "<tr><td>d</td></tr></table>")
    assert table.grid() == [["a", "bc"], ["", "d"]] and "onclick" not in table.to_html()
    assert not html_tables("<table><tr><td>a")[0].complete


@pytest.mark.parametrize(("written", "columns"), [("2", 2), (" 3 ", 3), ("²", 1), ("9" * 5000, 1), ("-4", 1), ("0", 1)])
def test_a_span_that_is_no_number_breaks_no_table(written: str, columns: int) -> None:
    table, = html_tables(f'<table><tr><td colspan="{written}">a</td></tr></table>')
    assert table.shape == (1, columns)


@given(st.text(alphabet="abcdef甲乙0123456789 \n", min_size=4, max_size=40), st.integers(30, 200))
def test_a_tail_that_repeats_is_cut_to_one_unit(unit, times):
    if html.escape(unit).strip() != unit or len(set(unit)) < 3:
        return
    text = "Invoice 7, the head of the page: "
    cut, repeated = cut_repeats(text + unit * times)
    assert repeated and cut.startswith(text) and len(cut) <= len(text) + 2 * len(unit)


@given(st.lists(st.text("abcdefgh0123456789", min_size=3, max_size=9), min_size=1, max_size=60, unique=True))
def test_a_text_that_does_not_repeat_itself_is_left_alone(words):
    text = " ".join(words)
    assert cut_repeats(text) == (text, False)


def test_rules_and_empty_cells_may_repeat():
    for harmless in ("-" * 200, "| --- " * 30, "<tr><td></td></tr>" * 30, "." * 300):
        assert cut_repeats("Total " + harmless) == ("Total " + harmless, False)


def test_a_loop_longer_than_the_window_is_cut_where_it_began():
    cut, repeated = cut_repeats("page " + "abc def " * 5000)
    assert repeated and len(cut) < 30


@pytest.mark.parametrize(("answer", "values"), [
    ('<think>{"total": "1"} no, rather</think>{"total": "12.50"}', {"total": ("12.50",)}),
    ('<think>{"total": "1"} and on', {}),
    ('{"fields": {"total": "12.50"}}', {"total": ("12.50",)}),
    ('{"data": [{"total": "12.50"}, {"items": ["a", "b"]}]}', {"total": ("12.50",), "items": ("a", "b")}),
    ('[{"key": "total", "value": "12.50"}, {"key": "items", "value": ["a"]}]', {"total": ("12.50",), "items": ("a",)}),
    ('{"total": {"value": "12.50", "confidence": 0.9}}', {"total": ("12.50",)}),
    ('{"total": {"amount": "12.50"}}', {}), ('{"other": {"total": {"deep": "12.50"}}}', {}),
    ('{"items": [{"value": "a"}, {"name": "b"}]}', {"items": ("a",)}),
])
def test_fields_are_read_in_the_ways_models_wrap_them_and_nothing_is_guessed(answer, values):
    doc_type = DocType("t", {"en": "T"}, (FieldSpec("total", {"en": "Total"}, "money"),
                                          FieldSpec("items", {"en": "Items"}, "text", many=True)))
    assert dict(as_fields(answer, Order("fields", doc_type)).values) == values
