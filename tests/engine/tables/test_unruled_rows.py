"""A form rules the head and the foot of its items; the items between them are rows all the same."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_engine.tables.fill import filled
from ocr_engine.tables.rules import Grid, GridCell
from ocr_engine.tables.table import Table
from tests.engine.tables import draw

COLUMNS = (80, 400, 520, 640, 760)


def form(lines: Sequence[Sequence[str]], *, step: int = 40) -> Table:
    """One ruled row of four cells with these lines in it, a ruled row of one cell above and one of one cell below."""
    cells = [GridCell(0, 0, 1, 4, (80, 200, 760, 260)),
             *(GridCell(1, n, 1, 1, (COLUMNS[n], 260, COLUMNS[n + 1], 700)) for n in range(4)),
             GridCell(2, 0, 1, 4, (80, 700, 760, 760))]
    texts = [draw.line("Buyer", 90, 218), draw.line("Total 9", 90, 718)]
    texts += [draw.line(text, COLUMNS[n] + 8, 280 + step * row) for row, line in enumerate(lines)
              for n, text in enumerate(line) if text]
    return filled(Grid(tuple(cells), (80, 200, 760, 760)), draw.page(texts), draw.SIZE)


def test_items_in_one_ruled_row_become_rows_of_their_own():
    table = form([("Item", "Unit", "Count", "Sum"), ("Paper", "box", "2", "4.00"), ("Ink", "", "1", "5.00")])
    assert table.grid() == [["Buyer", "", "", ""], ["Item", "Unit", "Count", "Sum"], ["Paper", "box", "2", "4.00"],
                            ["Ink", "", "1", "5.00"], ["Total 9", "", "", ""]]


def test_a_name_that_is_wrapped_stays_with_its_item():
    table = form([("Item", "Unit", "Count", "Sum"), ("Paper, white and", "box", "2", "4.00"),
                  ("very smooth", "", "", ""), ("Ink", "jar", "1", "5.00")])
    assert table.grid()[2] == ["Paper, white and\nvery smooth", "box", "2", "4.00"] and table.shape == (5, 4)


def test_paragraphs_side_by_side_are_no_items():
    table = form([("Name: A Ltd", "4283><", "", ""), ("Street 5", "07<>7-", "", ""), ("Bank 12", "/5--2<", "", "")])
    assert table.shape == (3, 4) and table.grid()[1][0] == "Name: A Ltd\nStreet 5\nBank 12"


def test_every_cell_keeps_a_place_on_the_page():
    table = form([("Item", "Unit", "Count", "Sum"), ("Paper", "box", "2", "4.00")])
    assert all(c.box and 0 <= c.box.y0 < c.box.y1 <= 1 for c in table.cells)
    assert [round(c.box.y1 * draw.SIZE[1]) for c in table.cells if c.column == 1] == [480, 700]
