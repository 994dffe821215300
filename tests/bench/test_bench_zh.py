"""The drawn Chinese papers are what their gold says, the same ones every time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from scripts.bench_invented.zh.__main__ import FORMS, LOOKED_AT
from scripts.bench_invented.zh.form import Form, filled, gold
from scripts.bench_invented.zh.paper import drawn
from scripts.bench_invented.zh.values import citizen, credit, in_words


@pytest.mark.parametrize("kind", FORMS, ids=lambda f: f.key)
def test_every_value_of_the_gold_stands_on_the_page(kind: Form) -> None:
    for layout in kind.layouts:
        values = filled(kind, layout, random.Random(layout.name))
        text = "".join("".join(page.get_text().split()) for page in drawn(layout, values, seals=False))
        told = gold(kind, layout.name, values, named=True).fields
        assert told and all("".join(value.split()) in text for found in told.values() for value in found)


def test_an_amount_and_a_day_printed_in_words_are_asked_for_as_figure_and_day() -> None:
    face = next(f for f in FORMS if f.key == "fixed_invoice")
    assert gold(face, "a", {"face": "壹拾元"}, named=False).fields == {"face": ("10.00",)}
    diploma = next(f for f in FORMS if f.key == "diploma")
    told = gold(diploma, "a", {"birth": "二〇二四年一月三十一日"}, named=False)
    assert told.fields == {"birth": ("2024-01-31",)} and "name" in told.absent


@pytest.mark.parametrize("kind", FORMS, ids=lambda f: f.key)
def test_every_field_of_a_type_is_printed_by_one_of_its_layouts(kind: Form) -> None:
    printed = {key for layout in kind.layouts for seed in range(8) for key in filled(kind, layout, random.Random(seed))}
    assert printed == {f.key for f in kind.fields}


def test_half_of_the_types_are_kept_from_whoever_mends() -> None:
    assert set(LOOKED_AT) < {f.key for f in FORMS}
    assert len(FORMS) - len(LOOKED_AT) >= 12


def test_numbers_of_people_and_firms_pass_their_checks() -> None:
    from ocr_engine.validate.people import find
    from ocr_engine.validate.tax import find as find_tax

    rng = random.Random(3)
    for _ in range(20):
        assert find(citizen(rng))[0].score == 1.0
        assert find_tax(credit(rng))[0].score == 1.0


def test_amounts_in_words_say_the_printed_amount() -> None:
    assert in_words("￥12,030.50") == "壹万贰仟零叁拾元伍角零分"


def test_a_paper_is_drawn_the_same_way_again(tmp_path: Path) -> None:
    from scripts.bench_invented.zh.paper import save

    kind = FORMS[0]
    values = filled(kind, kind.layouts[0], random.Random(1))
    made = [save(drawn(kind.layouts[0], values, seals=True), tmp_path / f"{n}.png", seed=5).read_bytes() for n in "ab"]
    assert made[0] == made[1]
