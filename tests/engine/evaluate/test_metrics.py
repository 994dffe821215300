"""The figures: what counts as the same value, and how counts become figures."""

from __future__ import annotations

import json

import pytest

from ocr_engine.evaluate.compare import exact, likeness, same
from ocr_engine.evaluate.gold import GoldDocument, read_gold, values_of, write_predictions
from ocr_engine.evaluate.metrics import score


@pytest.mark.parametrize(("gold", "given", "kind", "expected"), [
    ("Hafen GmbH & Co.", "HAFEN GMBH CO", "name", True),
    ("Hafen GmbH", "Hafen AG", "name", False),
    ("１２３", "123", "code", True),
    ("1,234.50", "1234.5", "money", True),
    ("1.234,50 €", "1234.50", "money", True),
    ("(12.00)", "-12", "money", True),
    ("12.00", "-12.00", "money", False),
    ("1.234", "1234", "money", True),
    ("05/03/2024", "2024-03-05", "date", True),
    ("05/03/2024", "2024-05-03", "date", True),
    ("5 March 2024", "2024-03-05", "date", True),
    ("2024年3月5日", "20240305", "date", True),
    ("2024-03-05", "2024-03-06", "date", False),
    ("2 years", "2 Years.", "text", True),
])
def test_values_are_the_same_whatever_way_they_are_written(gold, given, kind, expected):
    assert same(gold, given, kind) is expected


def test_exact_forgives_spaces_only():
    assert exact("a  b", "a b")
    assert not exact("A b", "a b")


def test_likeness_under_one_half_counts_as_nothing():
    assert likeness("hafen", "hafem") == pytest.approx(0.8)
    assert likeness("hafen", "quark") == 0.0


def test_missing_wrong_and_invented_values_all_cost():
    gold = [GoldDocument("a", "a.png", {"total": ("10.00",), "shop": ("Hafen",)}, ("iban",)),
            GoldDocument("b", "b.png", {"total": ("20.00",)})]
    report = score(gold, {"a": {"total": ["10"], "iban": ["DE1"]}}, {"total": "money"}).report()
    assert report["fields"]["total"]["f1"] == round(2 * 1 / (2 + 1), 4)
    assert report["fields"]["iban"] == {"n": 0, "f1": 0.0, "exact_f1": 0.0, "anls": None}
    assert report["f1"] == round(2 * 1 / (3 + 2), 4)
    assert report["whole_documents"] == 0.0


def test_a_document_is_whole_only_without_any_slip():
    gold = [GoldDocument("a", "a.png", {"party": ("One", "Two")})]
    assert score(gold, {"a": {"party": ["two", "one"]}}, {}).report()["whole_documents"] == 1.0
    assert score(gold, {"a": {"party": ["two", "one", "three"]}}, {}).report()["whole_documents"] == 0.0


def test_keys_that_the_gold_does_not_know_are_ignored():
    gold = [GoldDocument("a", "a.png", {"total": ("1",)})]
    assert score(gold, {"a": {"total": ["1"], "other": ["x"]}}, {"total": "money"}).report()["f1"] == 1.0


def test_gold_and_predictions_go_to_lines_and_back(tmp_path):
    (tmp_path / "gold.jsonl").write_text(json.dumps(
        {"id": "a", "file": "f/a.png", "fields": {"x": "1", "y": ["2", "3"]}, "null_fields": ["z"]}) + "\n", "utf-8")
    [document] = read_gold(tmp_path / "gold.jsonl")
    assert document.asked() == {"x": ("1",), "y": ("2", "3"), "z": ()}
    write_predictions(tmp_path / "pred.jsonl", [(document, {"x": ["1"]})])
    written = json.loads((tmp_path / "pred.jsonl").read_text("utf-8"))
    assert written == {"id": "a", "file": "f/a.png", "fields": {"x": ["1"]}}
    assert values_of([{"value": " 1 "}, None, "None"]) == ("1",)
