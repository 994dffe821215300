"""A trained ranker is believed as far as evidence goes: the order that nobody taught stands without it."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_engine.extract.weights import ENOUGH
from ocr_engine.learn.ranking import trusting
from ocr_engine.learn.ranking.features import NUMBERS
from ocr_engine.learn.ranking.fitting import Task
from ocr_engine.learn.ranking.ranker import PRIOR, Trust, between, doubted

WORDS = np.zeros((0, 1), np.int64)


def task(scores: list[float], right: int | None) -> Task:
    """Options with these scores of the extractor, best first; ``right``: which one, or None."""
    numbers = np.zeros((len(scores), NUMBERS), np.float32)
    numbers[:, 0] = scores
    numbers[:, 2] = 1 / (1 + np.arange(len(scores)))
    wanted = np.zeros(len(scores) + 1, np.float32)
    wanted[len(scores) if right is None else right] = 1
    return Task(numbers, WORDS, wanted, 0)


def untaught(one: Task) -> np.ndarray:
    return between(np.zeros(len(one.numbers) + 1), one.numbers, 0.0)


def chosen(one: Task, learned: np.ndarray, trust: Trust) -> int:
    return int(doubted(learned, one.numbers, np.array([trust, trust])).argmax())


def test_what_is_chosen_is_what_will_be_answered_by() -> None:
    order = np.random.default_rng(0)
    tasks = [task(sorted(order.uniform(0, 1, 4), reverse=True), right) for right in (0, 1, None, 3)]
    tasks.append(task([ENOUGH - 0.1, 0.0], None))       # the extractor's own answer is none
    items = [(order.normal(0, 3, len(t.right)), t) for t in tasks]
    losses = list(trusting._losses(items))
    for loss, trust in losses[::97]:
        odds = [np.exp(doubted(learned, t.numbers, np.array([trust, trust]))) for learned, t in items]
        chances = [max((o * t.right).sum() / o.sum(), trusting._LEAST) for o, (_, t) in zip(odds, items, strict=True)]
        direct = -float(np.log(chances).sum())
        assert loss == pytest.approx(direct + trusting._cost(trust), abs=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_what_few_documents_do_not_bear_out_changes_no_order(seed: int) -> None:
    """Twelve documents on which the extractor is mostly right, and a ranker that learned nothing but noise."""
    order = np.random.default_rng(seed)
    tasks = [task([0.8, 0.6, 0.4], 0 if n % 6 else 1) for n in range(12)]
    trust = trusting._likeliest([(untaught(t) + order.normal(0, 2, 4), t) for t in tasks])
    assert trust.share == 0
    assert chosen(tasks[0], np.array([0.0, 0.0, 9.0, 9.0]), trust) == 0


def test_what_documents_bear_out_is_believed() -> None:
    tasks = [task([0.8, 0.6, 0.4], n % 3) for n in range(12)]
    items = [(untaught(t) + 6 * t.right, t) for t in tasks]
    trust = trusting._likeliest(items)
    assert trust.share == 1
    assert [chosen(t, learned, trust) for learned, t in items] == [n % 3 for n in range(12)]


def test_how_sure_a_field_has_to_be_that_many_documents_lack_is_learned_from_few() -> None:
    """Terms: said with 0.8 where there are some, and with 0.5 where a paper has other periods only."""
    tasks = [task([0.8, 0.4], 0) if n % 2 else task([0.5, 0.4], None) for n in range(14)]
    trust = trusting._likeliest([(untaught(t), t) for t in tasks])
    assert trust.share == 0 < trust.none
    assert chosen(tasks[1], untaught(tasks[1]), trust) == 0
    odds = np.exp(doubted(untaught(tasks[0]), tasks[0].numbers, np.array([trust, trust])))
    before = np.exp(PRIOR * np.array([0.5, 0.4, ENOUGH]))
    assert odds[-1] / odds[0] > before[-1] / before[0]


def test_a_model_that_says_less_of_its_trust_answers_as_it_did() -> None:
    one, learned = task([0.8, 0.4], 0), np.array([1.0, 2.0, 3.0])
    found = doubted(learned, one.numbers, np.array([[2.0, 1.5], [1.0, 0.0]]))
    assert found.tolist() == [2.0, 1.0, 1.5]


def test_too_few_documents_make_no_ranker() -> None:
    assert trusting.trust_of([task([0.8], 0)] * 7, seed=0) is None
