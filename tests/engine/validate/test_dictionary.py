"""A word list puts a misread value right where exactly one entry is near, and never guesses a figure."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.errors import BadDefinition
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import BBox, PageText, TextLine
from ocr_engine.validate.dictionary import looked_up

SHOPS = ("BIRCHWOOD KITCHENS", "Cedarville Motor Works", "Harbour Street", "Harbour Straat", "R00147",
         "上海测试有限公司")


@pytest.mark.parametrize(("read", "word", "changed"), [
    ("BIRCHW00D KITCHENS", "BIRCHWOOD KITCHENS", True), ("BlRCHWOOD KITCHEN5", "BIRCHWOOD KITCHENS", True),
    ("Cedarvi1le Motor Works", "Cedarville Motor Works", True),
    ("cedarville motor  works", "Cedarville Motor Works", False),
    ("RO0147", "R00147", True), ("上海测试有眼公司", "上海测试有限公司", True), ("R00147", "R00147", False),
])
def test_a_misread_value_becomes_the_one_entry_that_is_near(read: str, word: str, changed: bool) -> None:
    entry = looked_up(read, SHOPS)
    assert entry is not None
    assert (entry.word, bool(entry.changes)) == (word, changed)
    assert [c.ok for c in entry.checks] == ([None] if changed else [])


@pytest.mark.parametrize("read", [
    "R00148", "R0147", "R001147", "Harbour Streat", "Quarry Road", "BIRCH", "上海", "", "CEDAR",
])
def test_another_figure_another_word_and_a_tie_stay_as_they_were_read(read: str) -> None:
    assert looked_up(read, SHOPS) is None


def test_without_a_list_nothing_changes() -> None:
    assert looked_up("anything", ()) is None


def read(dictionary: list[str], text: str = "Shop: BIRCHW0OD KITCHENS"):
    definition = {"key": "slip", "label": {"en": "Slip"}, "fields": [
        {"key": "shop", "label": {"en": "Shop"}, "kind": "text", "dictionary": dictionary}]}
    page = PageText(number=1, width=1000, height=1400, source="ocr", lines=(
        TextLine(text, BBox(0.1, 0.1, 0.6, 0.13), 0.95), TextLine("Thank you", BBox(0.1, 0.8, 0.3, 0.83), 0.95)))
    return extract_fields([page], load_type(definition))["shop"][0]


def test_the_extractor_answers_the_entry_and_keeps_what_it_read() -> None:
    value = read(["BIRCHWOOD KITCHENS", "Cedarville Motor Works"])
    assert (value.value, value.raw) == ("BIRCHWOOD KITCHENS", "BIRCHW0OD KITCHENS")
    assert [(c.name, c.ok) for c in value.checks if c.name == "dictionary_repair"] == [("dictionary_repair", None)]
    assert value.candidates[0].value == "BIRCHW0OD KITCHENS"
    assert value.confidence <= 0.8
    assert value.candidates[0].confidence <= 0.4


def test_a_value_that_no_entry_is_near_is_read_as_without_a_dictionary() -> None:
    assert read(["FERNHILL OPTICIANS"]) == read([])


def test_a_dictionary_that_is_no_list_of_words_is_refused_in_plain_words() -> None:
    with pytest.raises(BadDefinition, match="definition_invalid"):
        read([""])
