"""What a worker holds of thousands of confirmed documents says the very same as the documents themselves."""

from __future__ import annotations

import json

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.learn.recall.teacher import Teacher
from scripts.bench_invented.company import COMPANY, papers
from scripts.bench_invented.figures import definition
from tests.engine.learn.counted import observed

SUPPLY = definition(COMPANY, bare=False)


def test_packed_documents_give_the_same_answers_to_the_byte():
    exemplars = observed(8, layouts=3)
    text = [json.dumps(exemplar.as_json()) for exemplar in exemplars]
    knowledges = [Knowledge(exemplars), Knowledge(tuple(map(Packed, text))),
                  Knowledge(tuple(Packed(json.loads(one)) for one in text))]
    for _gold, sheet in papers(4, layouts=3, first=8):
        plain, *packed = [repr(extract_fields(sheet.read(), SUPPLY, adviser_for(SUPPLY, k))) for k in knowledges]
        assert packed == [plain, plain]


def test_however_many_are_known_no_more_than_seven_are_asked_where_values_stand(monkeypatch):
    asked: list[str] = []
    made = Teacher.__init__

    def counted(self: Teacher, exemplar, *rest) -> None:
        asked.append(exemplar.id)
        made(self, exemplar, *rest)

    monkeypatch.setattr(Teacher, "__init__", counted)
    knowledge = Knowledge(observed(40, layouts=1))
    (_gold, sheet), = papers(1, layouts=1, first=40)
    extract_fields(sheet.read(), SUPPLY, adviser_for(SUPPLY, knowledge))
    assert len(asked) == len(set(asked)) == 7
