"""Critical fields are read twice: what another way of reading contradicts goes to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.critical import HOW, differing, second_looks
from ocr_engine.opinions.last_word import looked_twice
from ocr_engine.reading import read
from ocr_engine.types import BBox, Check, DocType, FieldResult, FieldSpec, PageText, TextLine
from ocr_engine.validate.confidence import FAILED_CAP
from tests.engine.opinions.test_second_reading import Page, Reader
from tests.engine.reading.drawing import LETTER, pdf_of, picture

TYPE = DocType("t", {"en": "T"}, (
    FieldSpec("total", {"en": "Total"}, "money", critical=True), FieldSpec("number", {"en": "Number"}, "code"),
    FieldSpec("payee", {"en": "Payee"}, "name", critical=True),
    FieldSpec("day", {"en": "Date"}, "date", critical=True)))
PLACE = BBox(0.4, 0.1, 0.6, 0.2)
PAGE = PageText(1, 400, 200, (TextLine("1,284.50", PLACE),), "ocr")


def value(key="total", raw="1,284.50", text="1284.50", **more):
    place, source = more.pop("box", PLACE), more.pop("source", "ocr")
    return FieldResult(key, text, raw, 0.97, 1, place, source, "label_right", **more)


def looked(one, *texts, reader=None):
    """The value after its lines were read so: first the stretched strip, then the close one."""
    found = second_looks({one.key: (one,)}, [PAGE], TYPE, Page(), reader or Reader(*texts))
    return found[one.key][0]


def outcome(one):
    return next((c.ok for c in one.checks if c.name == "second_look"), "not looked")


def test_ways_that_agree_leave_the_value_as_sure_as_it_was():
    found = looked(value(), "1,284.50", "1,284.50")
    assert outcome(found) is True and found.confidence == 0.97 and not found.candidates


@pytest.mark.parametrize("texts", [("1,284.50", "1,234.50"), ("1,234.50", "1,284.50"), ("1,284.50", "")])
def test_one_way_that_sees_something_else_is_enough_for_doubt(texts):
    found = looked(value(), *texts)
    assert outcome(found) is False and found.confidence <= FAILED_CAP and found.value == "1284.50"


def test_a_difference_is_an_issue_of_its_field():
    fields = {"total": (looked(value(), "1,284.50", "1,234.50"),), "number": (value("number"),)}
    assert [(i.code, i.field) for i in differing(fields)] == [("second_look", "total")]


def test_what_the_other_way_saw_is_on_offer_to_the_reviewer():
    found = looked(value(), "1,284.50", "1,234.50")
    assert [(c.value, c.how) for c in found.candidates] == [("1234.50", HOW)]


@pytest.mark.parametrize(("one", "text", "same"), [
    (value(raw="2.00", text="2.00"), "12.00", False),
    (value(raw="2.00", text="2.00"), "TOTAL RM 2.00", True),
    (value("day", "04-05-2018", "2018-05-04"), "04-05-2018", True),
    (value("day", "04-05-2018", "2018-05-04"), "04-05-2013", False),
    (value("payee", "Harbour Light Ltd", "Harbour Light Ltd"), "Payee: HARBOUR LIGHT LTD", True),
    (value("payee", "Harbour Light Ltd", "Harbour Light Ltd"), "Harbour Lights Ltd", False),
    (value("payee", "B BEST", "B & BEST CAFE", checks=(Check("known_value", True),)), "B BEST", False)])
def test_the_same_value_in_other_writing_agrees_and_a_longer_one_does_not(one, text, same):
    assert outcome(looked(one, text, text)) is same


def test_other_fields_are_not_read_again():
    one, reader = value("number", "A-17", "A-17"), Reader()
    assert looked(one, reader=reader) == one and not reader.strips


def test_where_nobody_can_look_again_the_check_stays_open():
    assert outcome(looked(value(box=None))) is None
    fields = {"total": (value(),)}
    assert outcome(second_looks(fields, [PAGE], TYPE, Page(), None)["total"][0]) is None
    assert outcome(looked_twice(Case(None, [PAGE], TYPE), fields)["total"][0]) is None


def test_a_reader_that_breaks_leaves_the_check_open(monkeypatch, tmp_path):
    def broken(name, config):
        raise BackendFailed("ocr_failed", page=1)

    monkeypatch.setattr("ocr_engine.opinions.last_word.registry.load", broken)
    found = looked_twice(Case(tmp_path / "a.png", [PAGE], TYPE), {"total": (value(),)})
    assert outcome(found["total"][0]) is None


def test_a_large_model_is_a_way_of_its_own():
    agreed = replace(value(box=None), how="label_right+vlm")
    assert outcome(looked(agreed)) is True
    contradicted = value(checks=(Check("readers_disagree", False),))
    assert outcome(looked(contradicted, "1,284.50", "1,284.50")) is False


def test_data_of_the_file_count_where_they_stand_in_print():
    assert outcome(looked(value(source="xml", box=None))) is None
    assert outcome(looked(value(source="xml"), "1,284.50", "1,284.50")) is True


@pytest.mark.parametrize("kind", ["scan", "born digital"])
def test_print_that_is_clear_agrees_with_itself_and_not_with_what_is_not_there(tmp_path, kind):
    config = Config()
    file = tmp_path / ("page.png" if kind == "scan" else "page.pdf")
    if kind == "scan":
        picture(LETTER).save(file)
    else:
        pdf_of(LETTER).save(file)
    pages = read(file, config=config).pages
    place = next(line.box for line in pages[0].lines if "1,284.50" in line.text)
    source = "ocr" if kind == "scan" else "text_layer"
    right = value(box=place, source=source)
    wrong = value(raw="1,284.60", text="1284.60", box=place, source=source)
    found = [looked_twice(Case(file, pages, TYPE, config), {"total": (one,)})["total"][0] for one in (right, wrong)]
    assert [outcome(f) for f in found] == [True, False]
    assert found[1].candidates[0].value == "1284.50"
