"""Which learned knowledge speaks on a document of a type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.settle.adviser import Adviser
from ocr_engine.types import DocType, FieldResult

from .knowledge import Knowledge
from .recall.memory import Memory


def adviser_for(doc_type: DocType, knowledge: Knowledge | None) -> Adviser | None:
    """Made anew for every document; None where nothing was learned of the type."""
    if knowledge is None:
        return None
    told = knowledge.by_type.get(doc_type.key) or knowledge.models.get(doc_type.key)
    return Learned(doc_type, knowledge) if told else None


class Learned:
    """The memory speaks first; the trained model weighs what it said together with everything else."""

    def __init__(self, doc_type: DocType, knowledge: Knowledge) -> None:
        key = doc_type.key
        self._shelf, self._model = knowledge.shelf(key), knowledge.models.get(key)
        self._memory = Memory(self._shelf)
        self._values, self._documents = knowledge.values(key), knowledge.documents(key)
        self._kinds = {spec.key: spec.kind for spec in doc_type.fields}
        self._exact: set[int] = set()

    def weigh(self, document: Document, plans: Sequence[FieldPlan], candidates: list[Candidate]) -> list[Candidate]:
        self._exact = {sheet.number for sheet in document.sheets if sheet.page.exact}
        candidates = self._memory.weigh(document, plans, candidates)
        return self._model.weigh(document, plans, candidates) if self._model else candidates

    def settle(self, results: Mapping[str, tuple[FieldResult, ...]]) -> dict[str, tuple[FieldResult, ...]]:
        results = self._model.settle(results, exact=self._exact) if self._model else results
        found = self._values.noted(self._memory.settle(results), self._shelf.texts,
                                   layout=self._memory.recalled.similarity)
        return self._documents.noted(found, self._kinds, self._memory.recalled.near)
