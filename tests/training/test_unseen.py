"""What twins answered stands for the documents to come: judged without their layout, and as many of every layout."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from docmgr.extraction import engine
from docmgr.training.trained import unseen
from docmgr.training.trained.contest import Outcome
from docmgr.training.trained.folds import folds_of


def answer(document: int, layout: int) -> engine.Unseen:
    value = engine.EngineValue(
        key="total", index=0, value="1.00", raw="1.00", confidence=0.5, page=1, box=[0.1, 0.1, 0.2, 0.12], source="ocr",
        how="position", checks=[], candidates=[], features=signs(document))
    return engine.Unseen(document=str(document), group=str(layout), values=[value])


def signs(document: int) -> dict[str, float]:
    return {"raw": 0.2, "again": 1.0, "reading": float(document % 3)}


def reviewed(document: int, layout: int, *, right: bool) -> engine.ReviewedSigns:
    return engine.ReviewedSigns(key="total", kind="money", features=signs(document), right=right,
                                document=str(document), group=str(layout))


def weighed(layouts: dict[int, int], answered: list[int], wrong: set[int] = frozenset()) -> dict[int, float]:
    rows = [reviewed(d, layout, right=d not in wrong) for d, layout in layouts.items()]
    found = unseen.weighed([answer(d, layouts[d]) for d in answered], rows, {"total": "money"}, layouts)
    return {document: values[0].confidence for document, values in found.items()}


def test_what_people_said_of_a_layout_has_no_part_in_the_confidence_of_its_documents() -> None:
    layouts = {d: d // 4 for d in range(40)}
    before, after = (weighed(layouts, [0, 1, 2, 3], wrong) for wrong in (set(), {0, 1, 2, 3}))
    assert before == after
    assert weighed(layouts, [4], set()) != weighed(layouts, [4], {0, 1, 2, 3})


def test_where_nearly_all_are_of_one_layout_it_is_the_document_that_has_no_part() -> None:
    layouts = dict.fromkeys(range(40), 0)
    assert weighed(layouts, [7], set())[7] == weighed(layouts, [7], {7})[7]
    assert weighed(layouts, [7], set())[7] != weighed(layouts, [7], set(range(20)))[7]


@pytest.mark.parametrize("large", [14, 3])
def test_of_every_layout_the_same_share_counts(large: int) -> None:
    layouts = {d: 0 if d < 70 else d for d in range(100)}
    answered = [*range(large), *range(70, 85)]
    kept = Counter(d < 70 for d in weighed(layouts, answered))
    share = min(large / 70, 15 / 30)
    assert kept[True] == round(share * 70) and kept[False] == round(share * 30)


def test_turns_hold_each_layout_back_as_likely_as_the_other() -> None:
    layouts = {d: d // 3 for d in range(150)}
    held: Counter[int] = Counter()
    for seed in range(60):
        held.update(d for turn in folds_of(layouts, seed=seed).turns for d in turn.unseen)
    assert min(held[d] for d in layouts) > 0.25 * 60 and max(held.values()) < 0.75 * 60


def test_a_document_held_back_twice_counts_once_with_the_memory_of_all_others() -> None:
    by_itself = Outcome(judged={"1": [reviewed(1, 0, right=True)], "2": [reviewed(2, 0, right=True)]})
    with_layout = Outcome(judged={"1": [reviewed(1, 0, right=False)]}, unseen=[answer(1, 0)])
    for order in ((by_itself, with_layout), (with_layout, by_itself)):
        whole = Outcome()
        for one in order:
            whole.add(one)
        assert {s.document: s.right for s in whole.signs} == {"1": False, "2": True} and len(whole.signs) == 2


def test_what_two_readings_said_of_a_print_is_known_of_another_value_made_of_it() -> None:
    told = {"raw": 0.2, "again": 1.0, "again_like": 1.0, "again_sure": 2.0, "again_value": 1.0, "second_look": 1.0}
    value = replace(answer(1, 0).values[0], key="company", value="Gourmet Sdn Bhd", raw="Gourmet Sbn Bhd",
                    features={"raw": 0.9, "digits": 0.0})
    prints, then = {("company", "Gourmet Sbn Bhd"): told}, {("company", "Gourmet Sbn Bhd"): told}
    found = engine.as_first_read(value, then, prints)
    assert (found["again"], found["again_value"], found["overruled"]) == (1.0, 0.0, 1.0)
    assert "second_look" not in found and found["raw"] == 0.9
    same = replace(value, value="Gourmet Sbn Bhd")
    assert engine.as_first_read(same, then, prints)["second_look"] == 1.0
    assert engine.as_first_read(replace(value, raw="elsewhere"), then, prints) == value.features
