"""An answer held to its form: whatever a model would say, it is one JSON object with the keys that were asked for."""

from __future__ import annotations

import json
import os
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.types import DocType, FieldSpec
from ocr_engine.vlm.local import choosing
from ocr_engine.vlm.local.json_form import Form, Vocabulary, vocabulary_of
from ocr_engine.vlm.local.transformers_vlm import TransformersModel
from ocr_engine.vlm.questions.asking import Order, Question
from ocr_engine.vlm.questions.specs import SPECS, schema_of
from tests.engine.vlm import tiny, tiny_tiles

os.environ.setdefault("HF_HUB_OFFLINE", "1")
TYPE = DocType("t", {"en": "T"}, (FieldSpec("no", {"en": "No"}), FieldSpec('发票"号', {"zh": "号"}),
                                  FieldSpec("items", {"en": "Items"}, many=True)))
FORM = Form(schema_of(TYPE))
VALUES = st.one_of(st.none(), st.text(max_size=12))


@given(no=VALUES, second=VALUES, items=st.lists(st.text(max_size=6), max_size=4))
def test_every_object_with_the_keys_in_order_is_allowed(no, second, items):
    text = json.dumps({"no": no, '发票"号': second, "items": items}, ensure_ascii=random.random() < 0.5)
    if '发票' in text:
        assert FORM.walk(FORM.start, text.encode("utf-8", "surrogatepass")).kind == "end"


@pytest.mark.parametrize("text", [
    "[]", '{"other": ', '{"no": 12', '{"no": "a",  ', '{"no": "a"}', '{"no": "\\x', '{"no": nul ', '{"no": ["a"]',
    '{"no": "a\n', '{"no": "\\u12g', '{"no": null, "发票\\"号": null, "items": null',
    '{"no": null, "发票\\"号": null, "items": ["a",]', '{"no": null, "发票\\"号": null, "items": []} '])
def test_nothing_else_is(text):
    assert FORM.walk(FORM.start, text.encode()) is None


def test_tokens_may_span_the_end_of_a_value_and_what_follows():
    tokens = [b'{"', b'no": "', b'a", "', "发票\\\"号".encode(), b'": null, "items', b'": []}', b"x", None, b'"', b"\n"]
    vocabulary = Vocabulary(tokens, ends=[7])
    state, written = FORM.start, b""
    for number in (0, 1, 2, 3, 4, 5):
        assert number in vocabulary.after(FORM, state)
        state, written = FORM.walk(state, tokens[number]), written + tokens[number]
    assert json.loads(written) == {"no": "a", '发票"号': None, "items": []}
    assert vocabulary.after(FORM, state) == [7]
    inside = FORM.walk(FORM.start, b'{"no": "a')
    assert set(vocabulary.after(FORM, inside)) == {0, 2, 3, 6, 8}
    assert vocabulary.after(FORM, inside, closing=True) == [8]


def test_a_list_that_has_to_end_takes_no_token_that_begins_another_text():
    tokens = [b'"', b'", "', b'"]', b"]}", b"]", b", ", b"a"]
    vocabulary = Vocabulary(tokens, ends=[])
    inside = FORM.walk(FORM.start, '{"no": null, "发票\\"号": null, "items": ["a'.encode())
    assert set(vocabulary.after(FORM, inside)) == set(range(7))
    assert set(vocabulary.after(FORM, inside, closing=True)) == {0, 2}
    assert set(vocabulary.after(FORM, FORM.walk(inside, b'"'), closing=True)) == {3, 4}


@pytest.mark.parametrize("text", ["合计 12.50", "a\tb", "Größe €", '{"x": "y"}'])
def test_the_bytes_of_tokens_are_those_of_the_text(text):
    words = tiny.tokenizer({}, [], bos="<bos>", eos="<eos>", pad="<pad>")
    vocabulary = vocabulary_of(words, [words.eos_token_id])
    ids = words(text, add_special_tokens=False)["input_ids"]
    assert b"".join(vocabulary.tokens[i] for i in ids).decode() == text
    assert vocabulary.tokens[words.eos_token_id] is None


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TransformersModel]:
    import torch

    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("weights")
    return {"hunyuan_ocr": TransformersModel(SPECS["hunyuan_ocr"], tiny.hunyuan(root / "hunyuan"), device="cpu"),
            "glm_ocr": TransformersModel(SPECS["glm_ocr"], tiny_tiles.glm(root / "glm"), device="cpu")}


@pytest.mark.parametrize("name", ["hunyuan_ocr", "glm_ocr"])
def test_even_a_model_with_random_weights_answers_the_object_that_was_asked_for(models, name, monkeypatch):
    monkeypatch.setattr(choosing, "LONGEST_STRING", 12)
    monkeypatch.setattr(choosing, "LONGEST_LIST", 40)
    page = np.full((80, 160, 3), 255, np.uint8)
    question = SPECS[name].ask(Order("fields", TYPE))
    said = models[name].generate(page, question)
    answer = json.loads(said.text)
    assert said.stopped == "end" and list(answer) == ["no", '发票"号', "items"]
    assert isinstance(answer["items"], list) and all(isinstance(v, str | None) for v in (answer["no"],))
    assert all(0 < t.probability <= 1 for t in said.tokens)


def test_the_probability_is_that_before_the_form_so_a_forced_answer_is_not_a_sure_one(models, monkeypatch):
    monkeypatch.setattr(choosing, "LONGEST_STRING", 12)
    page = np.full((80, 160, 3), 255, np.uint8)
    asked = SPECS["hunyuan_ocr"].ask(Order("fields", TYPE))
    forced = models["hunyuan_ocr"].generate(page, asked)
    free = models["hunyuan_ocr"].generate(page, Question("fields", asked.prompt, system="", max_tokens=1))
    assert forced.text.startswith("{") and not free.text.startswith("{")
    if forced.tokens and free.tokens:
        assert forced.tokens[0].probability < free.tokens[0].probability
