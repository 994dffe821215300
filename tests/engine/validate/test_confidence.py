"""Confidence before anybody has reviewed: it grows with every part and never passes its caps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.types import Check
from ocr_engine.validate import Evidence, capped, confidence
from ocr_engine.validate.confidence import CEILING, FAILED_CAP, FOUND, NO_EVIDENCE_CAP, REPAIRED_CAP

PART = st.floats(0, 1)
EVIDENCE = st.builds(Evidence, reading=PART, how=st.sampled_from([*FOUND, "", "unknown"]), fit=PART, margin=PART,
    quality=PART,
                     label=PART, on_page=st.booleans())
PASSED = Check("iban_checksum", True)


@given(EVIDENCE, st.sampled_from(["reading", "fit", "margin", "quality", "label"]), PART, st.integers(0, 4))
def test_a_better_part_never_lowers_it(evidence, part, better, passed):
    checks = [PASSED] * passed
    if better >= getattr(evidence, part):
        assert confidence(replace(evidence, **{part: better}), checks) >= confidence(evidence, checks)


@given(EVIDENCE, st.integers(0, 3))
def test_a_passed_check_never_lowers_it_and_a_failed_one_caps_it(evidence, passed):
    checks = [PASSED] * passed
    assert confidence(evidence, [*checks, PASSED]) >= confidence(evidence, checks)
    assert confidence(evidence, [*checks, Check("date_valid", False)]) <= FAILED_CAP
    assert confidence(evidence, [*checks, Check("phone_shape", None)]) == confidence(evidence, checks)


@given(EVIDENCE)
def test_a_value_without_evidence_stays_under_its_cap_whatever_else_is_known(evidence):
    assert 0 <= confidence(evidence, [PASSED]) <= CEILING
    assert confidence(replace(evidence, on_page=False), [PASSED] * 3) <= NO_EVIDENCE_CAP


def test_calibration_replaces_the_guess_but_lifts_no_cap():
    assert confidence(Evidence(how="kind"), calibrate=lambda p: 0.77) == 0.77
    assert confidence(Evidence(), [Check("kind", False)], calibrate=lambda p: 1.0) == FAILED_CAP
    assert confidence(Evidence(on_page=False), calibrate=lambda p: 1.0) == NO_EVIDENCE_CAP
    assert capped(0.9, [Check("luhn", False)], on_page=True) == FAILED_CAP


def test_a_repaired_value_stays_doubtful():
    assert confidence(Evidence(), [PASSED, Check("look_alike_repair", None, "1:O>0")]) == REPAIRED_CAP


def test_the_same_check_twice_is_evidence_once():
    assert confidence(Evidence(how="kind"), [PASSED, PASSED]) == confidence(Evidence(how="kind"), [PASSED])


def test_how_a_value_was_found_counts_by_the_first_part_of_its_name():
    assert confidence(Evidence(how="memory:1042")) == confidence(Evidence(how="memory"))
    assert confidence(Evidence(how="label_right")) > confidence(Evidence(how="position"))


@pytest.mark.parametrize(("evidence", "checks", "low", "high"), [
    (Evidence(0.99, "label_right", 0.95), [Check("date_valid", True)], 0.85, 0.95),
    (Evidence(0.99, "label_right", 1.0), [PASSED], 0.95, 0.99),
    (Evidence(0.6, "label_right", 0.5, 0.2, 0.5), [], 0.2, 0.5),
    (Evidence(0.99, "kind", 0.3, 0.1), [], 0.2, 0.5)])
def test_typical_values_get_a_confidence_that_a_reviewer_would_give(evidence, checks, low, high):
    assert low <= confidence(evidence, checks) <= high
