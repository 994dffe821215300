"""A value is read a second time from its own crop: agreement is noted, and a disagreeing reading is a candidate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr_engine.backends.base import Reading
from ocr_engine.opinions.second import HOW, lines_of, quad_of, second_readings
from ocr_engine.types import BBox, DocType, FieldResult, FieldSpec, PageText, TextLine

TYPE = DocType("t", {"en": "T"}, (FieldSpec("number", {"en": "Number"}, "code"), FieldSpec("place", {}, "address")))
PAGE = PageText(1, 400, 200, (
    TextLine("Number", BBox(0.1, 0.1, 0.3, 0.2)), TextLine("A-1O7", BBox(0.4, 0.1, 0.6, 0.2)),
    TextLine("12 Long Street", BBox(0.1, 0.4, 0.6, 0.5)), TextLine("1000 Town", BBox(0.1, 0.55, 0.5, 0.65))), "ocr")


class Page:
    def __init__(self):
        self.asked = []

    def page(self, number):
        self.asked.append(number)
        return np.full((200, 400, 3), 255, np.uint8)


class Reader:
    """Says these texts, and keeps the strips that it was given."""

    name = "told"

    def __init__(self, *texts, lowest=0.9):
        self.texts, self.lowest, self.strips = list(texts), lowest, []

    def read(self, strips, *, page=""):
        self.page = page
        self.strips += strips
        return [Reading(self.texts.pop(0), 0.95, lowest=self.lowest) for _ in strips]


def value(key="number", raw="A-1O7", box=PAGE.lines[1].box, **kwargs):
    return FieldResult(key, raw, raw, 0.8, 1, box, kwargs.pop("source", "ocr"), "label_right", **kwargs)


def again(reader, *values, page=PAGE):
    fields = {v.key: (v,) for v in values}
    return second_readings(fields, [page], TYPE, Page(), reader)


def test_two_readings_that_agree_are_noted():
    found = again(Reader("A-1O7", lowest=0.7), value())["number"][0]
    assert found.features["again"] == 1.0 and found.features["again_lowest"] == 0.7
    assert found.value == "A-1O7" and found.confidence == 0.8 and not found.candidates


def test_a_second_look_is_told_what_stands_on_the_page_beside():
    reader = Reader("A-1O7")
    again(reader, value(), page=replace(PAGE, lines=(*PAGE.lines, TextLine("Größe", BBox(0.1, 0.7, 0.3, 0.8)))))
    assert "Größe" in reader.page


def test_a_reading_that_disagrees_stands_first_among_the_candidates_and_changes_nothing_else():
    before = value()
    found = again(Reader("A-107"), before)["number"][0]
    assert found.features["again"] == 0.0 and found.value == before.value
    assert [(c.value, c.how) for c in found.candidates] == [("A-107", HOW)]


def test_what_a_neighbour_says_is_no_candidate():
    assert not again(Reader("something else altogether"), value())["number"][0].candidates


@pytest.mark.parametrize(("first", "second", "agree"), [
    ("RM39.00", "39.00", True), ("RM1,039.00", "1 039.00", True), ("39.00", "2 39.00", True),
    ("35.00", "835.00", False), ("35.00", "35.000", False), ("635.00", "835.00", False), ("one", "one", True)])
def test_amounts_agree_by_their_figures_with_or_without_a_currency_and_not_where_a_figure_more_is_read(
        first, second, agree):
    kind = DocType("t", {}, (FieldSpec("number", {}, "money"),))
    found = second_readings({"number": (value(raw=first),)}, [PAGE], kind, Page(), Reader(second))["number"][0]
    assert found.features["again"] == agree


def test_a_value_over_several_lines_is_read_line_by_line():
    box = BBox(0.1, 0.4, 0.6, 0.65)
    reader = Reader("12 Long Street", "1000 Town")
    found = again(reader, value("place", "12 Long Street, 1000 Town", box))["place"][0]
    assert len(reader.strips) == 2 and found.features["again"] == 1.0
    assert [b.y0 for b in lines_of(box, PAGE)] == [0.4, 0.55]


@pytest.mark.parametrize("other", [
    {"source": "text_layer"}, {"source": "xml"}, {"source": "vlm:any"}, {"box": None}])
def test_only_what_ocr_read_on_a_page_is_looked_at(other):
    reader = Reader()
    kept = value(**other)
    assert again(reader, kept)["number"] == (kept,) and not reader.strips


def test_a_page_that_cannot_be_had_again_leaves_its_values_as_they_are():
    class Gone:
        def page(self, number):
            return None

    kept = value()
    assert second_readings({"number": (kept,)}, [PAGE], TYPE, Gone(), Reader()) == {"number": (kept,)}


@pytest.mark.parametrize(("rotation", "start"), [(0, (160, 20)), (90, (160, 40)), (180, (240, 40)), (270, (240, 20))])
def test_a_crop_begins_where_its_text_does_on_a_turned_page(rotation, start):
    page = PageText(1, 400, 200, PAGE.lines, "ocr", rotation)
    quad = quad_of(PAGE.lines[1].box, page, np.zeros((200, 400, 3), np.uint8))
    assert np.hypot(*(quad.points[0] - start)) < 40
    assert (quad.length > quad.thickness) == (rotation in (0, 180))


def test_a_slanted_line_is_cut_along_its_slant():
    page = PageText(1, 400, 200, PAGE.lines, "ocr", 0, 3.0)
    quad = quad_of(PAGE.lines[2].box, page, np.zeros((200, 400, 3), np.uint8))
    fall = quad.points[1][1] - quad.points[0][1]
    assert fall == pytest.approx(np.tan(np.radians(3.0)) * 200, rel=0.2)
