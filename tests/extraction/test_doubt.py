"""Which fields need a person, and which document needs one first."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest

from docmgr.accounts.models import User
from docmgr.extraction.doubt import EXACT_SOURCES, needs_nobody, needs_person, weigh
from docmgr.extraction.models import FieldValue
from tests.review import makers

FIELDS = [SimpleNamespace(key=key, required=needed, asks=True) for key, needed in (("number", True), ("note", False))]
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


def test_a_column_that_asks_nobody_raises_no_doubt():
    column = SimpleNamespace(key="amount", required=False, asks=False)
    worse = [value(), value("amount", confidence=0.1), value("amount", box=None)]
    assert weigh([*FIELDS, column], worse, review_below=0.9) == weigh(FIELDS, [value()], review_below=0.9)


def test_doubt_stays_between_nought_and_one():
    many = [value("note", confidence=c / 10) for c in range(-2, 14)]
    assert 0.0 <= weigh(FIELDS, many, review_below=0.9).share <= 1.0


@pytest.mark.django_db
@pytest.mark.database
def test_what_the_database_counts_as_needing_nobody_needs_nobody(employee: User) -> None:
    """Every way a value may be stored, put to the rule in SQL and to the rule in Python."""
    run = makers.document(employee, makers.invoice_type(), values={}).runs.get()
    checks = [[], [{"name": "a", "ok": True}], [{"name": "a", "ok": None}], [{"name": "a", "ok": False}],
              [{"name": "a", "ok": True, "detail": '"ok": false'}],
              [{"name": "a", "ok": True}, {"ok": False, "name": "b"}]]
    ways = itertools.product((0.0, 0.69, 0.7, 1.0), (None, 2), (None, [0.1, 0.2, 0.3, 0.4]), checks, (
        "", "ocr", "text_layer", *EXACT_SOURCES, *(f"{source}:part" for source in EXACT_SOURCES), "xmlish", "qrs:a"))
    names = ("confidence", "page", "box", "checks", "source")
    FieldValue.objects.bulk_create(FieldValue(
        run=run, key="k", index=n, value="v", **dict(zip(names, way, strict=True))) for n, way in enumerate(ways))
    stored = FieldValue.objects.filter(run=run, key="k")
    told = set(stored.filter(needs_nobody(0.7)).values_list("index", flat=True))
    assert told == {value.index for value in stored if not needs_person(value, 0.7)}
    assert 0 < len(told) < len(stored)
