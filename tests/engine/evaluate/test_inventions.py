"""The measure of invented values: what it plants is not on the page, and what it counts is what the reader saw."""

from __future__ import annotations

import json
import random

import pytest

from ocr_engine.evaluate import inventions
from ocr_engine.evaluate.inventions import CHANGES, Value, kind_of, main, measure
from ocr_engine.types import BBox, PageText, TextLine


def page(*lines: str) -> PageText:
    return PageText(1, 100, 100, tuple(
        TextLine(text, BBox(0.1, 0.05 * n, 0.9, 0.05 * n + 0.03)) for n, text in enumerate(lines)), "ocr")


@pytest.mark.parametrize(("text", "kind"), [
    ("2024-03-05", "date"), ("5 March 2024", "date"), ("2020年08月05日", "date"), ("RM 1,234.50", "money"),
    ("12235358", "code"), ("INV-2024/17", "code"), ("Golden Trading Ltd", "name"), ("财天下科技有限公司", "name"),
    ("27, JALAN DEDAP 13, 81100 JOHOR BAHRU", "address")])
def test_a_labelled_value_gets_the_kind_that_a_type_would_give_it(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize("seed", range(40))
def test_every_change_makes_another_value_or_none(seed):
    every = [Value("1,234.50", "money", 0), Value("88.10", "money", 1), Value("Golden Harbour Trading", "name", 0),
             Value("北京天下科技有限公司", "name", 1), Value("12235358", "code", 0), Value("90311", "code", 1)]
    for value in every:
        for change in CHANGES.values():
            made = change(random.Random(seed), value, every)
            assert made and "\x00" not in made
    assert inventions.digit(random.Random(seed), "1.50")[0] != "0"


def test_inventions_and_right_values_are_counted_apart(tmp_path, capsys, monkeypatch):
    pages = [page("Total 1,234.50", "Golden Harbour Trading"), page("Total 88.10", "Silver Lantern Foods")]
    values = [Value("1234.50", "money", 0), Value("Golden Harbour Trading", "name", 0), Value("88.10", "money", 1),
              Value("Silver Lantern Foods", "name", 1), Value("not printed at all", "name", 1)]
    planted, right = measure([[p] for p in pages], values, seed=1)
    assert list(right.rows())[-1] == ("all", 1, 5) and right.wrong == ["name: not printed at all"]
    name, flagged, tried = list(planted.rows())[-1]
    assert name == "all" and tried > 8 and flagged == tried
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"file": "a.png", "fields": {"total": "1234.50"}}))
    monkeypatch.setattr(inventions, "pages_of", lambda file, cache: (pages[0],))
    assert main(["--gold", str(gold)]) == 0
    assert "right values flagged" in capsys.readouterr().out
