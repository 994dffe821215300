"""Which fields need a person, and which document needs one first."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from docmgr.extraction.doubt import weigh

FIELDS = [SimpleNamespace(key="number", required=True), SimpleNamespace(key="note", required=False)]
SURE = {"value": "1", "confidence": 0.99, "page": 1, "box": [0, 0, 1, 1], "source": "ocr", "checks": []}


def value(key: str = "number", **changes):
    return SimpleNamespace(key=key, **{**SURE, **changes})


@pytest.mark.parametrize(("values", "flagged"), [
    ([value()], 0),
    ([value(confidence=0.5)], 1),
    ([value(checks=[{"name": "x", "ok": False}])], 1),
    ([value(checks=[{"name": "x", "ok": None}])], 0),
    ([value(box=None)], 1),
    ([value(box=None, page=None, source="xml")], 0),
    ([value(box=None, page=None, source="vlm:hunyuan_ocr")], 1),
    ([], 1),
    ([value(value="")], 1),
    ([value(), value("note", confidence=0.1)], 1),
    ([value(), value("note", confidence=0.1), value("note", confidence=0.2)], 1),
    ([value(confidence=0.1), value("unasked", confidence=0.1)], 1),
])
def test_a_field_is_flagged_when_unsure_unproven_failed_or_missing(values, flagged):
    assert weigh(FIELDS, values, review_below=0.9).flagged == flagged


def test_whatever_speaks_against_a_value_raises_the_doubt():
    calm = weigh(FIELDS, [value()], review_below=0.9).share
    for worse in ([value(confidence=0.6)], [value(checks=[{"name": "x", "ok": False}])], [value(box=None)], []):
        assert weigh(FIELDS, worse, review_below=0.9).share > calm
    assert weigh(FIELDS, [value()], review_below=0.9, type_known=False).share > calm


def test_doubt_stays_between_nought_and_one():
    many = [value("note", confidence=c / 10) for c in range(-2, 14)]
    assert 0.0 <= weigh(FIELDS, many, review_below=0.9).share <= 1.0
