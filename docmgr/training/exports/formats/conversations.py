"""Conversations about pages as ms-swift takes them, for HunyuanOCR: a question with its picture, and the right answer.

The question is the one that the engine asks, for the fields that a person decided on; the answer is the JSON that the
engine expects. A field is asked on the page where its value stands, so that the model is never taught to answer what
the picture does not show.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from docmgr.doctypes.models import FieldDefinition
from docmgr.documents import pictures
from docmgr.extraction import engine
from docmgr.training.exports.formats.material import Decided, Item
from docmgr.training.exports.formats.output import Output

README = """\
train.jsonl, val.jsonl   conversations: {"messages": [system, user, assistant], "images": [one picture], ...}
images/                  pages, upright

The system message is empty, as HunyuanOCR wants it. The user's message is "<image>" and the prompt of the document
type; the assistant's is the JSON object that is to be answered: null where a person said that the document has no such
value, a list for a field that may hold several. "layout" names documents that look alike; no layout is in both files.
val.jsonl is missing where all documents are of one layout.

With ms-swift, from inside this folder (pictures are named relative to it):

  ROOT_IMAGE_DIR=. swift sft --dataset train.jsonl --val_dataset val.jsonl --tuner_type lora --model PATH ...

Masked: sensitive fields are neither asked nor answered, and their values are covered in black in the pictures; nor is
asked what else stands beneath the black. Of documents about persons nothing is drawn but words that were surely read,
values that people confirmed, and ruled lines.
"""


class ConversationWriter:
    """train.jsonl, val.jsonl, images/."""

    explained = README

    def __init__(self, output: Output) -> None:
        self._output = output
        self._index = {"train": output.index("train.jsonl"), "validation": output.index("val.jsonl")}
        self.left_out: dict[str, int] = defaultdict(int)

    def add(self, item: Item) -> int:
        made = 0
        known = self._readable(item, [d for d in item.whole if not item.secret(d)])
        asked_for = {d.key for d in item.decided}
        for number, decided in sorted(_by_page(item, known).items()):
            if not any(d.value and d.key in asked_for for d in decided):
                continue
            picture = item.picture(number)
            if picture is None:
                self.left_out["no_picture"] += 1
                continue
            decided = self._readable(item, decided)
            if not any(d.value and d.key in asked_for for d in decided):
                continue
            name = f"images/{item.document}-{number}.jpg"
            page = item.page(number)
            upright = pictures.upright(picture, page.rotation if page else 0)
            self._output.add(name, pictures.encoded(upright, format="JPEG"))
            self._index[item.side].say(_conversation(item, number, decided, name))
            made += 1
        return made

    def _readable(self, item: Item, known: list[Decided]) -> list[Decided]:
        """Without the fields of which something stands beneath the black: to answer them would be to invent."""
        covered = {d.key for d in known if item.covers(d.page, d.box) or item.text(d, wording(d)) != wording(d)}
        if covered:
            self.left_out["covered"] += sum(d.key in covered for d in known)
        return [d for d in known if d.key not in covered]

    def close(self) -> None:
        for index in self._index.values():
            index.close()


def _by_page(item: Item, known: Iterable[Decided]) -> dict[int, list[Decided]]:
    """What can be asked on each page: what stands there, and what stands on none. Where a value's page is not known it
    is asked only of a document of one page."""
    pages: dict[int, list[Decided]] = defaultdict(list)
    for decided in known:
        if not decided.value:
            for page in item.pages:
                pages[page.number].append(decided)
        elif decided.page or len(item.pages) == 1:
            pages[decided.page or item.pages[0].number].append(decided)
    return pages


def _conversation(item: Item, number: int, decided: list[Decided], image: str) -> dict[str, Any]:
    told: dict[str, list[str]] = defaultdict(list)
    for one in item.in_rows(decided):
        told[one.key] += [item.text(one, wording(one))] if one.value else []
    fields = [f for f in item.version.fields.all() if f.key in told]
    answer = {f.key: _answer(f, told[f.key]) for f in fields}
    prompt = engine.assemble_prompt({**item.version.definition(), "fields": [f.definition() for f in fields]})
    return {
        "messages": [
            {"role": "system", "content": ""}, {"role": "user", "content": f"<image>{prompt}"},
            {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False)},
        ],
        "images": [image], "layout": item.layout_name, "document": item.document, "page": number,
        "type": item.version.doc_type.key, "version": item.version.number,
    }


def _answer(field: FieldDefinition, values: list[str]) -> str | list[str] | None:
    if field.many:
        return values
    return values[0] if values else None


def wording(decided: Decided) -> str:
    """As the page says it where that is known: the engine puts a model's answer into its normal form by itself."""
    raw, kind = decided.correction.raw, decided.definition.kind
    return raw if raw and engine.normalise(raw, kind=kind).value == decided.value else decided.value
