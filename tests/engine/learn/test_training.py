"""The trained model: learned from many documents, saved without pickles, the same for the same seed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from ocr_engine.extract.extractor import extract_fields, gathered, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.learn.ranking.features import features
from ocr_engine.learn.ranking.model import ModelUnusable, TrainedModel, of_values, rounded_as_before
from ocr_engine.learn.ranking.options import options_of
from ocr_engine.learn.ranking.tagger import Tags
from ocr_engine.learn.ranking.training import Example, train
from ocr_engine.learn.ranking.vocabulary import (
    corrected,
    paired,
    pairs_of,
    phrases_of,
    rephrased,
    vocabulary_of,
    with_pages,
)
from ocr_engine.types import PageText

from .pages import BILL, page

HOUSES = ("Alma Werft", "Brise Kontor", "Cassia Mühle", "Dorade Lager", "Esche Forst", "Falke Druck", "Ginster Bau",
          "Heide Glas", "Iltis Leder", "Jade Stein")


def paper(number: int) -> PageText:
    """Each house has a layout of its own; all of them print the amount behind "Verbleib" and another behind "Summe"."""
    y, x = 20 + 3 * (number % 7), 8 + 4 * (number % 5)
    return page((30 - number, 4, HOUSES[number % 10]), (x, 12, f"{HOUSES[number % 10]} heisst willkommen"),
                (x, y, "Summe"), (x + 40, y, f"{17 + number}.10"), (x, y + 5, "Verbleib"),
                (x + 40, y + 5, f"{3 + number}.40"), (x, y + 11, "Vorrat"), (x + 40, y + 11, f"{90 + number}.75"))


def examples(numbers: range) -> list[Example]:
    return [Example(str(n), (paper(n),), [Confirmed("paid", f"{3 + n}.40")], ["ticket"]) for n in numbers]


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    return train(examples(range(9)), BILL, seed=5)


def paid(pages: PageText, model: TrainedModel | None) -> list[str]:
    knowledge = Knowledge(models={BILL.key: model}) if model else None
    return [v.value for v in extract_fields((pages,), BILL, adviser_for(BILL, knowledge)).get("paid", ())]


def test_a_wording_that_no_definition_names_is_learned_across_layouts(model):
    unseen = paper(9)
    assert paid(unseen, None) != ["12.40"]
    assert paid(unseen, model) == ["12.40"]


def test_the_same_seed_gives_the_same_bytes(monkeypatch):
    from ocr_engine.learn.ranking import fitting, tagging

    monkeypatch.setattr(fitting, "_STEPS", 60)  # each step follows from the one before: some tell as much as all
    monkeypatch.setattr(tagging, "_FEWEST_STEPS", 30)
    monkeypatch.setattr(tagging, "_MOST_STEPS", 40)
    first, again, other = (train(examples(range(9)), BILL, seed=seed).to_bytes() for seed in (5, 5, 6))
    assert again == first
    assert other != first


def test_a_saved_model_answers_as_the_one_that_was_saved(model, tmp_path):
    model.save(tmp_path / "bill.safetensors")
    again = TrainedModel.load(tmp_path / "bill.safetensors")
    assert (again.keys, again.documents, again.seed, again.words) == (model.keys, 9, 5, model.words)
    assert repr(extract_fields((paper(9),), BILL, adviser_for(BILL, Knowledge(models={"bill": again})))) == repr(
        extract_fields((paper(9),), BILL, adviser_for(BILL, Knowledge(models={"bill": model}))))


def test_damaged_bytes_and_other_versions_are_refused_in_plain_words(model):
    data = model.to_bytes()
    for broken in (b"", b"x" * 40, data[:100], data.replace(b'\\"version\\": 4', b'\\"version\\": 9')):
        with pytest.raises(ModelUnusable):
            TrainedModel.from_bytes(broken)


def test_a_field_that_too_few_documents_tell_keeps_the_extractors_order():
    assert train(examples(range(3)), BILL).keys == ()


def test_progress_is_told_and_may_stop_the_training():
    class Stop(Exception):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        train(examples(range(5)), BILL, progress=stop)


def test_words_that_many_confirmed_values_hold_put_misread_ones_right():
    known = vocabulary_of([f"{n} JALAN BUNGA, TAMAN {w}" for n, w in enumerate(["SRI"] * 12 + ["JASA"] * 12)])
    assert corrected("12, JALAM BUNGA, TAMAN SRI", known) == "12, JALAN BUNGA, TAMAN SRI"
    assert corrected("12, Jaian Bunga", known) == "12, Jalan Bunga"


@pytest.mark.parametrize("text", ["12, KELANG", "JASA", "J4LAN", "西湖区JALAN路", "SR1"])
def test_words_that_may_be_right_are_left_alone(text):
    known = {"KLANG": 12, "JAYA": 12, "JASA": 1, "JALAN": 30, "SRI": 12}
    assert corrected(text, known) == text


def test_what_mostly_stands_behind_a_word_puts_a_misreading_of_it_right():
    values = [*["7, Jalan Bunga, 40150 SHAH ALAM"] * 3, "1, GROUND FLOOR, JALAN SRI", "2, GROUND FLOOR, JALAN RAYA",
              "3, GROUND FLOOR, JALAN MELUR"]
    words, pairs = vocabulary_of(values), pairs_of(values)
    assert paired("7, SHAH ALAK", pairs, words) == "7, SHAH ALAM"
    assert paired("Ground Fleer, Wisma", pairs, words) == "Ground Floor, Wisma"
    # Anything may stand behind a street; a word that was confirmed is right; two letters that are unlike, or a number
    # between the words, are no misreading.
    for other in ("1, JALAN SRY", "9, GROUND BUNGA", "SHAH AKIM", "GROUND 2 FLOOM"):
        assert paired(other, pairs, words) == other


def test_a_word_of_few_documents_corrects_nothing():
    assert corrected("JALAM", vocabulary_of(["JALAN"] * 5)) == "JALAM"


def test_a_corrected_word_says_what_was_read(model):
    from ocr_engine.types import FieldResult

    known = replace(model, words={"shop": {"BAKERY": 9}})
    [value] = known.settle({"shop": (FieldResult("shop", "Rose Bekery"),)})["shop"]
    assert value.value == "Rose Bakery"
    assert [(c.name, c.detail) for c in value.checks] == [("known_word", "Rose Bekery")]
    assert json.dumps(known.words)


def test_a_part_of_an_address_that_was_confirmed_twice_puts_its_misreading_right():
    known = phrases_of(["12 Quay, TAMAN BERKELEY, Klang", "9 Hill, TAMAN BERKELEY, Ipoh", "1 End, Only Once Lane"])
    assert known == ["TAMAN BERKELEY"]
    assert rephrased("LOT 7, TAMAN BERKELFY, KLANG", known) == "LOT 7, TAMAN BERKELEY, KLANG"
    for other in ("LOT 7, TAMAN BERKELEY BARU", "LOT 7, TAMAN (M) BERKELFY", "LOT 7, JALAN BARKLEIGH"):
        assert rephrased(other, known) == other


def test_a_word_that_several_confirmed_pages_hold_is_left_as_it_is():
    words = vocabulary_of([f"{n} Taman JAYA" for n in range(30)])
    assert corrected("LAYA", words) == "JAYA"
    assert corrected("LAYA", with_pages(words, ["bandar laya", "Laya sale", "at LAYA"])) == "LAYA"


def test_a_short_word_is_put_right_only_where_letters_differ_that_look_alike():
    words = vocabulary_of([f"{n} Taman JAYA" for n in range(30)])
    assert corrected("Jaga", words) == "Jaya" and corrected("IAYA", words) == "JAYA"
    for other in ("RAYA", "Raya", "JAVAN", "AYA"):
        assert corrected(other, words) == other


def options_for_paid(paid: str):
    """A bill whose sum is 26.82: the page, and what it may say was paid."""
    shown = page((10, 4, "Brise Kontor"), (10, 20, "Summe"), (40, 20, "26.82"), (10, 26, "Paid out"), (40, 26, paid),
                 (10, 32, "Gegeben"), (40, 32, "31.00"))
    plans = plan_fields(BILL)
    plan = next(p for p in plans if p.key == "paid")
    document = open_document((shown,), plans)
    return document, options_of(document, plan, gathered(document, plans))


def test_a_value_printed_twice_has_the_chances_of_both_its_prints():
    document, options = options_for_paid("26.82")
    said = [o.candidate.raw for o in options]
    chances = np.zeros(len(options) + 1)
    prints = [at for at, text in enumerate(said) if text == "26.82"][:2]
    chances[[*prints, said.index("31.00"), -1]] = 0.25, 0.3, 0.4, 0.05
    found = of_values(chances, options, document)
    assert said[int(chances[:-1].argmax())] == "31.00"
    assert int(found[:-1].argmax()) == prints[1] and found[prints[1]] == pytest.approx(0.55)
    assert (found[prints[0]], found[-1]) == (0.25, 0.05)


def test_of_a_sum_before_and_after_rounding_the_model_keeps_the_one_that_was_chosen_without_it():
    document, options = options_for_paid("26.80")
    numbers, _ = features(document, options, Tags((), {}))
    said = [o.candidate.raw for o in options]
    assert said[0] == "26.80"
    for other, kept in (("26.82", "26.80"), ("31.00", "31.00")):
        chances = np.full(len(options) + 1, 0.01)
        chances[said.index(other)] = 0.9
        assert said[int(rounded_as_before(chances, numbers, options, document)[:-1].argmax())] == kept


def test_a_word_of_a_file_with_letters_of_its_own_is_not_corrected(model):
    from ocr_engine.types import FieldResult

    known = replace(model, words={"shop": {"BAKERY": 9}})
    values = {"shop": (FieldResult("shop", "Rose Bekery", page=1), FieldResult("shop", "Rose Bekery", page=2))}
    assert [v.value for v in known.settle(values, exact={1})["shop"]] == ["Rose Bekery", "Rose Bakery"]
