"""Whatever is wrong with a document type definition is told in the reader's language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import translation

from docmgr.extraction import definition_faults, engine
from ocr_engine.validate import faults

FIELD = {"key": "total", "label": {"en": "Total"}}


def definition(**changes: Any) -> dict[str, Any]:
    return {"key": "bill", "label": {"en": "Bill"}, "fields": [FIELD], **changes}


BROKEN = [
    (definition(fields=[]), "it has no fields", "没有任何字段"),
    (definition(fields=[FIELD, FIELD]), "“total” is defined twice", "“total”定义了两次"),
    (definition(fields=[{**FIELD, "kind": "colour"}]), "the field “total” has the unknown kind “colour”",
     "字段“total”的种类“colour”未知"),
    (definition(fields=[{**FIELD, "key": ""}]), "field 1 needs a “key”", "第 1 个字段需要"),
    (definition(fields=[{**FIELD, "patterns": ["("]}]), "no regular expression: “(”", "不是有效的正则表达式：“(”"),
    (definition(fields=[{**FIELD, "patterns": ["(a+)+"]}]), "could take too long", "可能耗时过长：“(a+)+”"),
    (definition(size=3), "the definition has the unknown entry “size”", "该定义含有未知的条目“size”"),
    (definition(routing={"use": "magic"}), "the routing uses “magic”", "路由设置使用了“magic”"),
    (definition(rules=[{"rule": "guess"}]), "there is no rule “guess”", "没有规则“guess”"),
    (definition(rules=[{"rule": "sum", "of": ["total"]}]), "the rule “sum” lacks the entry “equals”",
     "规则“sum”缺少条目“equals”"),
    (definition(rules=[{"rule": "sum", "of": ["net"], "equals": "total"}]), "names the field “net”",
     "没有的字段“net”"),
    (definition(rules=[{"rule": "sum", "of": "total", "equals": "total"}]), "must be a list of fields",
     "必须是字段列表"),
]


@pytest.mark.parametrize(("broken", "english", "chinese"), BROKEN)
def test_a_definition_that_cannot_be_used_says_what_is_wrong_with_it_in_both_languages(broken, english, chinese):
    for language, words in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            (told,) = engine.check_definition(broken)
        assert words in told


def test_every_fault_of_the_engine_has_a_sentence_with_the_same_values():
    assert set(definition_faults.FAULTS) == set(faults.FAULTS) and set(definition_faults.PARTS) == set(faults.PARTS)
    for code, english in faults.FAULTS.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"%\((\w+)\)s", definition_faults.FAULTS[code]))
