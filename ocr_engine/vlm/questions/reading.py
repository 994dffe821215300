"""Answers of a task to what they say: the readers that the families share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ocr_engine.types import DocType, FieldSpec, Issue
from ocr_engine.vlm.answers import (
    Block,
    Places,
    Spotted,
    cut_repeats,
    deepseek_blocks,
    hunyuan_spots,
    otsl_tables,
    paddle_spots,
    read_json,
    tables_in,
)
from ocr_engine.vlm.answers.places import box_on
from ocr_engine.vlm.questions.asking import Answer, Order

_MAX_VALUES = 200
# How a model says that a field is not there. "无" alone may be an answer to "any defects?", so it stands in no list.
_ABSENT = frozenset((
    "", "null", "none", "n/a", "nil", "notfound", "notpresent", "未找到", "未提供", "未提及", "无此字段"))
_END_MARK = re.compile(r"(?:<\|?(?:im_end|endoftext|end▁of▁sentence|eot_id|user|/s)\|?>|<｜[^｜<>]*｜>|</s>)$")
_LONGEST_MARK = 64
# Reasoning models behind servers: what they thought is a draft, and where it never ended there is no answer.
_THOUGHTS = re.compile(r"^\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
# How models name the two sides where they write a field as an object.
_NAMES, _VALUE = ("key", "name", "field"), "value"
_FENCE = re.compile(r"```[a-z]*[^\S\n]*\n")
# No language stacks so many accents on a letter, and putting them in order takes the square of their number.
_ACCENTS = re.compile("([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{16})"
                      "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")


def cleaned(answer: str) -> tuple[str, tuple[Issue, ...]]:
    """Without the marks of the end, without a tail that repeats itself, and without what was only thought aloud."""
    text = unicodedata.normalize("NFC", _ACCENTS.sub(r"\1", answer.replace("\x00", "")))
    text, repeated = cut_repeats(_without_end_marks(_THOUGHTS.sub("", text, count=1)))
    return text, (Issue("answer_repeats"),) if repeated else ()


def _without_end_marks(text: str) -> str:
    end = len(text)
    while True:
        while end and text[end - 1].isspace():
            end -= 1
        mark = _END_MARK.search(text, max(0, end - _LONGEST_MARK), end)
        if mark is None:
            return text[:end]
        end = mark.start()


def as_text(answer: str, order: Order) -> Answer:
    text, issues = cleaned(answer)
    said = text.strip()
    if fence := _FENCE.match(said):
        said = said[fence.end():].removesuffix("```").strip()
    return Answer(order.task, said, issues=issues)


def as_markdown(answer: str, order: Order) -> Answer:
    """Markdown with its tables, where it has some; a page without tables lacks nothing."""
    said = as_text(answer, order)
    tables, found = tables_in(said.text)
    return replace(said, tables=tables, issues=(*said.issues, *(found if tables else ())))


def as_table(answer: str, order: Order) -> Answer:
    said = as_text(answer, order)
    tables, issues = tables_in(said.text)
    html = "\n".join(t.to_html() for t in tables)
    return replace(said, text=html, tables=tables, issues=(*said.issues, *issues))


def as_markdown_with_otsl(answer: str, order: Order) -> Answer:
    text, issues = cleaned(answer)
    tables = otsl_tables(text)
    return Answer(order.task, tables[0].to_html() if tables else text.strip(), tables=tables, issues=issues)


def as_hunyuan_spots(answer: str, order: Order) -> Answer:
    return _placed(answer, order, hunyuan_spots)


def as_paddle_spots(answer: str, order: Order) -> Answer:
    return _placed(answer, order, paddle_spots)


def _placed(answer: str, order: Order, read: Any) -> Answer:
    text, issues = cleaned(answer)
    found: Places = read(text)
    return Answer(order.task, "\n".join(s.text for s in found.items), spotted=found.items,
                  issues=(*issues, *found.issues))


def as_deepseek(answer: str, order: Order) -> Answer:
    """Grounded Markdown, or texts with places where the labels are the texts."""
    text, issues = cleaned(answer)
    blocks, markdown, unclear = deepseek_blocks(text)
    tables, cut = tables_in(markdown)
    if not tables and order.task == "table":
        unclear = (*unclear, *cut)
    wanted = blocks if order.task in ("spotting", "find") else ()
    spotted = tuple(Spotted(b.label, box) for b in wanted for box in b.boxes)
    return Answer(order.task, markdown, blocks=blocks, spotted=spotted, tables=tables, issues=(*issues, *unclear))


def as_json_boxes(answer: str, order: Order) -> Answer:
    """``[{"text": …, "bbox": [x0, y0, x1, y1]}]`` on 0..1000, as generic models are asked for it."""
    text, issues = cleaned(answer)
    found = read_json(text)
    rows = found.value if found and isinstance(found.value, list) else _only_list(found.value) if found else []
    spotted, unclear = [], 0 if found else 1
    for row in rows:
        words, box = (row.get("text"), row.get("bbox") or row.get("box")) if isinstance(row, dict) else (None, None)
        if not isinstance(words, str) or not words.strip():
            unclear += 1
            continue
        numbers = _numbers(box)
        place = box_on(numbers, 1000) if len(numbers) == 4 else None
        unclear += place is None
        spotted.append(Spotted(words.strip(), place))
    more = (*((Issue("answer_unclear", params={"parts": unclear}),) if unclear else ()),
            *((Issue("answer_cut_off"),) if found and not found.complete else ()))
    return Answer(order.task, "\n".join(s.text for s in spotted), spotted=tuple(spotted), issues=(*issues, *more))


def as_layout(answer: str, order: Order) -> Answer:
    """dots.ocr's ``[{"bbox", "category", "text"}]`` in reading order; its boxes are pixels of a picture only it saw."""
    text, issues = cleaned(answer)
    found = read_json(text)
    if found is None or not isinstance(found.value, list):
        return Answer(order.task, issues=(*issues, Issue("answer_unclear", params={"parts": 1})))
    rows = [r for r in found.value if isinstance(r, dict) and isinstance(r.get("category"), str)]
    blocks = tuple(Block(r["category"], (), str(r.get("text") or "")) for r in rows)
    markdown = "\n\n".join(b.content for b in blocks if b.content)
    tables, _cut = tables_in(markdown)
    more = (*((Issue("answer_unclear", params={"parts": len(found.value) - len(rows)}),)
              if len(rows) < len(found.value) else ()),
            *(() if found.complete else (Issue("answer_cut_off"),)))
    return Answer(order.task, markdown, blocks=blocks, tables=tables, issues=(*issues, *more))


