"""Confidence learned from reviewed values: calibrated, deterministic, small, and never above its caps."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from ocr_engine.evaluate.reliability import reliability
from ocr_engine.learn.confidence import trust as trust_module
from ocr_engine.learn.confidence.signs import SIGNS, signs_of, with_second_reading
from ocr_engine.learn.confidence.trust import Row, Trust, apply, fit, fit_without, shipped
from ocr_engine.types import BBox, Check, FieldResult

PLACE = BBox(0.1, 0.1, 0.3, 0.12)


def reviewed(n, *, seed=0, key="total", kind="money", misleading=False):
    """Values whose second reading and known words tell most of whether they are right; the formula tells little."""
    dice = random.Random(seed)
    rows = []
    for i in range(n):
        right = dice.random() < 0.85
        likely = (0.3, 0.95) if misleading else (0.95, 0.25)
        agreed = dice.random() < likely[0 if right else 1]
        known = dice.random() < (0.7 if right else 0.05)
        signs = {"raw": dice.gauss(0.6 if right else 0.4, 0.3), "again": float(agreed), "seen": float(known),
                 "alone": float(not agreed and not known), "reading": dice.uniform(0.5, 3), "quality": 1.0}
        rows.append(Row(key, kind, signs, right, f"d{seed}-{i}", f"g{seed}-{i // 3}"))
    return rows


def told(trust, rows):
    return [(trust.chance(r.key, r.kind, r.signs), r.right) for r in rows]


def test_what_was_reviewed_makes_confidence_mean_what_it_says():
    trust, later = fit(reviewed(500)), reviewed(3000, seed=1)
    before, after = reliability(told(shipped(), later)), reliability(told(trust, later))
    assert after["ece"] < 0.03 < before["ece"]
    assert after["auroc"] > max(0.93, before["auroc"])


def test_a_field_that_behaves_otherwise_gets_its_own_confidence():
    rows = reviewed(300) + reviewed(300, seed=2, key="number", kind="code", misleading=True)
    trust = fit(rows)
    wrong_way = reliability(told(trust, reviewed(1000, seed=3, key="number", kind="code", misleading=True)))
    usual = reliability(told(trust, reviewed(1000, seed=4)))
    assert wrong_way["auroc"] > 0.85 and usual["auroc"] > 0.9
    assert wrong_way["ece"] < 0.06 and usual["ece"] < 0.06


def test_a_field_with_few_reviewed_values_stays_with_its_kind_and_others_with_the_type():
    rows = reviewed(300) + reviewed(3, seed=5, key="deposit")
    trust = fit(rows)
    later = reviewed(1000, seed=6, key="deposit")
    assert reliability(told(trust, later))["ece"] < 0.08
    unknown = [Row("never_seen", "date", r.signs, r.right) for r in later]
    assert reliability(told(trust, unknown))["auroc"] > 0.85


def test_no_sign_speaks_against_its_nature_however_few_wrong_values_happen_to_lie():
    """Both readings agreed on all that was wrong here: chance, on so few, and no reason to doubt agreement."""
    rows = [replace(r, signs={**r.signs, "again": float(not r.right), "alone": 0.0}) for r in reviewed(60)]
    weights, at = fit(rows).weights, SIGNS.index("again")
    assert {"", "kind:money", "field:total"} <= set(weights)
    assert all(levels[at] >= 0 for levels in weights.values())


def test_what_lost_beside_a_value_speaks_half_as_loud_from_a_hundred_documents_and_as_ever_of_fifty(monkeypatch):
    at = SIGNS.index("rivals")
    few, many = (with_rivals(reviewed(n)) for n in (50, 200))
    after = [fit(rows) for rows in (few, many)]
    monkeypatch.setattr(trust_module, "_WITHOUT", 0.0)
    before = [fit(rows) for rows in (few, many)]
    assert after[0] == before[0]
    assert before[1].weights["field:total"][at] < -0.1
    assert after[1].weights["field:total"][at] == pytest.approx(before[1].weights["field:total"][at] / 2, abs=1e-4)


def with_rivals(rows):
    return [replace(r, signs={**r.signs, "rivals": 0.0 if r.right else 1.0}) for r in rows]


def test_a_handful_of_documents_without_an_error_promises_no_perfection():
    flawless = [r for r in reviewed(60) if r.right][:32]
    for rows, most in ((flawless, 0.98), (reviewed(400), 0.87)):
        claimed = [chance for chance, _ in told(fit(rows), reviewed(1000, seed=1))]
        assert sum(claimed) / len(claimed) < most


def test_with_next_to_nothing_reviewed_what_is_shipped_stands():
    assert fit(reviewed(5)) == shipped()
    assert fit([]) == shipped()


def test_the_same_rows_give_the_same_model_in_any_order():
    rows = reviewed(200)
    mixed = rows[:]
    random.Random(3).shuffle(mixed)
    assert json.dumps(fit(rows).as_json()) == json.dumps(fit(mixed).as_json())


def test_a_model_survives_its_plain_form_and_is_small():
    trust = fit(reviewed(200))
    text = json.dumps(trust.as_json())
    assert Trust.from_json(json.loads(text)) == trust
    assert len(text) < 16_000


def test_a_model_of_another_version_is_refused():
    with pytest.raises(ValueError, match="version"):
        Trust.from_json({**shipped().as_json(), "version": 0})


def test_a_model_that_knows_a_sign_more_or_less_is_read_all_the_same():
    data = shipped().as_json()
    fewer = {**data, "signs": data["signs"][1:], "mean": data["mean"][1:], "scale": data["scale"][1:],
             "weights": {k: w[1:] for k, w in data["weights"].items()}}
    signs = {"raw": 0.5, "again": 1.0}
    assert 0 < Trust.from_json(fewer).chance("x", "text", signs) < 1


def test_rows_of_one_sort_only_give_no_certainty():
    rows = [Row("total", "money", {"raw": 0.5, "again": 1.0}, True, f"d{i}", f"d{i}") for i in range(40)]
    assert 0.9 < fit(rows).chance("total", "money", {"raw": 0.5, "again": 1.0}) < 0.9999


def value(**kwargs):
    return FieldResult(**{"key": "total", "value": "12.00", "raw": "12.00", "confidence": 0.7, "page": 1, "box": PLACE,
                          "source": "ocr", "how": "label_right", **kwargs})


def certain():
    return fit([Row("total", "money", {"raw": 1.0}, True, f"d{i}", f"d{i}") for i in range(400)])


def test_no_learned_confidence_lifts_a_cap():
    failed, repaired = Check("pattern", False), Check("look_alike_repair", None)
    fields = {"total": (value(), value(checks=(failed,)), value(checks=(repaired,)), value(box=None, page=None))}
    found = [v.confidence for v in apply(fields, {"total": "money"}, certain())["total"]]
    assert found[0] > 0.9
    assert found[1] <= 0.4 and found[2] <= 0.8 and found[3] <= 0.3


def test_values_of_readers_that_were_never_reviewed_keep_their_confidence():
    fields = {"total": (value(source="xml", confidence=0.99), value(source="vlm:any", confidence=0.61),
                        value(how="label_right+vlm", confidence=0.62))}
    found = apply(fields, {"total": "money"}, certain())["total"]
    assert [v.confidence for v in found[:2]] == [0.99, 0.61]
    assert found[2].confidence > 0.62  # the light reader's own value, which the model agreed with


def test_a_reader_that_was_reviewed_is_judged_like_the_others():
    rows = [Row("total", "money", {"raw": 1.0, "by_vlm": 1.0}, True, f"d{i}", f"d{i}", source="vlm:any")
            for i in range(60)]
    found = apply({"total": (value(source="vlm:any", confidence=0.61),)}, {"total": "money"}, fit(rows))
    assert found["total"][0].confidence > 0.9


def test_the_signs_stay_with_the_value_for_the_next_fit():
    once = apply({"total": (value(),)}, {"total": "money"})["total"][0]
    twice = apply({"total": (once,)}, {"total": "money"})["total"][0]
    assert once == twice and set(once.features) <= set(SIGNS)
    assert once.features["raw"] == pytest.approx(0.4236, abs=1e-3)


def test_a_second_reading_is_taken_over_from_the_day_the_page_was_read():
    now, then = {"raw": 1.0, "seen": 0.0}, {"raw": 0.2, "again": 0.0, "again_sure": 1.5, "label": 0.1}
    joined = with_second_reading(now, then)
    assert joined == {"raw": 1.0, "seen": 0.0, "again": 0.0, "again_sure": 1.5, "alone": 1.0, "overruled": 0.0}
    assert with_second_reading({**now, "seen": 1.0}, then)["alone"] == 0.0
    assert with_second_reading(now, {}) == now


def test_a_word_put_in_place_of_what_both_readings_say_is_told():
    def overruled(text, **features):
        return signs_of(replace(value(), value=text, features=features))["overruled"]

    assert overruled("Gourmet Sdn Bhd", again=1.0, again_value=0.0) == 1.0
    assert overruled("Gourmet Sbn Bhd", again=1.0, again_value=1.0) == 0.0
    assert overruled("Gourmet Sdn Bhd", again=0.0, again_value=0.0) == 0.0
    assert overruled("2018-05-04", again=1.0, again_value=0.0) == 0.0  # a date is written in another form


def test_a_better_sign_never_lowers_the_shipped_confidence():
    signs = {"raw": 0.2, "reading": 1.0, "again": 0.0, "label": 0.4, "margin": 0.3, "alone": 1.0}
    trust = shipped()
    for name, better in {"raw": 1.5, "reading": 3.0, "again": 1.0, "label": 1.0, "margin": 1.0, "alone": 0.0}.items():
        assert trust.chance("x", "text", {**signs, name: better}) >= trust.chance("x", "text", signs), name


def test_signs_tell_odd_print():
    odd = signs_of(value(value="SUBANG HEALTHC4RE S1N BHÐ", key="company"))
    plain = signs_of(value(value="SUBANG HEALTHCARE SDN BHD", key="company"))
    assert odd["look_alike"] > plain["look_alike"] == 0
    nought = [signs_of(value(value=text, key="company"))["look_alike"] for text in (
        "0ATU 4 JALAN KAPAR", "HAI-0 RAYA BHD", "LOT 04 GROUND FLOOR", "UNIT A-05", "0 KM STONE")]
    assert nought[0] > 0 < nought[1] and not any(nought[2:])
    assert odd["accents"] > plain["accents"] == 0
    assert plain["legal_form"] == 1.0


def test_without_its_group_a_model_knows_nothing_of_the_groups_values():
    """Two shops whose values are marked by a sign that is right everywhere else: only their own rows could tell."""
    rows = reviewed(120)
    own = rows[0].group
    turned = [Row(r.key, r.kind, r.signs, not r.right if r.group == own else r.right, r.document, r.group)
              for r in rows]
    assert fit_without(rows)[own] == fit_without(turned)[own]
    assert fit(rows) != fit(turned)
    other = next(r.group for r in rows if fit_without(rows)[r.group] != fit_without(rows)[own])
    assert fit_without(rows)[other] != fit_without(turned)[other]
