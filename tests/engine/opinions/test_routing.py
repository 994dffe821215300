"""Simple pages stay with the light reader; those that leave a doubt go to the model, by the rules of their type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.errors import BadDefinition
from ocr_engine.opinions.routing import hard_pages
from ocr_engine.types import BBox, Check, FieldResult, PageText, Routing, TextLine

DEFINITION = {"key": "note", "label": {"en": "Note"}, "fields": [
    {"key": "number", "label": {"en": "Number"}, "kind": "code", "required": True},
    {"key": "remark", "label": {"en": "Remark"}}]}
NOTE = load_type(DEFINITION)
BOX = BBox(0, 0, 0.5, 0.1)


def page(number: int, sure: float = 0.98, source: str = "ocr") -> PageText:
    return PageText(number, 100, 100, (TextLine("some words", BOX, sure),), source)


def value(key: str = "number", on: int = 1, confidence: float = 0.95, ok: bool | None = True) -> FieldResult:
    return FieldResult(key, "17", "17", confidence, on, BOX, checks=(Check("shape", ok),))


def numbers(pages: list[PageText], *values: FieldResult, **rules: object) -> list[int]:
    doc_type = replace(NOTE, routing=Routing(**rules))
    return [p.number for p in hard_pages(doc_type, pages, {v.key: (v,) for v in values})]


PAGES = [page(1), page(2), page(3)]


def test_a_document_that_leaves_no_doubt_stays_with_the_light_reader():
    assert numbers(PAGES, value()) == []


@pytest.mark.parametrize("doubt", [value("remark", 2, confidence=0.4), value("remark", 2, ok=False)])
def test_only_the_page_of_a_doubtful_value_goes_to_the_model(doubt):
    assert numbers(PAGES, value(), doubt) == [2]


def test_a_missing_required_field_is_looked_for_on_every_page():
    assert numbers(PAGES, value("remark")) == [1, 2, 3]
    assert numbers(PAGES, value("remark"), missing=False) == []


def test_a_page_that_was_hard_to_read_goes_to_the_model_and_a_text_layer_never_is():
    assert numbers([page(1), page(2, 0.6), page(3, 0.6, "text_layer")], value()) == [2]


def test_always_and_never_mean_what_they_say():
    assert numbers(PAGES, value(), use="always") == [1, 2, 3] and numbers(PAGES, use="never") == []


def test_the_rules_are_part_of_a_definition_and_what_is_not_said_stays_as_it_is():
    made = load_type({**DEFINITION, "routing": {"use": "doubt", "below": 0.9}})
    assert made.routing == Routing(below=0.9) and NOTE.routing == Routing()


@pytest.mark.parametrize(("wrong", "word"), [
    ({"use": "sometimes"}, "sometimes"), ({"below": 2}, "between 0 and 1"), ({"beyond": 1}, "beyond")])
def test_a_wrong_rule_is_refused_by_name(wrong, word):
    with pytest.raises(BadDefinition) as refused:
        load_type({**DEFINITION, "routing": wrong})
    assert word in str(refused.value.params)


def test_a_critical_field_is_read_a_second_time_by_the_model_however_sure_the_first_reading_was():
    critical = replace(NOTE, fields=tuple(replace(f, critical=f.key == "number") for f in NOTE.fields))
    fields = {"number": (value(on=2, confidence=0.99),)}
    assert [p.number for p in hard_pages(critical, PAGES, fields)] == [2]
    assert hard_pages(replace(critical, routing=Routing(use="never")), PAGES, fields) == []
