"""Tables without a model: ruled ones with merged cells, unruled ones by their columns, and what is no table."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocr_engine.tables.aligned import aligned_tables
from ocr_engine.tables.light import tables_on
from ocr_engine.tables.rules import grids_in
from ocr_engine.tables.table import Cell, Table
from ocr_engine.tables.xlsx import workbook
from tests.engine.tables import draw


def test_a_ruled_table_comes_back_cell_by_cell_with_its_merged_cells():
    image, page = draw.ruled(
        [[("采购清单", 3)], [("名称", 1), ("数量", 1), ("金额", 1)], [("扫描仪", 1), ("2", 1), ("5,120.00", 1)],
         [("合计", 2), ("5,120.00", 1)]], [300, 150, 200])
    [table] = tables_on(page, image)
    assert table.shape == (4, 3)
    assert {(c.text, c.row, c.column, c.colspan) for c in table.cells} == {
        ("采购清单", 0, 0, 3), ("名称", 1, 0, 1), ("数量", 1, 1, 1), ("金额", 1, 2, 1), ("扫描仪", 2, 0, 1),
        ("2", 2, 1, 1), ("5,120.00", 2, 2, 1), ("合计", 3, 0, 2), ("5,120.00", 3, 2, 1)}


def test_a_cell_over_two_rows_is_one_cell():
    image, page = draw.ruled([[("Seller", 1), ("Name", 1)], [("", 1), ("Address", 1)], [("Buyer", 1), ("Name", 1)]],
                             [200, 400], merged_down=(0, 0))
    [table] = tables_on(page, image)
    assert next(c for c in table.cells if c.text == "Seller").rowspan == 2


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_table_on_a_turned_page_reads_the_same_and_its_boxes_lie_on_the_page_as_shown(degrees):
    image, upright = draw.ruled([[("a", 1), ("b", 1)], [("c", 1), ("d", 1)]], [200, 200])
    shown = draw.page([replace(ln, box=ln.box.turned(-degrees % 360)) for ln in upright.lines], degrees)
    [table] = tables_on(shown, image)
    assert table.grid() == [["a", "b"], ["c", "d"]]
    for cell in table.cells:
        word = next(ln.box for ln in shown.lines if ln.text == cell.text)
        assert cell.box.x0 <= word.cx <= cell.box.x1 and cell.box.y0 <= word.cy <= cell.box.y1


def test_one_line_read_across_a_rule_is_shared_out_to_the_cells():
    image, _page = draw.ruled([[("", 1), ("", 1)], [("", 1), ("", 1)]], [150, 150])
    long = draw.line("Total 12,50", draw.LEFT + 80, draw.TOP + 18)
    [table] = tables_on(draw.page([long, draw.line("x", draw.LEFT + 8, draw.TOP + 78)]), image)
    assert table.grid() == [["Total", "12,50"], ["x", ""]]


def test_a_table_without_rules_is_told_by_its_columns_and_a_second_line_stays_in_its_cell():
    columns, lines = (80, 480, 620, 800), []
    for row, texts in enumerate((("Item", "Qty", "Price", "Sum"), ("Scanner", "2", "10.00", "20.00"),
                                 ("Paper", "5", "1.00", "5.00"), ("Ink", "1", "9.00", "9.00"))):
        y = 300 + row * 70
        lines += [draw.line(text, x, y) for text, x in zip(texts, columns, strict=True)]
        if row:
            lines.append(draw.line("article no. 7", 80, y + 28))
    [table] = aligned_tables(draw.page(lines))
    assert table.grid()[1] == ["Scanner\narticle no. 7", "2", "10.00", "20.00"] and table.shape == (4, 4)
    assert all(c.header for c in table.cells if c.row == 0)


def test_a_form_of_labels_and_values_and_running_text_are_no_tables():
    form = [draw.line(t, x, 300 + 40 * n) for n in range(8) for t, x in ((f"Label {n}", 80), (f"value {n}", 400))]
    prose = [draw.line("words of a sentence that goes on and on over the page", 80, 300 + 30 * n) for n in range(12)]
    assert aligned_tables(draw.page(form)) == [] and aligned_tables(draw.page(prose)) == []


def test_a_frame_around_the_page_or_a_photograph_is_no_table():
    framed, page = draw.ruled([[("everything", 1)]], [800])
    noise = np.random.default_rng(1).integers(0, 256, (1400, 1000, 3), np.uint8)
    assert tables_on(page, framed) == () and tables_on(page, noise) == ()


def test_html_escapes_what_was_read_and_keeps_the_lines_of_a_cell():
    html = Table((Cell("<b>a</b> & b\nc", 0, 0, colspan=2),)).to_html()
    assert html == '<table><tr><td colspan="2">&lt;b&gt;a&lt;/b&gt; &amp; b<br>c</td></tr></table>'


def test_a_workbook_holds_every_table_with_merged_cells_and_no_formulas():
    table = Table((Cell("=1+1", 0, 0, colspan=2, header=True), Cell("007", 1, 0), Cell("a\x00b", 1, 1)))
    book = load_workbook(io.BytesIO(workbook([("page 1", table), ("page 1", table)])))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 2
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "=1+1" and sheet["A1"].data_type == "s" and sheet["A2"].value == "007"
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A1:B1"]


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 6), st.integers(2, 5))
def test_the_cells_of_a_grid_cover_it_without_gaps_or_overlaps(rows, columns):
    image, _page = draw.ruled([[("", 1)] * columns] * rows, [150] * columns)
    [grid] = grids_in(image)
    places = [(c.row + r, c.column + k) for c in grid.cells for r in range(c.rowspan) for k in range(c.colspan)]
    assert sorted(places) == [(r, k) for r in range(rows) for k in range(columns)]
