"""A definition's patterns, and the values that its hints list, find what no caption announces."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.options import options_of
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(lines, *fields: FieldSpec) -> dict[str, str]:
    found = extract_fields([page(*lines)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    return {key: values[0].value for key, values in found.items()}


PLAN = FieldSpec("plan", {"en": "Plan number"}, "code", patterns=(r"TP-\d{6}",))


def test_what_alone_fits_the_pattern_is_the_value_under_any_caption() -> None:
    assert read(((50, 60, "Estimate"), (300, 60, "Reference TP-944821")), PLAN) == {"plan": "TP-944821"}


def test_of_two_that_fit_the_pattern_none_is_taken_without_a_label() -> None:
    assert read(((50, 60, "see TP-944821"), (50, 90, "replaces TP-100000")), PLAN) == {}


def test_a_part_of_a_longer_number_does_not_fit() -> None:
    chip = FieldSpec("chip", {"en": "Chip"}, "code", patterns=(r"\d{6}",))
    assert read(((50, 60, "Konto 12345678901234"),), chip) == {}


def test_a_label_beside_which_nothing_fits_gives_way_to_the_pattern() -> None:
    lines = ((50, 60, "Plan number: see overleaf 2"), (50, 400, "TP-944821"))
    assert read(lines, PLAN) == {"plan": "TP-944821"}


@pytest.mark.parametrize(("hint", "options"), [
    ("paid, unpaid or overdue", ("paid", "unpaid", "overdue")), ("治愈、好转或未愈", ("治愈", "好转", "未愈")),
    ("bezahlt oder offen", ("bezahlt", "offen")), ("one of: paid, unpaid", ()), ("The company that sends the bill", ()),
    ("who pays, and when", ()), ("Number of months, as in 11 months", ()),
])
def test_a_hint_that_lists_values_is_told_from_one_that_explains(hint: str, options: tuple[str, ...]) -> None:
    assert options_of(FieldSpec("state", {"en": "State"}, "text", hint=hint)) == options


def test_thousands_of_spaces_in_a_hint_are_one() -> None:
    state = FieldSpec("state", {"en": "State"}, "text", hint="paid,{0}unpaid{0}or overdue".format(5000 * " "))
    assert options_of(state) == ("paid", "unpaid", "overdue")


def test_a_listed_value_is_found_under_a_caption_that_nobody_named() -> None:
    state = FieldSpec("state", {"zh": "治疗结果"}, "text", hint="治愈、好转或未愈")
    assert read(((50, 60, "转归"), (200, 60, "好转")), state) == {"state": "好转"}
    assert read(((50, 60, "转归"), (200, 60, "好转"), (50, 90, "既往"), (200, 90, "治愈")), state) == {}
