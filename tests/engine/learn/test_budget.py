"""The error budget's promise, in simulation: it holds, it is exact, and it says what is missing."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from ocr_engine.learn.confidence.binomial import at_most, interval, lower, needed, upper
from ocr_engine.learn.confidence.budget import GRID, Reviewed, certify, first_size, monitored, sequences
from ocr_engine.learn.confidence.budget_trial import trial


def values(n, *, seed, centre=3.0, spread=2.0, honest=True):
    """Reviewed values whose confidence is their chance of being right, or only its order."""
    dice = np.random.default_rng(seed)
    chance = 1 / (1 + np.exp(-dice.normal(centre, spread, n)))
    right = dice.random(n) < chance
    told = chance if honest else chance ** 0.1
    return [Reviewed(float(c), bool(ok), str(i)) for i, (c, ok) in enumerate(zip(told, right, strict=True))]


def true_shares(**kwargs):
    """Threshold -> share of wrong values above it in a population far larger than any sample."""
    people = values(100_000, seed=99, **kwargs)
    told, right = np.array([r.confidence for r in people]), np.array([r.right for r in people])
    return {t: float((~right[told >= t]).mean()) for t in GRID}


def test_the_tail_is_the_sum_of_the_binomial_terms():
    for n, p, k in ((5, 0.3, 2), (40, 0.01, 0), (300, 0.02, 11)):
        terms = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))
        assert at_most(k, n, p) == pytest.approx(terms, rel=1e-9)


def test_299_values_without_a_mistake_prove_one_percent_at_95_percent():
    assert needed(0.01, 0.05) == 299
    assert needed(0.05, 0.05) == 59
    assert needed(0.01, 0.05, wrong=1) == 473
    assert upper(0, 299, sure=0.95) < 0.01 < upper(0, 298, sure=0.95)


def test_bounds_of_a_share_hold_it_as_often_as_they_say():
    for share in (0.01, 0.05, 0.3):
        seen = np.random.default_rng(1).binomial(80, share, 2000)
        held = [low <= share <= high for low, high in (interval(int(k), 80, sure=0.9) for k in seen)]
        assert np.mean(held) >= 0.9
    assert interval(0, 0) == (0.0, 1.0)
    assert lower(5, 5) < 1.0 == upper(5, 5)


def test_values_of_no_document_stand_for_one_each_where_documents_are_counted():
    rows = [*(Reviewed(0.99, True) for _ in range(100)), Reviewed(0.6, False, "a"), Reviewed(0.9, True, "a")]
    assert certify(rows, alpha=0.1, delta=0.1, unit="document").reviewed == 101


@pytest.mark.parametrize(("honest", "alpha"), [(True, 0.05), (False, 0.05), (True, 0.02)])
def test_the_share_of_wrong_values_exceeds_alpha_no_more_often_than_promised(honest, alpha):
    delta, runs = 0.1, 200
    share = true_shares(honest=honest)
    found = [certify(values(600, seed=s, honest=honest), alpha=alpha, delta=delta).threshold for s in range(runs)]
    broken = sum(t is not None and share[t] > alpha for t in found)
    assert broken <= delta * runs
    assert any(t is not None for t in found) or alpha < 0.05


def test_bad_confidences_cost_automation_and_not_the_promise():
    dice = random.Random(5)
    rows = [Reviewed(dice.random(), dice.random() < 0.8, str(i)) for i in range(2000)]
    found = certify(rows, alpha=0.05, delta=0.05)
    assert found.threshold is None and found.automation == 0
    assert found.missing is None  # a fifth is wrong at every threshold: no number of reviews helps


def test_with_too_little_evidence_nothing_is_accepted_and_the_rest_is_told():
    assert certify([], alpha=0.01, delta=0.05).missing == 299
    few = [Reviewed(0.97, True, str(i)) for i in range(100)]
    found = certify(few, alpha=0.01, delta=0.05)
    assert (found.threshold, found.missing) == (None, 199)
    enough = [Reviewed(0.97, True, str(i)) for i in range(299)]
    assert certify(enough, alpha=0.01, delta=0.05).threshold == 0.5


def test_half_as_many_accepted_values_need_twice_as_many_reviews():
    rows = [Reviewed(0.99 if i % 2 else 0.1, bool(i % 2), str(i)) for i in range(200)]
    assert certify(rows, alpha=0.01, delta=0.05).missing == 2 * (needed(0.01, 0.025) - 100)


def test_a_stricter_budget_never_accepts_more():
    rows = values(1500, seed=3)
    automation = [certify(rows, alpha=a, delta=0.1).automation for a in (0.01, 0.02, 0.03, 0.05, 0.08, 0.12)]
    assert automation == sorted(automation)
    assert certify(rows, alpha=0.05, delta=0.01).automation <= certify(rows, alpha=0.05, delta=0.2).automation


def test_the_order_of_the_rows_does_not_matter():
    rows = values(400, seed=8)
    assert certify(rows, alpha=0.05, delta=0.1) == certify(rows[::-1], alpha=0.05, delta=0.1)


def test_a_document_counts_as_wrong_as_soon_as_one_accepted_value_is():
    right = [Reviewed(0.95, True, f"d{i}") for i in range(100) for _ in range(4)]
    wrong = [Reviewed(0.95, False, f"d{i}") for i in range(8)]
    by_value = certify([*right, *wrong], alpha=0.04, delta=0.1)
    by_document = certify([*right, *wrong], alpha=0.04, delta=0.1, unit="document")
    assert by_value.threshold is not None and by_document.threshold is None
    assert by_document.reviewed == 100


def test_values_that_go_wrong_together_keep_the_promise_by_document():
    """Whole documents are misread at once: ten values each, all of them right or all wrong."""
    delta, alpha, runs = 0.1, 0.05, 150
    broken = {"value": 0, "document": 0}
    for seed in range(runs):
        dice = np.random.default_rng(seed)
        rows = [Reviewed(0.9, bool(ok), f"d{d}") for d, ok in enumerate(dice.random(60) < 0.94) for _ in range(10)]
        for unit in broken:
            broken[unit] += certify(rows, alpha=alpha, delta=delta, unit=unit).threshold is not None
    assert broken["document"] <= delta * runs < broken["value"]  # every promise here is a broken one: 6 % are wrong


def test_the_first_threshold_may_hold_more_wrong_ones_the_more_was_reviewed():
    assert first_size(100, 0.05, 0.1) == needed(0.05, 0.1)
    sizes = [first_size(n, 0.05, 0.1) for n in (100, 1000, 5000, 20000)]
    assert sizes == sorted(sizes) and sizes[-1] > sizes[0]


def test_a_field_that_is_nearly_always_right_does_not_fail_for_one_mistake_among_its_surest():
    rows = [Reviewed(0.99 if i < 30 else 0.8, i != 7, str(i)) for i in range(100)]
    assert certify(rows, alpha=0.1, delta=0.05).automation == 1.0


def test_sequences_take_half_of_delta_each_and_begin_by_the_number_of_reviewed_values_alone():
    for reviewed in (100, 1000, 10_000):
        found = sequences(reviewed, 0.05, 0.1)
        assert [part for _, part in found] == [0.05] * (1 if reviewed < 3 * needed(0.05, 0.1) else 2)


def test_where_half_of_delta_is_not_enough_only_everything_together_is_tested():
    """59 right values prove 5 %, 72 with half of delta; in between a threshold may not be chosen."""
    assert (needed(0.05, 0.05), needed(0.05, 0.025)) == (59, 72)
    for reviewed in (59, 71):
        sure = [Reviewed(0.97, True, str(i)) for i in range(reviewed)]
        assert certify(sure, alpha=0.05, delta=0.05).threshold == 0.5
        assert certify([*sure[1:], Reviewed(0.3, False)], alpha=0.05, delta=0.05).threshold is None
    assert certify([*(Reviewed(0.97, True) for _ in range(72)), Reviewed(0.3, False)], alpha=0.05,
                   delta=0.05).threshold is not None


def test_where_hardly_any_threshold_holds_the_other_half_is_not_worse_than_promised():
    """Three mistakes among the surest and more further down: what passes by luck has them all in the other half."""
    mistakes = {60, 90, 112, *range(120, 180, 6)}
    rows = [Reviewed(0.99 - n * 0.002, n not in mistakes, str(n)) for n in range(180)]
    assert trial(rows, alpha=0.05, delta=0.05, splits=400).exceeded <= 0.05


def test_blind_samples_speak_up_once_they_prove_too_many_mistakes():
    assert not monitored(0, 5, alpha=0.01).exceeded
    assert not monitored(1, 50, alpha=0.01).exceeded
    proof = monitored(6, 50, alpha=0.01)
    assert proof.exceeded and proof.lower > 0.01


@pytest.mark.parametrize("bad", [0.0, 1.0, -0.1])
def test_a_budget_of_nothing_or_of_everything_is_refused(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        certify([], alpha=bad, delta=0.05)


def test_on_random_halves_the_promise_is_kept_and_the_best_is_not_far():
    found = [trial(values(1000, seed=s), alpha=0.05, delta=0.1, splits=60) for s in range(6)]
    assert sum(t.exceeded for t in found) / 6 <= 0.12
    assert sum(t.automation for t in found) > 0.6 * sum(t.best for t in found)
    for t in found:
        assert t.automation <= t.best
        assert t.splits == 60 and t.reviewed == t.held_out == 500


def test_the_same_seed_gives_the_same_trial():
    rows = values(300, seed=4)
    assert trial(rows, alpha=0.05, delta=0.1, splits=20, seed=7) == trial(rows[::-1], alpha=0.05, delta=0.1, splits=20,
                                                                          seed=7)
