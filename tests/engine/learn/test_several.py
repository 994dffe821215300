"""Fields with several values: the trained model reads a list under a heading that no definition names."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.learn.ranking.model import TrainedModel
from ocr_engine.learn.ranking.training import Example, train
from ocr_engine.types import PageText

from .pages import page
from .test_training import HOUSES

STOCK = load_type({"key": "stock", "label": {"en": "Stock"}, "fields": [
    {"key": "goods", "label": {"en": "Goods"}, "kind": "text", "many": True},
    {"key": "amounts", "label": {"en": "Amounts"}, "kind": "money", "many": True}]})
THINGS = ("Seilwinde", "Ankerkette", "Bootslack", "Ruderblatt", "Lenzpumpe", "Segeltuch", "Positionslampe")


def goods(number: int) -> list[str]:
    """Two to four, in no order of the alphabet; every third one runs over two lines."""
    named = [THINGS[(number * 3 + n) % 7] for n in range(2 + number % 3)]
    return [f"{name} in Ausführung {number}" if n == 1 and number % 3 == 0 else name for n, name in enumerate(named)]


def amounts(number: int) -> list[str]:
    return [f"{7 + 3 * n + number}.50" for n in range(len(goods(number)))]


def sheet(number: int) -> PageText:
    """Each house a layout of its own: the list stands under "Frachtgut", elsewhere on each page."""
    x, y = 5 + 4 * (number % 5), 24 + 3 * (number % 4)
    lines = [(30 - number, 4, HOUSES[number % 10]), (x, 12, f"{HOUSES[number % 10]} wünscht gute Fahrt"),
             (x, y - 5, "Frachtgut"), (70, y - 5, "Wert"), (x, 80, "Gezeichnet am Kai")]
    for name, amount in zip(goods(number), amounts(number), strict=True):
        first, _, rest = name.partition(" in ")
        lines += [(x, y, first), (70, y, amount)] + ([(x, y + 3, f"in {rest}")] if rest else [])
        y += 9
    return page(*lines)


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    told = [Example(str(n), (sheet(n),), [*(Confirmed("goods", v) for v in goods(n)),
                                          *(Confirmed("amounts", v) for v in amounts(n))]) for n in range(9)]
    return train(told, STOCK, seed=3)


def read(number: int, model: TrainedModel | None) -> dict[str, list[str]]:
    adviser = adviser_for(STOCK, Knowledge(models={STOCK.key: model})) if model else None
    return {key: [v.value for v in values]
            for key, values in extract_fields((sheet(number),), STOCK, adviser).items()}


@pytest.mark.parametrize("number", [10, 11, 13])
def test_all_values_under_a_heading_that_nobody_named_are_read_from_the_top_down(number: int, model) -> None:
    assert read(number, None).get("goods") != goods(number)
    assert read(number, model)["goods"] == goods(number)
    assert read(number, model)["amounts"] == amounts(number)


def test_a_value_that_runs_over_two_lines_is_one_value(model) -> None:
    assert read(12, model)["goods"] == goods(12) and " in Ausführung" in goods(12)[1]


def test_a_saved_model_reads_lists_as_the_one_that_was_saved(model) -> None:
    again = TrainedModel.from_bytes(model.to_bytes())
    assert again.list_thresholds == model.list_thresholds and read(11, again) == read(11, model)


def test_where_nothing_was_won_by_it_the_extractors_list_stands() -> None:
    told = [Example(str(n), (sheet(n),), [], ("goods", "amounts")) for n in range(6)]
    adviser = adviser_for(STOCK, Knowledge(models={STOCK.key: train(told, STOCK, seed=3)}))
    assert "goods" not in extract_fields((sheet(10),), STOCK, adviser)
