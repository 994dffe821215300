"""Rules across fields: what they mark, what they blame, and when they keep silent."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.errors import MESSAGES, BadDefinition
from ocr_engine.types import Check, DocType, FieldResult, FieldSpec
from ocr_engine.validate import CHECKS, STRONG, apply_rules, people, validate_rules
from ocr_engine.validate.checks import REPAIRS


def doc_type(*rules, required=(), **kinds):
    specs = tuple(FieldSpec(key, {"en": key}, kind=kind, required=key in required) for key, kind in kinds.items())
    return DocType("t", {"en": "T"}, specs, rules=rules)


def values(**texts):
    def results(key, text):
        return tuple(FieldResult(key, t, t, 0.9, page=1) for t in (text if isinstance(text, list) else [text]))
    return {key: results(key, text) for key, text in texts.items()}


def outcome(fields, key, name):
    return next((c.ok for c in fields[key][0].checks if c.name == name), "absent")


def told(issues):
    return [(i.code, i.field, i.params["check"]) for i in issues]


VAT = doc_type({"rule": "sum", "of": ["net", "tax"], "equals": "gross", "check": "vat_sum"}, net="money", tax="money",
    gross="money")


def test_amounts_that_add_up_pass_on_every_field_and_leave_no_issue():
    fields, issues = apply_rules(VAT, values(net="10000.00", tax="600.00", gross="10600.00"))
    assert [outcome(fields, k, "vat_sum") for k in ("net", "tax", "gross")] == [True] * 3
    assert issues == ()


def test_amounts_that_do_not_add_up_mark_every_field_and_give_one_issue():
    fields, issues = apply_rules(VAT, values(net="10000.00", tax="600.00", gross="10500.00"))
    assert [outcome(fields, k, "vat_sum") for k in ("net", "tax", "gross")] == [False] * 3
    assert told(issues) == [("check_failed", "gross", "vat_sum")]
    assert issues[0].page == 1
    assert fields["gross"][0].checks[-1].detail == "10600"


@pytest.mark.parametrize(("gross", "tolerance", "ok"), [("10600.01", None, True), ("10600.02", None, False),
    ("10600.50", "0.5", True)])
def test_the_tolerance_of_a_sum_is_data(gross, tolerance, ok):
    rule = {"rule": "sum", "of": ["net", "tax"], "equals": "gross"} | ({"tolerance": tolerance} if tolerance else {})
    kind = doc_type(rule, net="money", tax="money", gross="money")
    fields, _ = apply_rules(kind, values(net="10000", tax="600.00", gross=gross))
    assert outcome(fields, "gross", "sum_matches") is ok


@pytest.mark.parametrize("missing", ["net", "tax", "gross"])
def test_a_sum_with_a_part_missing_decides_nothing(missing):
    present = values(net="1.00", tax="2.00", gross="9.00")
    present[missing] = ()
    fields, issues = apply_rules(VAT, present)
    assert issues == ()
    assert all(outcome(fields, k, "vat_sum") == "absent" for k in fields if fields[k])


def test_a_field_of_many_values_is_summed_and_a_deduction_taken_off():
    kind = doc_type({"rule": "sum", "of": ["line"], "minus": ["discount"], "equals": "total"}, line="money",
        discount="money", total="money")
    fields, issues = apply_rules(kind, values(line=["1.00", "2.50", "3.00"], discount="0.50", total="6.00"))
    assert outcome(fields, "total", "sum_matches") is True and issues == ()
    assert outcome(fields, "line", "sum_matches") is True
    fields, _ = apply_rules(kind, values(line=["1.00", "2.50", "3.00"], total="6.50"))
    assert outcome(fields, "total", "sum_matches") is True


def test_a_negative_invoice_adds_up_too():
    fields, issues = apply_rules(VAT, values(net="-7.67", tax="-1.12", gross="-8.79"))
    assert outcome(fields, "gross", "vat_sum") is True and issues == ()


@pytest.mark.parametrize(("rate", "tax", "ok"), [("13%", "1300.00", True), ("13%", "1299.00", False), ("0.13",
    "1300.00", True)])
def test_a_product_takes_a_percentage_as_its_fraction(rate, tax, ok):
    kind = doc_type({"rule": "product", "of": ["net", "rate"], "equals": "tax"}, net="money", rate="text",
        tax="money")
    fields, _ = apply_rules(kind, values(net="10000.00", rate=rate, tax=tax))
    assert outcome(fields, "tax", "product_matches") is ok


@pytest.mark.parametrize(("words", "digits", "ok"), [
    ("柒仟零壹拾捌圆捌角叁分", "7018.83", True), ("7018.83", "7018.83", True), ("壹万元整", "10000", True),
    ("壹万元整", "1000.00", False),
    ("壹壹元", "11.00", None)])
def test_words_and_digits_are_compared_as_amounts(words, digits, ok):
    kind = doc_type({"rule": "capitals_equal", "capitals": "words", "digits": "digits"}, words="text", digits="money")
    fields, issues = apply_rules(kind, values(words=words, digits=digits))
    assert outcome(fields, "digits", "capitals_match") is ok
    assert told(issues) == ([("check_failed", "digits", "capitals_match")] if ok is False else [])


NUMBER = "11010519491231002X"
PERSON = doc_type({"rule": "id_number_matches", "id_number": "number", "birth_date": "birth", "sex": "sex"},
                  number="id_number", birth="date", sex="sex")


@pytest.mark.parametrize(("birth", "sex", "issues"), [
    ("1949-12-31", "女", []), ("1949-12-31", "F", []), ("1949-12", "女", []),
    ("1949-12-30", "女", [("check_failed", "birth", "birth_date_matches")]), ("1949-12-31", "男", [("check_failed",
    "sex", "sex_matches")])])
def test_birth_date_and_sex_must_agree_with_the_identity_number(birth, sex, issues):
    assert people.parts(NUMBER).sex == "F"
    fields, found = apply_rules(PERSON, values(number=NUMBER, birth=birth, sex=sex))
    assert told(found) == issues
    assert outcome(fields, "number", "cn_id_checksum") is True
    assert outcome(fields, "number", "birth_date_matches") is ("birth_date_matches" not in str(issues))


def test_an_identity_number_of_another_country_is_not_asked_for_a_birth_date():
    fields, issues = apply_rules(PERSON, values(number="WDLABCD456DG", birth="1958-01-06", sex="M"))
    assert issues == ()
    assert outcome(fields, "birth", "birth_date_matches") == "absent"


@pytest.mark.parametrize(("before", "after", "ok"), [
    ("2018-01-01", "2019-01-01", True), ("2018-01-01", "2018-01-01", True), ("2019-01-02", "2019-01-01", False),
    ("2019-01", "2019-01-05", True),
    ("2019-02", "2019-01-05", False)])
def test_two_dates_must_stand_in_order(before, after, ok):
    kind = doc_type({"rule": "date_order", "before": "a", "after": "b"}, a="date", b="date")
    fields, issues = apply_rules(kind, values(a=before, b=after))
    assert outcome(fields, "b", "date_order") is ok
    assert told(issues) == ([] if ok else [("check_failed", "b", "date_order")])


def test_one_of_several_fields_must_be_there():
    kind = doc_type({"rule": "required_one_of", "fields": ["code", "number"]}, code="code", number="code")
    assert told(apply_rules(kind, {})[1]) == [("field_missing", "code", "required_one_of")]
    assert apply_rules(kind, values(number="12345678"))[1] == ()


def test_a_required_field_that_is_absent_or_empty_is_an_issue():
    kind = doc_type(required=("net", "tax"), net="money", tax="money")
    assert told(apply_rules(kind, values(net="1.00", tax=" "))[1]) == [("field_missing", "tax", "required")]


def test_the_checks_of_a_value_alone_are_made_here_too():
    kind = doc_type(bank="iban", day="date", x="money", who="name")
    fields, issues = apply_rules(
        kind, values(bank="DE89370400440532013001", day="2024-13-01", x="1.00", who="12345678"))
    assert told(issues) == [("check_failed", "bank", "iban_checksum"), ("check_failed", "day", "date_valid"),
                            ("check_failed", "who", "kind")]
    assert outcome(fields, "x", "money_valid") is True


def test_a_corrected_value_is_judged_anew_and_twice_gives_the_same():
    once, issues = apply_rules(VAT, values(net="10000.00", tax="600.00", gross="10500.00"))
    assert apply_rules(VAT, once) == (once, issues)
    corrected = {**once, "gross": (FieldResult("gross", "10600.00", checks=once["gross"][0].checks),)}
    fields, issues = apply_rules(VAT, corrected)
    assert issues == ()
    assert outcome(fields, "net", "vat_sum") is True


@pytest.mark.parametrize("name", sorted(REPAIRS))
def test_the_note_of_whatever_put_letters_right_stays(name: str):
    note = Check(name, None, "1:O>0")
    fields, _ = apply_rules(doc_type(x="money"), {"x": (FieldResult("x", "10.00", checks=(note,)),)})
    assert note in fields["x"][0].checks


def test_a_field_that_the_type_does_not_know_is_left_alone():
    stray = values(other="anything")
    assert apply_rules(doc_type(x="money"), stray) == (stray, ())


@pytest.mark.parametrize("rule", [
    {}, {"rule": "eval"}, {"rule": "sum", "of": ["net"]}, {"rule": "sum", "of": "net", "equals": "tax"},
    {"rule": "sum", "of": ["net", "nothing"], "equals": "tax"}, {"rule": "sum", "of": ["net"], "equals": "tax",
    "tolerance": "much"},
    {"rule": "sum", "of": ["net"], "equals": "tax", "check": "my_own"}, {"rule": "sum", "of": ["net"],
    "equals": "tax", "typo": 1},
    {"rule": "date_order", "before": "net"}, {"rule": "required_one_of", "fields": "net"}, {"rule": "sum", "of": 5,
    "equals": "tax"},
    {"rule": "capitals_equal", "capitals": ["net"], "digits": "tax"}])
def test_a_rule_that_cannot_be_understood_is_refused_in_plain_words(rule):
    with pytest.raises(BadDefinition) as refused:
        validate_rules(doc_type(rule, net="money", tax="money"))
    assert refused.value.code == "definition_invalid"
    assert refused.value.params["reason"]


def test_a_pattern_that_is_no_regular_expression_is_refused():
    broken = DocType("t", {"en": "T"}, (FieldSpec("x", {"en": "x"}, patterns=("[",)),))
    with pytest.raises(BadDefinition):
        validate_rules(broken)


@pytest.mark.parametrize("kind", builtin_types(), ids=lambda t: t.key)
def test_the_rules_of_the_built_in_types_are_understood(kind):
    validate_rules(kind)


def test_every_name_in_results_has_its_sentence():
    assert set(CHECKS) >= STRONG
    assert {"field_missing", "check_failed"} <= set(MESSAGES)
    assert all(text.endswith(".") for text in CHECKS.values())
