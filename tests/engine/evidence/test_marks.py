"""A time or a date whose marks were read as digits is still there; one with another digit is not."""

from __future__ import annotations

import pytest

from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.types import BBox, FieldSpec, PageText, TextLine

NAME = FieldSpec("v", {}, "name")


def seen(text: str, value: str, spec: FieldSpec = NAME) -> bool:
    page = PageText(1, 100, 100, (TextLine(text, BBox(0, 0, 1, 0.1)),), "ocr")
    return PageIndex([page]).find(value, spec) is not None


@pytest.mark.parametrize(("text", "value"), [
    ("21128", "21:28"), ("上车 00117:33", "00:17:33"), ("00:05152", "00:05:52"), ("09.15", "09:15"),
    ("2024全01月028", "2024年01月02日"), ("2023年5月曰9目", "2023年05月09日"), ("车次Train826", "826")])
def test_marks_read_as_digits_hide_no_value(text, value):
    assert seen(text, value) is ("曰9" not in text)


@pytest.mark.parametrize(("text", "value"), [
    ("21128", "21:23"), ("211280", "21:28"), ("121128", "21:28"), ("00117:33", "00:17:38"),
    ("2024全01月038", "2024年01月02日"),
    ("12024全01月02", "2024年01月02日"), ("TRAIN826", "826"), ("Train8261", "826")])
def test_another_digit_or_a_longer_number_is_no_evidence(text, value):
    assert not seen(text, value)
