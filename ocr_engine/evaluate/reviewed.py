"""Reviewed values for confidence to be learned from: what was answered, with what features, and whether it was right.

A value of a document is answered by what the other documents taught, as the next document's will be: of the confirmed
documents each fold is read with the knowledge of the other folds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ocr_engine.learn.confidence.signs import signs_of
from ocr_engine.learn.confidence.trust import Row
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, Fields

from .compare import judged
from .gold import GoldDocument
from .trial import Labelled, Train, answer, exemplar_of

Look = Callable[[GoldDocument, Fields], Fields]     # the second reading of a document's values


def out_of_fold(documents: Sequence[Labelled], doc_type: DocType, *, folds: int = 5, train: Train | None = None,
                look: Look | None = None) -> list[Row]:
    """The rows of confirmed documents, none of which was known to what read it."""
    rows: list[Row] = []
    for fold in range(folds):
        known = [d for n, d in enumerate(documents) if n % folds != fold]
        knowledge = knowledge_from(known, doc_type, train)
        rows += read_rows([d for n, d in enumerate(documents) if n % folds == fold], doc_type, knowledge, look)
    return rows


def knowledge_from(documents: Sequence[Labelled], doc_type: DocType, train: Train | None = None) -> Knowledge:
    knowledge = Knowledge(tuple(exemplar_of(gold, pages, doc_type) for gold, pages in documents))
    return train(documents, doc_type, knowledge) if train and documents else knowledge


def read_rows(documents: Iterable[Labelled], doc_type: DocType, knowledge: Knowledge, look: Look | None = None
              ) -> list[Row]:
    found: list[Row] = []
    for gold, pages in documents:
        fields = answer(pages, doc_type, knowledge)
        found += rows_of(gold, look(gold, fields) if look else fields, doc_type)
    return found


def rows_of(gold: GoldDocument, fields: Fields, doc_type: DocType) -> list[Row]:
    """A row for every answer that the gold can judge. Of several right values each counts once."""
    kinds = {spec.key: spec.kind for spec in doc_type.fields}
    found: list[Row] = []
    for key, wanted in gold.asked().items():
        values, kind = fields.get(key, ()), kinds.get(key, "text")
        found += [Row(key, kind, signs_of(value), right, gold.id, gold.group or gold.id, value.confidence, value.source)
                  for value, right in zip(values, judged([v.value for v in values], wanted, kind), strict=True)]
    return found
