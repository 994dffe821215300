"""A photographed page hangs askew; what stands in one row must stay in one row."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.extract.page.layout import Frame
from ocr_engine.types import BBox, PageText, TextLine

WIDTH, HEIGHT, LETTERS = 800.0, 1200.0, 24.0


def _slanted(text: str, x0: float, x1: float, y: float, degrees: float) -> TextLine:
    """A line written level at ``y`` pixels, on a page then turned clockwise by ``degrees`` about its corner."""
    turn = math.radians(degrees)
    corners = [(x, y + dy) for x in (x0, x1) for dy in (-LETTERS / 2, LETTERS / 2)]
    seen = [(x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)) for x, y in corners]
    xs, ys = [x / WIDTH for x, _ in seen], [y / HEIGHT for _, y in seen]
    return TextLine(text, BBox(min(xs), min(ys), max(xs), max(ys)))


def _bill(degrees: float) -> PageText:
    rows = [("Flat white", "6.80"), ("Gift wrap", "1.50"), ("TOTAL", "37.24"), ("Cash", "40.00")]
    lines = [
        line
        for n, (name, amount) in enumerate(rows)
        for line in (_slanted(name, 180, 320, 400 + 30 * n, degrees), _slanted(amount, 600, 670, 400 + 30 * n, degrees))
    ]
    return PageText(1, WIDTH, HEIGHT, tuple(lines), "ocr", skew=degrees)


def test_names_and_amounts_of_a_slanted_bill_stay_in_their_rows() -> None:
    for degrees in (-6.0, -3.0, 0.0, 4.3, 7.0):
        rows = [[cell.text for cell in row.cells] for row in lay_out(_bill(degrees)).rows]
        assert rows == [["Flat white", "6.80"], ["Gift wrap", "1.50"], ["TOTAL", "37.24"], ["Cash", "40.00"]], degrees


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(0.5, 2.0),
    st.floats(-8, 8),
    st.floats(0.3, 0.6),
    st.floats(0.3, 0.6),
    st.floats(0.01, 0.1),
    st.floats(0.03, 0.08),
)
def test_a_box_that_is_levelled_and_shown_again_lies_where_it_was(rotation, aspect, skew, x, y, w, h) -> None:
    frame, box = Frame(rotation, aspect, skew), BBox(x, y, x + w, y + h)
    back = frame.shown(frame.placed(box))
    assert all(math.isclose(a, b, abs_tol=0.02) for a, b in zip(back.as_list(), box.as_list(), strict=True))
