"""What each family is asked, and that its answer is read for what it is."""

from __future__ import annotations

import pytest

from ocr_engine.types import DocType, FieldSpec
from ocr_engine.vlm.questions.asking import TASKS, Order
from ocr_engine.vlm.questions.modes import mode_for
from ocr_engine.vlm.questions.specs import SPECS, schema_of, stored_prompt

TYPE = DocType("invoice", {"en": "Invoice"}, (
    FieldSpec("invoice_no", {"en": "Invoice number", "zh": "发票号码"}, "code", aliases=("No.",)),
    FieldSpec("total", {"en": "Total", "zh": "合计"}, "money", aliases=("No.",)),
    FieldSpec("item", {"en": "Item"}, many=True),
))
OTHER = DocType("card", {"en": "Card"}, (FieldSpec("name", {"en": "Name"}),))
FIELD_FAMILIES = [s for s in SPECS.values() if "fields" in s.wordings]


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.name)
def test_every_task_of_a_family_has_a_prompt_and_a_reader(spec):
    assert set(spec.wordings) == set(spec.readers) and set(spec.tasks) <= set(TASKS) and spec.tasks
    for task in spec.tasks:
        question = spec.ask(Order(task, TYPE, "phone number"))
        assert question.task == task and question.prompt
        assert spec.read("", Order(task, TYPE)).values == {}


def test_hunyuan_is_asked_in_the_words_it_was_trained_on():
    question = SPECS["hunyuan_ocr"].ask(Order("fields", TYPE))
    assert "提取图片中的: ['invoice_no', 'total', 'item'] 的字段内容，并按照 JSON 格式返回。" in question.prompt
    assert question.system == "" and not question.before
    assert SPECS["hunyuan_ocr"].ask(Order("spotting")).prompt == "检测并识别图片中的文字，将文本坐标格式化输出。"


def test_pages_of_a_type_share_all_that_stands_before_the_picture():
    spec = SPECS["openai"]
    one, again, other = (spec.ask(Order("fields", t)) for t in (TYPE, TYPE, OTHER))
    assert (one.system, one.before, one.prompt) == (again.system, again.before, again.prompt)
    assert "invoice_no" in one.before and "invoice_no" not in one.prompt
    assert one.system == other.system and one.prompt == other.prompt and one.before != other.before


@pytest.mark.parametrize("spec", FIELD_FAMILIES, ids=lambda s: s.name)
def test_the_stored_prompt_names_every_field(spec):
    assert all(f.key in stored_prompt(spec, TYPE) for f in TYPE.fields)


def test_the_schema_asks_for_every_field_and_nothing_else():
    schema = schema_of(TYPE)
    assert schema["required"] == ["invoice_no", "total", "item"] and schema["additionalProperties"] is False
    assert schema["properties"]["item"]["type"] == "array"


@pytest.mark.parametrize(("answer", "values", "codes"), [
    ('```json\n{"invoice_no": "A-7", "total": 12.50, "item": ["x", "y"]}\n```',
     {"invoice_no": ("A-7",), "total": ("12.50",), "item": ("x", "y")}, []),
    ('{"发票号码": "A-7", "Total": null, "item": "N/A"}', {"invoice_no": ("A-7",)}, []),
    ('{"No.": "A-7"}', {}, ["answer_unclear"]),
    ('{"total": {"amount": "1"}}', {}, ["answer_unclear"]),
    ('{"total": ["1.00", "2.00"]}', {"total": ("1.00",)}, ["answer_unclear"]),
    ('{"invoice_no": "A-7", "total": "12.', {"invoice_no": ("A-7",)}, ["answer_cut_off"]),
    ("I am sorry, I cannot read this.", {}, ["answer_unclear"]),
])
def test_fields_are_read_by_any_of_their_names_and_the_rest_is_told(answer, values, codes):
    read = SPECS["hunyuan_ocr"].read(answer, Order("fields", TYPE))
    assert dict(read.values) == values and [i.code for i in read.issues] == codes


def test_a_looping_answer_is_cut_and_told():
    read = SPECS["hunyuan_ocr"].read("提取的文字：" + "合计金额三百元。" * 200, Order("text"))
    assert read.text == "提取的文字：合计金额三百元。" and [i.code for i in read.issues] == ["answer_repeats"]


def test_generic_boxes_and_dots_layout_are_read():
    boxes = SPECS["openai"].read('[{"text": "a", "bbox": [0, 0, 500, 1000]}, {"text": "b"}]', Order("find", words="a"))
    assert boxes.spotted[0].box.as_list() == [0, 0, 0.5, 1] and boxes.spotted[1].box is None
    assert [i.code for i in boxes.issues] == ["answer_unclear"]
    page = SPECS["dots_ocr"].read('[{"bbox": [1,2,3,4], "category": "Title", "text": "# T"}, {"category": "Table", '
                                  '"text": "<table><tr><td>1</td></tr></table>"}]', Order("markdown"))
    assert page.text.startswith("# T\n\n<table>") and page.tables[0].grid() == [["1"]]


def test_deepseek_finds_by_term_and_chooses_its_mode_by_the_page():
    spec = SPECS["deepseek_ocr"]
    assert spec.ask(Order("find", words="合计")).prompt == "Locate <|ref|>合计<|/ref|> in the image."
    found = spec.read("<|ref|>合计<|/ref|><|det|>[[0, 0, 999, 500]]<|/det|>", Order("find", words="合计"))
    assert [(s.text, s.box.y1) for s in found.spotted] == [("合计", pytest.approx(500 / 999))]
    sizes = [(500, 300), (640, 640), (900, 1000), (1280, 700), (2480, 3508)]
    assert [mode_for(spec, *s).name for s in sizes] == ["tiny", "small", "base", "large", "gundam"]
    assert mode_for(SPECS["openai"], 5000, 5000) is None
