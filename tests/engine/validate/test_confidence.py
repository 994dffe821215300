"""Confidence before anybody has reviewed: it grows with every part and never passes its caps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.types import Check
from ocr_engine.validate import Parts, capped, confidence
from ocr_engine.validate.confidence import CEILING, FAILED_CAP, FOUND, NO_EVIDENCE_CAP, REPAIRED_CAP

PART = st.floats(0, 1)
PARTS = st.builds(Parts, reading=PART, how=st.sampled_from([*FOUND, "", "unknown"]), margin=PART, quality=PART,
                  label=PART, on_page=st.booleans())
PASSED = Check("iban_checksum", True)


@given(PARTS, st.sampled_from(["reading", "margin", "quality", "label"]), PART, st.integers(0, 4))
def test_a_better_part_never_lowers_it(parts, part, better, passed):
    checks = [PASSED] * passed
    if better >= getattr(parts, part):
        assert confidence(replace(parts, **{part: better}), checks) >= confidence(parts, checks)


@given(PARTS, st.integers(0, 3))
def test_a_passed_check_never_lowers_it_and_a_failed_one_caps_it(parts, passed):
    checks = [PASSED] * passed
    assert confidence(parts, [*checks, PASSED]) >= confidence(parts, checks)
    assert confidence(parts, [*checks, Check("date_valid", False)]) <= FAILED_CAP
    assert confidence(parts, [*checks, Check("phone_shape", None)]) == confidence(parts, checks)


@given(PARTS)
def test_a_value_without_evidence_stays_under_its_cap_whatever_else_is_known(parts):
    assert 0 <= confidence(parts, [PASSED]) <= CEILING
    assert confidence(replace(parts, on_page=False), [PASSED] * 3) <= NO_EVIDENCE_CAP


def test_who_knows_better_replaces_the_guess_but_lifts_no_cap():
    assert capped(0.77, (), on_page=True) == 0.77
    assert capped(1.0, [Check("kind", False)], on_page=True) == FAILED_CAP
    assert capped(1.0, (), on_page=False) == NO_EVIDENCE_CAP
    assert capped(0.9, [Check("luhn", False)], on_page=True) == FAILED_CAP


@pytest.mark.parametrize("note", ["look_alike_repair", "dictionary_repair", "word_repair"])
def test_a_repaired_value_stays_doubtful(note: str):
    assert confidence(Parts(), [PASSED, Check(note, None, "1:O>0")]) == REPAIRED_CAP


def test_the_same_check_twice_is_evidence_once():
    assert confidence(Parts(how="kind"), [PASSED, PASSED]) == confidence(Parts(how="kind"), [PASSED])


def test_how_a_value_was_found_counts_by_the_first_part_of_its_name():
    assert confidence(Parts(how="memory:1042")) == confidence(Parts(how="memory"))
    assert confidence(Parts(how="label_right")) > confidence(Parts(how="position"))


@pytest.mark.parametrize(("parts", "checks", "low", "high"), [
    (Parts(0.99, "label_right", 0.95), [Check("date_valid", True)], 0.85, 0.95),
    (Parts(0.99, "label_right", 1.0), [PASSED], 0.95, 0.99),
    (Parts(0.6, "label_right", 0.2, 0.5), [], 0.2, 0.5),
    (Parts(0.99, "kind", 0.1), [], 0.2, 0.5)])
def test_typical_values_get_a_confidence_that_a_reviewer_would_give(parts, checks, low, high):
    assert low <= confidence(parts, checks) <= high
