"""Signs that stand around a value: another print of it, a likely rival, a text that was cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ocr_engine.learn.confidence.context import SIGNS, with_context
from ocr_engine.learn.confidence.signs import signs_of
from ocr_engine.learn.confidence.trust import apply
from ocr_engine.types import BBox, FieldResult, PageText, TextLine


def line(text, y, x0=0.1, x1=0.5):
    return TextLine(text, BBox(x0, y, x1, y + 0.02), 0.99)


def around(text, lines, *, y=0.1, raw="", losers=()):
    """The signs of a value that stands on the first of the lines."""
    place = BBox(0.1, y, 0.5, y + 0.02)
    options = tuple(FieldResult("company", loser) for loser in losers)
    value = FieldResult("company", text, raw or text, 0.8, 1, place, "ocr", "position", candidates=options)
    found = with_context({"company": (value,)}, [PageText(1, 1000, 1400, tuple(lines), "ocr")])
    return found["company"][0].features


def test_a_value_that_is_printed_twice_is_told_from_one_that_is_not():
    once = around("27.50", [line("27.50", 0.1), line("TOTAL 28.00", 0.3)])
    twice = around("27.50", [line("27.50", 0.1), line("TOTAL 27.50", 0.3)])
    assert once["elsewhere"] == 0 < twice["elsewhere"]


@pytest.mark.parametrize(("text", "cut"), [
    ("HOME MASTER HARDWARE &", True), ("ACME (M", True), ("12 HIGH STREET,", True), ("Müller und", True),
    ("& BEST RESTAURANT", True), (") SDN BHD", True), ("- 12 High Street", True), ("-12.50", False),
    ("ACME (M) SDN BHD", False), ("(M) ACME", False), ("Brandt", False), ("株式会社（東京", True)])
def test_a_text_that_begins_or_ends_as_no_value_does_is_cut_off(text, cut):
    assert around(text, [line(text, 0.1)])["cut_off"] == cut


def test_a_part_of_a_line_covers_it_less_than_the_whole():
    assert around("ACME", [line("ACME", 0.1)])["cover"] == 1
    assert around("ACME", [line("ACME RECEIPT COPY", 0.1)])["cover"] < 0.4


def test_an_option_with_a_legal_form_or_nearly_the_same_text_speaks_against_a_value():
    plain = around("KIKU RESTAURANT", [line("KIKU RESTAURANT", 0.1)], losers=["TABLE 4"])
    form = around("KIKU RESTAURANT", [line("KIKU RESTAURANT", 0.1)], losers=["KITCHEN DIVISION SDN BHD"])
    twin = around("KIKU RESTAURANT", [line("KIKU RESTAURANT", 0.1)], losers=["KIKU RESTAURANTS"])
    assert plain["rival_form"] == 0 < form["rival_form"]
    assert plain["rival_like"] < 0.3 < 0.9 < twin["rival_like"]


def test_texts_in_the_same_row_are_counted():
    row = [line("ACME", 0.1), line("Tel. 4711", 0.101, 0.6, 0.9), line("Date", 0.2)]
    assert around("ACME", row)["beside"] == pytest.approx(1 / 3, abs=0.001)


def test_the_signs_reach_the_confidence_and_survive_a_second_judgement():
    value = FieldResult("company", "ACME", "ACME", 0.8, 1, BBox(0.1, 0.1, 0.5, 0.12), "ocr", "position")
    noted = with_context({"company": (value,)}, [PageText(1, 1000, 1400, (line("ACME", 0.1),), "ocr")])
    first = apply(noted, {"company": "name"})["company"][0]
    assert set(SIGNS) <= set(first.features) and signs_of(first) == first.features


def test_a_value_without_a_place_has_only_the_signs_of_its_text():
    value = FieldResult("company", "ACME &", "ACME &", 0.8)
    found = with_context({"company": (value,)}, [])["company"][0].features
    assert found["cut_off"] == 1 and "cover" not in found and "elsewhere" not in found


def test_a_word_that_stands_elsewhere_with_another_letter_has_a_twin():
    place, owner = line("MENARA DIAN, 27 JALAN", 0.1), line("DION REALTIES", 0.3)
    assert around("MENARA DIAN, 27 JALAN", [place, owner])["twin"] == 1
    assert around("MENARA DION, 27 JALAN", [line("MENARA DION, 27 JALAN", 0.1), owner])["twin"] == 0
    assert around("MENARA DIAN, 27 JALAN", [place, owner, line("DIAN", 0.4)])["twin"] == 0


def test_the_twin_may_stand_in_the_value_itself_and_plurals_are_none():
    double = "216 Macalister Road, 10400 Penang 16400 Penang"
    assert around(double, [line(double, 0.1)])["twin"] == 1
    assert around("BOOK STORE", [line("BOOK STORE", 0.1), line("ALL BOOKS", 0.3)])["twin"] == 0
    assert around("16400", [line("16400", 0.1), line("10400", 0.3)])["twin"] == 0


@given(st.lists(st.text("ABS", min_size=4, max_size=6), min_size=1, max_size=4))
def test_words_of_a_value_are_twins_where_a_letter_is_another_one_more_or_exchanged_with_the_next(words):
    twins = any(OSA.distance(a, b) == 1 for a in words for b in words if not a.endswith("S") and not b.endswith("S"))
    value = " ".join(words)
    assert around(value, [line(value, 0.1)])["twin"] == twins
