"""Cross-validation: every document answered once, by what was learned from the folds that it is not in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType

from .metrics import score
from .trial import Labelled, Train, answer, exemplar_of, ordered

_ONE_HOUSE = 78.0       # rapidfuzz's 0..100, from which two spellings are one house's


def folded(documents: Sequence[Labelled], doc_type: DocType, *, folds: int, seed: int = 0, train: Train | None = None
           ) -> dict[str, Any]:
    """The report over all documents. Documents with one group stand in one fold, the folds about equally large."""
    exemplars = {g.id: exemplar_of(g, pages, doc_type) for g, pages in documents}
    parts = _parts(ordered(documents, seed), folds)
    answers: dict[str, dict[str, list[str]]] = {}
    for number, part in enumerate(parts):
        others = [item for at, other in enumerate(parts) if at != number for item in other]
        knowledge = Knowledge(tuple(exemplars[g.id] for g, _ in others))
        if train is not None:
            knowledge = train(others, doc_type, knowledge)
        for gold, pages in part:
            found = answer(pages, doc_type, knowledge)
            answers[gold.id] = {key: [v.value for v in values] for key, values in found.items()}
    kinds = {f.key: f.kind for f in doc_type.fields}
    return {"folds": [len(p) for p in parts], **score([g for g, _ in documents], answers, kinds).report()}


def _parts(documents: Sequence[Labelled], folds: int) -> list[list[Labelled]]:
    groups: dict[str, list[Labelled]] = {}
    for item in documents:
        groups.setdefault(item[0].group or item[0].id, []).append(item)
    parts: list[list[Labelled]] = [[] for _ in range(folds)]
    for group in sorted(groups.values(), key=len, reverse=True):
        min(parts, key=len).extend(group)
    return parts


def one_spelling(documents: Sequence[Labelled]) -> list[Labelled]:
    """The documents with one group for all spellings of a house: a slip in a label makes no new one."""
    known: list[str] = []
    found = []
    for gold, pages in documents:
        house = next((k for k in known if fuzz.ratio(k, gold.group) >= _ONE_HOUSE), None)
        if house is None:
            known.append(gold.group)
        found.append((replace(gold, group=house or gold.group), pages))
    return found
