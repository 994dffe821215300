"""The parts of a measurement by themselves: definitions, the reviewer who knows, the statistics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docmgr.evaluation.definitions import type_named
from docmgr.evaluation.reviewer import Decision, decisions
from docmgr.evaluation.statistics import compare, interval, sign_test
from docmgr.extraction import engine
from docmgr.extraction.definition_files import as_stored
from docmgr.review.values import current_fields
from tests.evaluation import reference
from tests.review import makers


@pytest.mark.django_db
def test_a_key_names_the_type_of_the_installation_before_the_built_in_one(built_in_types):
    version = built_in_types["receipt"].live
    version.fields.filter(key="total").update(label_en="Grand sum")
    labels = {f["key"]: f["label"]["en"] for f in type_named("receipt")["fields"]}
    assert labels["total"] == "Grand sum"


@pytest.mark.django_db
def test_a_key_that_the_installation_lacks_names_the_built_in_type():
    assert type_named("receipt")["key"] == "receipt"


def test_labels_in_other_languages_become_names_to_look_for():
    stored = as_stored({"key": "r", "label": {"fr": "Facture"}, "fields": [
        {"key": "total", "label": {"fr": "Montant", "de": "Summe"}, "aliases": ["Total TTC"]},
        {"key": "date", "label": {"zh": "日期"}}]})
    assert stored["label"] == {"zh": "Facture", "en": "Facture"}
    assert stored["fields"][0]["label"] == {"zh": "Montant", "en": "Montant"}
    assert stored["fields"][0]["aliases"] == ["Total TTC", "Summe"]
    assert stored["fields"][1]["label"] == {"zh": "日期", "en": "日期"}


@pytest.mark.django_db
def test_the_reviewer_confirms_what_is_right_and_corrects_what_is_wrong(employee, invoice_type):
    document = makers.document(employee, invoice_type, values={
        "number": "O384", "total": "11,300.00", "buyer": "nobody", "item": ["pens", "ink"], "date": "2024-03-11"})
    gold = engine.Gold(id="1", fields={
        "number": ("0384",), "total": ("11300",), "net": ("10000.00",), "item": ("ink", "paper", "glue"),
        "colour": ("red",)}, absent=("buyer", "tax"))
    assert sorted(decisions(gold, current_fields(document)), key=lambda d: (d.key, d.index)) == [
        Decision("buyer", 0, "absent"), Decision("item", 0, "change", "paper"), Decision("item", 1, "confirm"),
        Decision("item", 2, "change", "glue"), Decision("net", 0, "change", "10000.00"),
        Decision("number", 0, "change", "0384"), Decision("tax", 0, "absent"), Decision("total", 0, "confirm")]


@pytest.mark.django_db
def test_values_too_many_are_struck_out(employee, invoice_type):
    document = makers.document(employee, invoice_type, values={"item": ["pens", "ink", "glue"]})
    gold = engine.Gold(id="1", fields={"item": ("ink",)})
    assert decisions(gold, current_fields(document)) == [
        Decision("item", 1, "confirm"), Decision("item", 0, "absent"), Decision("item", 2, "absent")]


def test_more_documents_narrow_the_interval_and_one_has_none():
    def counts(n: int) -> dict[str, dict[str, list[int]]]:
        return {str(i): {"total": [1, 1, int(i % 4 != 0)]} for i in range(n)}

    few, many = interval(counts(12)), interval(counts(400))
    assert few and many and few[0] <= 0.75 <= few[1] and many[0] <= 0.75 <= many[1]
    assert many[1] - many[0] < few[1] - few[0]
    assert interval(counts(1)) is None
    assert interval(counts(12)) == few  # the same every time


def test_flawless_documents_promise_no_more_than_their_number_can_tell():
    def counts(n: int, match: int) -> dict[str, dict[str, list[int]]]:
        return {str(i): {"total": [2, 2, match]} for i in range(n)}

    assert interval(counts(6, 2)) == (pytest.approx(0.025 ** (1 / 6), abs=1e-4), 1.0)
    assert interval(counts(400, 2)) == (pytest.approx(0.025 ** (1 / 400), abs=1e-4), 1.0)
    assert interval(counts(6, 0)) == (0.0, pytest.approx(1 - 0.025 ** (1 / 6), abs=1e-4))
    # A document on which nothing is asked tells nothing.
    assert interval(counts(6, 2) | {"empty": {"total": [0, 0, 0]}}) == interval(counts(6, 2))


def test_runs_are_compared_document_by_document():
    older = {"1": {"a": [1, 1, 0]}, "2": {"a": [1, 1, 1]}, "3": {"a": [1, 0, 0]}, "4": {"a": [1, 1, 1]}}
    newer = {"1": {"a": [1, 1, 1]}, "2": {"a": [1, 1, 0]}, "3": {"a": [1, 1, 1]}, "9": {"a": [1, 1, 1]}}
    found = compare(newer, older)
    assert (found.wins, found.losses, found.ties) == (2, 1, 0)
    assert compare(newer, older, key="b").ties == 3


def test_an_even_split_says_nothing_and_a_clear_one_much():
    assert sign_test(0, 0) == 1.0 and sign_test(5, 5) == 1.0
    assert sign_test(10, 0) == pytest.approx(2 / 1024, abs=1e-4)
    assert sign_test(9, 1) == sign_test(1, 9)


WORDS = st.sampled_from([
    "12.50", "12,50", "1,250.00", "1.250,00", "1.250", "1,250", "1,234,567", "1,234.567", "RM 5.0", "-5", "(5)", "5-",
    "$-4", "A-1", "a1", "ACME Ltd.", "Acme LTD", "2024-03-11", "11/03/2024", "03/11/2024", "11 March 2024", "Mar 3, 24",
    "20240311", "11032024", "2024年3月11日", "11/3/24 10:20", "13/13/2024", "", " ", "None",
    "合计", "１２.50", "x" * 30])
FIELDS = st.dictionaries(st.sampled_from(["total", "name", "date", "item"]), st.lists(WORDS, max_size=3), max_size=4)


@given(gold=st.lists(FIELDS, min_size=1, max_size=4), answers=st.lists(FIELDS, max_size=4),
       absent=st.lists(st.sampled_from(["total", "date", "other"]), max_size=2, unique=True))
def test_the_figures_are_those_of_the_rule_written_out_plainly(gold, answers, absent):
    kinds = {"total": "money", "date": "date", "name": "name"}
    lines = [{"id": str(n), "fields": {k: engine.gold_values(v) for k, v in fields.items()}, "absent": absent}
             for n, fields in enumerate(gold)]
    given_ = {str(n): {k: engine.gold_values(v) for k, v in fields.items()} for n, fields in enumerate(answers)}
    wanted = reference.figures(lines, given_, kinds)
    ours = [engine.Gold(id=line["id"], fields=line["fields"], absent=tuple(absent)) for line in lines]
    told = {i: {k: [engine.Given(v, 0.5) for v in vs] for k, vs in fields.items()} for i, fields in given_.items()}
    mine = engine.measure(ours, told, kinds=kinds)
    assert (mine.report["f1"], mine.report["whole_documents"]) == (wanted["f1"], wanted["whole"])
    assert {key: row["f1"] for key, row in mine.report["fields"].items()} == wanted["fields"]
    judged = engine.outcomes(ours, told, kinds=kinds)
    assert sum(right for *_, right in judged) == sum(c[2] for fields in mine.counts.values() for c in fields.values())
