"""Look-alike repair: offered only where the printed value fails and exactly one exchange passes, and told as such."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.types import KINDS, BBox, Check, FieldResult, FieldSpec
from ocr_engine.validate import Hints, check, normalise, people, repair, repaired, tax

USCC = "9111000060003734" + "1" + tax.uscc_check_char("91110000600037341")
ID = "11010519491231002X"


@pytest.mark.parametrize(("kind", "raw", "value"), [
    ("tax_id", USCC.replace("0", "O"), USCC), ("tax_id", USCC.replace("1", "I"), USCC), ("tax_id", "DE I36695976",
    "DE136695976"),
    ("tax_id", "DE13669S976", "DE136695976"), ("id_number", "11O1O5I949I23IOO2X", ID), ("id_number",
    "1101051949123100ZX", ID),
    ("iban", "DE89 37O4 OO44 O532 O13O OO", "DE89370400440532013000"), ("iban", "GB29NWBK6016I331926819",
    "GB29NWBK60161331926819"), ("iban", "GB29 NW8K 6016 1331 9268 19", "GB29NWBK60161331926819"),
    ("iban", "FR14 2OO4 1O10 0505 0001 3M02 6O6", "FR1420041010050500013M02606"),
    ("date", "2O24-O3-05", "2024-03-05"), ("date", "l8/03/2018", "2018-03-18"), ("date", "O5-MAR-18", "2018-03-05"),
    ("money", "60.3O", "60.30"), ("money", "l,234.5O", "1234.50"), ("phone", "I38I2345678", "13812345678"),
    ("bank_account", "4lll 1111 1111 1111", "4111111111111111"),
])
def test_a_look_alike_is_repaired_and_the_result_says_so(kind, raw, value):
    offer = repair(raw, kind)
    assert offer is not None
    assert offer.value == value
    note = next(c for c in offer.checks if c.name == "look_alike_repair")
    assert note.ok is None
    assert note.detail == ", ".join(f"{place}:{read}>{meant}" for place, read, meant in offer.changes)
    assert all(raw[place] == read and offer.raw[place] == meant for place, read, meant in offer.changes)


@pytest.mark.parametrize(("kind", "raw"), [
    ("tax_id", USCC), ("id_number", ID), ("iban", "DE89370400440532013000"), ("date", "2024-03-05"), ("money",
    "60.30"),  # right as it is
    ("date", "hello"), ("money", "SOLD"), ("money", "TOTAL"), ("date", "2024年13月5日"), ("money", ""), ("phone",
    "BOIZ"),
    ("iban", "DE89370400440532013001"), ("iban", "IT28W8000000292100645211151"), ("id_number", "110105194912310021"),
     # wrong in a way that no look-alike explains
    ("text", "B0B"), ("name", "B0B"), ("code", "INV-O1"), ("address", "1O Street"),  # nothing to check against
])
def test_nothing_is_offered_without_need_or_without_proof(kind, raw):
    assert repair(raw, kind) is None


def test_an_iban_with_a_wrong_digit_is_not_made_right_by_chance():
    rng = random.Random(3)
    for right in ("FR1420041010050500013M02606", "IT60X0542811101000000123456", "MT84MALT011000012345MTLCAST001S"):
        digits = [i for i, c in enumerate(right) if c.isdigit() and i > 3]
        for place in rng.sample(digits, 9):
            wrong = right[:place] + str((int(right[place]) + 4) % 10) + right[place + 1:]
            assert repair(wrong, "iban") is None or repair(wrong, "iban").value == right


def test_a_repaired_date_follows_the_habit_of_the_document():
    assert repair("O5/03/2018", "date").value == "2018-03-05"
    assert repair("O5/03/2018", "date", Hints(date_order="MDY")).value == "2018-05-03"


def test_two_ways_to_pass_mean_that_nothing_is_known():
    ambiguous = FieldSpec("ref", {"en": "Ref"}, kind="code", patterns=(r"X(1S|I5)9",))
    assert repair("XIS9", ambiguous) is None
    clear = FieldSpec("ref", {"en": "Ref"}, kind="code", patterns=(r"X1S9",))
    assert repair("XIS9", clear).value == "X1S9"


@pytest.mark.parametrize(("spec", "raw", "value"), [
    (FieldSpec("day", {}, "date", look_alikes=("口>0",)), "2口24-口5-03", "2024-05-03"),
    (FieldSpec("id", {}, "id_number", look_alikes=("已>5",)), ID.replace("5", "已", 1), ID),
    (FieldSpec("no", {}, "code", patterns=(r"K\d{4}",), look_alikes=("J>1", "已>5")), "KJ已20", "K1520"),
])
def test_a_look_alike_that_was_learned_for_a_field_is_repaired_where_its_check_then_passes(spec, raw, value):
    assert repair(raw, FieldSpec(spec.key, {}, spec.kind, patterns=spec.patterns)) is None
    assert repair(raw, spec).value == value


@pytest.mark.parametrize(("kind", "raw"), [
    ("text", "口径"), ("code", "A已"), ("name", "已久"), ("date", "2024年5月3日")])
def test_a_learned_look_alike_changes_nothing_that_no_check_proves(kind, raw):
    assert repair(raw, FieldSpec("x", {}, kind, look_alikes=("口>日", "已>5", "日>口"))) is None


def test_a_pattern_of_the_type_definition_guides_the_repair_too():
    spec = FieldSpec("order", {"en": "Order"}, kind="code", patterns=(r"PO-\d{4}",))
    assert repair("PO-33O3", spec).value == "PO-3303"
    assert repair("PO-3303", spec) is None


@given(st.sampled_from(KINDS), st.text(alphabet="0O1Il5S8B2ZDEXMAR-/. 3467", max_size=24))
def test_what_is_offered_always_passes_every_check(kind, raw):
    offer = repair(raw, kind)
    if offer is not None:
        assert normalise(raw, kind) != offer.value
        assert normalise(offer.value, kind) is not None
        assert all(c.ok is not False for c in check(offer.value, kind))


def test_a_misread_that_is_no_look_alike_seldom_draws_a_wrong_offer():
    chance = random.Random(1)
    wrong = 0
    for _ in range(300):
        first = "91" + "".join(chance.choices("0123456789", k=15))
        code = first + tax.uscc_check_char(first)
        place = chance.randrange(17)
        misread = code[:place] + str((int(code[place]) + 3) % 10) + code[place + 1:]
        offer = repair(misread, "tax_id")
        wrong += offer is not None and offer.value != code
    assert wrong <= 300 * 0.08
    assert people.check_char(ID[:17]) == "X"


def test_the_repaired_value_is_a_candidate_of_its_own_and_the_page_keeps_its_text():
    spec = FieldSpec("seller_vat_id", {"en": "VAT number"}, kind="tax_id")
    read = FieldResult("seller_vat_id", "DEI36695976", "DE I36695976", 0.4, 1, BBox(0, 0, 1, 1), "ocr", "label_right",
                       (Check("vat_id_checksum", False),))
    other = repaired(read, spec)
    assert (other.value, other.raw, other.box) == ("DE136695976", read.raw, read.box)
    assert {c.name: c.ok for c in other.checks} == {"vat_id_checksum": True, "look_alike_repair": None}
    assert read.value == "DEI36695976"
    assert repaired(other, spec) is not None and repaired(FieldResult("x", "DE136695976"), spec) is None
