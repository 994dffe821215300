"""Reliability in numbers, on confidences whose worth is known."""

from __future__ import annotations

import random

import pytest

from ocr_engine.evaluate.reliability import bins_of, by_field, reliability


def honest(n, *, seed=0):
    dice = random.Random(seed)
    return [(p, dice.random() < p) for p in (dice.random() ** 0.3 for _ in range(n))]


def test_honest_confidences_show_no_more_error_than_chance_does():
    found = reliability(honest(4000))
    assert found["ece"] < 2 * found["chance"] < 0.05
    assert found["auroc"] > 0.6


def test_confidences_that_claim_too_much_are_found_out():
    boasting = [(min(0.999, 0.5 + p / 2), ok) for p, ok in honest(4000)]
    found = reliability(boasting)
    assert found["ece"] > 5 * found["chance"]
    assert found["auroc"] == pytest.approx(reliability(honest(4000))["auroc"], abs=0.01)


def test_few_values_show_a_large_error_by_chance_alone_and_the_report_says_so():
    assert reliability(honest(40))["chance"] > 3 * reliability(honest(4000))["chance"]


def test_bins_hold_every_value_once():
    bins = bins_of([(0.0, False), (0.05, True), (0.55, True), (1.0, True)])
    assert [(b.low, b.count) for b in bins] == [(0.0, 2), (0.5, 1), (0.9, 1)]
    assert bins[0].right == 0.5 and bins[-1].confidence == 1.0


def test_nothing_to_tell_from_is_said_as_none():
    assert reliability([])["ece"] is None
    assert reliability([(0.9, True)])["auroc"] is None


def test_fields_are_judged_by_themselves():
    found = by_field([("a", 0.9, True), ("b", 0.9, False), ("a", 0.8, True)])
    assert found["a"]["right"] == 1.0 and found["b"]["right"] == 0.0 and found["a"]["values"] == 2