def _only_list(value: Any) -> list[Any]:
    lists = [v for v in value.values() if isinstance(v, list)] if isinstance(value, dict) else []
    return lists[0] if len(lists) == 1 else []


def _numbers(box: Any) -> list[float]:
    try:
        return [float(n) for n in box] if isinstance(box, list) else []
    except (TypeError, ValueError):
        return []


def as_fields(answer: str, order: Order) -> Answer:
    """The fields of the type; names that are no field and values that are no text are told and left out."""
    assert order.doc_type is not None
    text, issues = cleaned(answer)
    found = read_json(text)
    if found is None:
        single = order.doc_type.fields if len(order.doc_type.fields) == 1 else ()
        unclear = Issue("answer_unclear", field=single[0].key if single else None, params={"parts": 1})
        return Answer(order.task, text, issues=(*issues, unclear))
    values, told = _values(found.value, order.doc_type)
    if not found.complete:
        told.append(Issue("answer_cut_off"))
    return Answer(order.task, text, values=values, issues=(*issues, *told))


def _values(written: Any, doc_type: DocType) -> tuple[dict[str, tuple[str, ...]], list[Issue]]:
    by_name = names_of(doc_type)
    values: dict[str, tuple[str, ...]] = {}
    issues: list[Issue] = []
    strange = 0
    for name, value in _members(_unwrapped(written, by_name)):
        spec = by_name.get(folded(name))
        if spec is None:
            strange += 1
            continue
        texts = list(_texts(value))
        if any(t is None for t in texts) or (len(texts) > 1 and not spec.many):
            issues.append(Issue("answer_unclear", field=spec.key, params={"parts": 1}))
        kept = tuple(t for t in texts if t and folded(t) not in _ABSENT)[: _MAX_VALUES if spec.many else 1]
        if kept and spec.key not in values:
            values[spec.key] = kept
    if strange:
        issues.append(Issue("answer_unclear", params={"parts": strange}))
    return values, issues


def _members(written: Any) -> Iterator[tuple[str, Any]]:
    """Name and value, of an object or of a list of objects with a pair each ({"total": 5}, {"key": "total", …})."""
    rows = written if isinstance(written, list) else [written]
    for row in rows[:_MAX_VALUES]:
        if not isinstance(row, dict):
            yield ("", row)
        elif len(row) == 2 and _VALUE in row and (name := next((row[n] for n in _NAMES if n in row), None)) is not None:
            yield (str(name), row[_VALUE])
        else:
            yield from ((str(k), v) for k, v in row.items())


def _unwrapped(written: Any, by_name: Mapping[str, FieldSpec]) -> Any:
    """What stands inside {"fields": {…}} or {"data": [{…}]}, where that name is no field's."""
    if isinstance(written, dict) and len(written) == 1:
        [(name, inside)] = written.items()
        objects = inside if isinstance(inside, list) else [inside]
        if folded(str(name)) not in by_name and objects and all(isinstance(o, dict) for o in objects):
            return inside
    return written


def _texts(value: Any) -> Iterator[str | None]:
    """The texts of a value, "" for an absent one and None for what is no text (an object, a list in a list)."""
    for given in value if isinstance(value, list) else [value]:
        part = given[_VALUE] if isinstance(given, dict) and _VALUE in given else given  # {"value": …, "confidence": …}
        if part is None:
            yield ""
        elif isinstance(part, str):
            yield part.strip()
        else:
            yield "true" if part is True else "false" if part is False else None


def names_of(doc_type: DocType) -> dict[str, FieldSpec]:
    """Folded name -> field; a key is never taken by another field's alias, a name of two fields belongs to none."""
    by_name: dict[str, FieldSpec] = {}
    shared: set[str] = set()
    for spec in doc_type.fields:
        for name in {folded(n) for n in spec.names}:
            if by_name.setdefault(name, spec) is not spec:
                shared.add(name)
    for name in shared:
        del by_name[name]
    return {**by_name, **{folded(spec.key): spec for spec in doc_type.fields}}


def folded(name: str) -> str:
    return re.sub(r"[\s_:：*]+", "", unicodedata.normalize("NFKC", name)).casefold()
