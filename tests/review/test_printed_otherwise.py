"""A value that a person types in another way than it is printed is found on the page all the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from docmgr.review.deciding import decide
from docmgr.review.places import find_value
from tests.review import makers


def page(*texts: str) -> list[Any]:
    return [SimpleNamespace(number=1, lines=[makers.line(text, 0.1 * n) for n, text in enumerate(texts)])]


@pytest.mark.parametrize(("value", "kind", "text", "part"), [
    ("2850.36", "money", "To be paid 2,850.36", "2,850.36"), ("2850.36", "money", "Summe 2.850,36", "2.850,36"),
    ("1200.00", "money", "Total 1,200", "1,200"), ("2026-11-16", "date", "Made out on 16/11/2026", "16/11/2026"),
    ("2026-11-16", "date", "日期：2026年11月16日", "2026年11月16日"), ("2026-11-16", "date", "on 16.11.26", "16.11.26"),
])
def test_amounts_and_dates_are_found_however_they_are_printed(value: str, kind: str, text: str, part: str) -> None:
    number, box = find_value(value, page("Order 17", text), kind=kind) or (0, [])
    assert number == 1 and box[1] == 0.1 and box[2] == pytest.approx(0.6)
    assert (box[0] > 0.1) == (text != part)


@pytest.mark.parametrize("texts", [("Goods 2,850.36", "Paid 2,850.36"), ("12,850.36",), ("2,850.3",)])
def test_a_value_that_stands_twice_or_nowhere_has_no_place(texts: tuple[str, ...]) -> None:
    assert find_value("2850.36", page(*texts), kind="money") is None


def test_a_typed_amount_brings_its_place_along(invoice: Any, reviewer: Any) -> None:
    decide(invoice, by=reviewer, revision=invoice.revision, key="tax", kind="change", value="1300")
    correction = invoice.corrections.get(key="tax")
    assert (correction.page, correction.after) == (1, "1300") and correction.box[1] == 0.35
