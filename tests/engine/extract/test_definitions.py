"""Type definitions: read strictly, told in plain words."""

from __future__ import annotations

import json

import pytest

from ocr_engine.doctypes.load import BUILTIN, builtin_type, builtin_types, load_type
from ocr_engine.errors import MESSAGES, BadDefinition
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.prompts import build_prompt, hunyuan_ocr_prompt
from ocr_engine.types import KINDS, FieldResult
from ocr_engine.validate import apply_rules, validate_rules

from .drawing import page

GOOD = {
    "key": "permit",
    "label": {"en": "Permit"},
    "fields": [{"key": "holder", "label": {"en": "Holder"}, "kind": "name"}],
}


def test_the_built_in_types_load_and_their_rules_are_understood():
    assert [t.key for t in builtin_types()] == list(BUILTIN)
    for doc_type in builtin_types():
        validate_rules(doc_type)
        assert {"zh", "en"} <= set(doc_type.label) and doc_type.keywords
        for spec in doc_type.fields:
            assert {"zh", "en"} <= set(spec.label) and spec.kind in KINDS


def test_a_definition_may_be_a_file(tmp_path):
    path = tmp_path / "permit.json"
    path.write_text(json.dumps(GOOD), "utf-8")
    assert load_type(path).fields[0].key == "holder"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"fields": []}, "no fields"),
        ({"colour": "red"}, 'unknown entry "colour"'),
        ({"key": " "}, '"key"'),
        ({"label": {}}, '"label"'),
        ({"fields": [{"key": "a", "label": {"en": "A"}, "kind": "colour"}]}, 'unknown kind "colour"'),
        ({"fields": [{"key": "a", "label": {"en": "A"}, "required": "yes"}]}, '"required" has the wrong form'),
        ({"fields": [{"key": "a", "label": {"en": "A"}}] * 2}, "defined twice"),
        ({"fields": [{"key": "a", "label": {"en": "A"}, "patterns": ["("]}]}, "no regular expression"),
        ({"fields": ["a"]}, "field 1 is not an object"),
        ({"fields": [{"key": "a", "label": {"en": "A"}, "rows": "items"}]}, 'only a field with "many"'),
        ({"fields": [{"key": "a", "label": {"en": "A"}, "many": True, "rows": " items"}]}, "the name of a table"),
        ({"fields": [{"key": "a", "label": {"en": "A"}, "many": True, "rows": ["items"]}]}, "wrong form"),
    ],
)
def test_a_slip_in_a_definition_is_refused_in_plain_words(change, told):
    with pytest.raises(BadDefinition) as caught:
        load_type({**GOOD, **change})
    assert told in MESSAGES[caught.value.code].format(**caught.value.params)


def test_a_pattern_that_could_take_for_ever_is_refused_in_a_file_and_before_a_type_goes_live(tmp_path):
    """A stored version that is live already goes on working."""
    slow = {**GOOD, "fields": [{"key": "a", "label": {"en": "A"}, "patterns": ["(a+)+"]}]}
    path = tmp_path / "slow.json"
    path.write_text(json.dumps(slow), "utf-8")
    with pytest.raises(BadDefinition) as caught:
        load_type(path)
    assert caught.value.params["fault"] == "slow_pattern"
    with pytest.raises(BadDefinition):
        validate_rules(load_type(slow))


def test_a_version_that_went_live_with_a_slow_pattern_goes_on_reading_documents():
    slow = load_type({**GOOD, "fields": [{"key": "a", "label": {"en": "A"}, "patterns": ["(b+)+c"]}]})
    checked, _issues = apply_rules(slow, {"a": (FieldResult("a", "bbc"),)})
    assert [one.value for one in checked["a"]] == ["bbc"]


@pytest.mark.parametrize("content", ["", "[]", "{", "\x00"])
def test_a_file_that_is_no_definition_is_refused(tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_text(content, "utf-8")
    with pytest.raises(BadDefinition):
        load_type(path)
    with pytest.raises(BadDefinition):
        load_type(tmp_path / "absent.json")


def test_adding_a_field_is_a_data_change():
    data = {
        **GOOD,
        "fields": [
            *GOOD["fields"],
            {"key": "quota", "label": {"zh": "年度配额", "en": "Annual quota"}, "kind": "number"},
        ],
    }
    sheet = page((50, 50, "Holder: Ann Shore"), (50, 70, "年度配额"), (200, 70, "350"))
    found = extract_fields([sheet], load_type(data))
    assert {k: v[0].value for k, v in found.items()} == {"holder": "Ann Shore", "quota": "350"}


def test_the_prompt_names_every_field_with_its_hint():
    receipt = builtin_type("receipt")
    prompt = build_prompt(receipt)
    assert receipt.prompt in prompt and all(f"'{f.key}'" in prompt and f.hint in prompt for f in receipt.fields)
    assert hunyuan_ocr_prompt(receipt) == (
        "提取图片中的: ['company', 'date', 'address', 'total'] 的字段内容，并按照 JSON 格式返回。"
    )
    assert "提取" not in build_prompt(receipt, language="en").replace(receipt.prompt, "")


def test_short_forms_mean_what_the_whole_ones_say():
    short = {"key": "permit", "version": 3, "prompt": None, "fields": [
        {"key": "holder_name", "kind": "string", "description": "Who got it."},
        {"key": "number", "label": "No.", "kind": "id"}, {"key": "issuer", "label": "发证机关"}]}
    whole = {"key": "permit", "label": {"en": "permit"}, "fields": [
        {"key": "holder_name", "label": {"en": "holder name"}, "kind": "text", "hint": "Who got it."},
        {"key": "number", "label": {"en": "No."}, "kind": "code"}, {"key": "issuer", "label": {"zh": "发证机关"}}]}
    assert load_type(short) == load_type(whole)


def test_a_misspelt_entry_is_told_though_remarks_are_passed_over():
    for wrong in ({"alises": ["x"]}, {"hints": "x"}, {"kind": "colour"}):
        with pytest.raises(BadDefinition):
            load_type({"key": "permit", "note": "draft", "fields": [{"key": "a", **wrong}]})
