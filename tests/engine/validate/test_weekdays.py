"""The day of the week beside a date."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldResult, FieldSpec
from ocr_engine.validate.dates import date_order
from ocr_engine.validate.weekdays import agrees, beside
from tests.engine.extract.drawing import page

FORM = DocType("form", {"en": "Form"}, (FieldSpec("day", {"en": "Date"}, "date"),))


def _read(text: str) -> FieldResult:
    return extract_fields([page((100, 100, f"Date: {text}"), (100, 130, "Number: 17"))], FORM)["day"][0]


@pytest.mark.parametrize(("text", "weekday"), [
    ("Mon # x", 0), ("Monday, #", 0), ("# (Mon)", 0), ("#（Sun）20:22", 6), ("Do., #", 3), ("#星期三", 2),
    ("# 周六 ", 5), ("le mardi #", 1), ("mercredi, #", 2), ("sábado, #", 5), ("segunda-feira, #", 0), ("Thứ Hai, #", 0),
    ("Chủ nhật #", 6), ("#（日曜日）", 6), ("понедельник, #", 0),
    ("del di #", None), ("a partir do #", None), ("so #", None), ("sunrise #", None), ("# Monday-Friday Tue", 0),
    ("Santo Domingo, #", None), ("Sto. Domingo #", None), ("Domingo, #", 6), ("12 luni, #", None), ("luni, #", 0),
    ("Salmon #", None), ("# Sunway", None), ("#", None), ("Mon # (Tue)", None)])
def test_the_day_of_the_week_is_known_in_many_languages_and_not_in_other_words(text: str, weekday: int | None):
    at = text.index("#")
    assert beside(text.replace("#", "03/04/2018"), at, at + 10) == weekday


def test_of_two_readings_of_a_date_the_one_is_meant_that_falls_on_the_printed_day_of_the_week():
    assert agrees("2018-04-03", 1) and date_order(["Tue 03/04/2018"]) == "DMY"
    assert agrees("2018-03-04", 6) and date_order(["Sun 03/04/2018"]) == "MDY"
    assert date_order(["Wed 03/04/2018"]) is None
    assert (_read("Sun 03/04/2018").value, _read("Tue 03/04/2018").value) == ("2018-03-04", "2018-04-03")


def test_a_date_that_falls_on_another_day_of_the_week_goes_to_a_person_as_it_is_printed():
    wrong, right = _read("30/04/2013 (Mon)"), _read("30/04/2018 (Mon)")
    assert wrong.value == "2013-04-30" and [c.name for c in wrong.checks if c.ok is False] == ["weekday_matches"]
    assert wrong.confidence <= 0.4 < right.confidence
    assert [c.ok for c in right.checks if c.name == "weekday_matches"] == [True]
    assert not [c for c in _read("30/04/2013").checks if c.name == "weekday_matches"]
