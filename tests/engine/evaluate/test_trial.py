"""Trials: nothing that is scored was learned, and learning is seen in the figures."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ocr_engine.evaluate.folds import folded, one_spelling
from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.evaluate.one_each import one_each
from ocr_engine.evaluate.trial import Labelled, by_company, grouped, learning_curve, ordered, trial
from tests.engine.learn.pages import BILL, bakery, harbour


def labelled() -> list[Labelled]:
    made: list[Labelled] = []
    for n in range(6):
        told = {"shop": ("Nordlicht Fischerei Kontor",), "ticket": (f"M-9031{n}",), "paid": (f"12{n}.05",)}
        page = harbour(ticket=told["ticket"][0], paid=told["paid"][0])
        made.append((GoldDocument(f"h{n}", "", told, ("remark",)), (page,)))
    told = {"shop": ("Morgenrot Backstube",), "ticket": ("77120",), "paid": ("8.60",)}
    return [*made, (GoldDocument("b0", "", told), (bakery(),))]


def test_no_document_is_both_learned_and_scored():
    run = trial(ordered(labelled(), 3), BILL, learn=2)
    assert len(run.learned) == 2
    assert set(run.learned).isdisjoint(run.held_back)
    assert set(run.answers) == set(run.held_back)


def test_a_seed_gives_the_same_order_whatever_order_the_documents_came_in():
    assert ordered(labelled(), 5) == ordered(labelled()[::-1], 5)
    assert ordered(labelled(), 5) != ordered(labelled(), 6)


def test_documents_of_one_house_stay_together():
    items = grouped(by_company(labelled(), "shop"), 1)
    groups = [gold.group for gold, _ in items]
    assert sum(a != b for a, b in pairwise(groups)) == 1


def test_across_folds_every_document_is_answered_once_and_taught_by_the_others():
    spread = folded(labelled(), BILL, folds=3)
    apart = folded(by_company(labelled(), "shop"), BILL, folds=2)
    assert spread["documents"] == apart["documents"] == len(labelled())
    assert apart["folds"] == [6, 1]
    assert spread["f1"] > apart["f1"]  # a house that nobody has seen teaches nothing about itself


def test_two_spellings_of_a_house_are_one_group():
    items = by_company(labelled(), "shop")
    slip = [(replace(gold, group=gold.group[:-1]) if gold.id == "h0" else gold, pages) for gold, pages in items]
    assert len({gold.group for gold, _ in one_spelling(slip)}) == 2


def test_the_curve_rises_with_what_was_confirmed():
    points = learning_curve(labelled(), BILL, sizes=[0, 2], seeds=[0, 1])
    assert points[1]["f1"] > points[0]["f1"] + 0.1
    assert points[1]["fields"]["ticket"] > points[0]["fields"]["ticket"]


def test_one_document_of_a_layout_is_weighed_on_the_others_of_it_alone():
    found = one_each(labelled(), BILL, most=2)
    assert (found["documents"], found["pairs"]) == (6, 12)  # the bakery has one document: nothing to learn it from
    assert found["one_each"]["f1"] > found["zero_shot"]["f1"]
