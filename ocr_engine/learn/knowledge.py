"""All that was learned, as one frozen value: answers depend on nothing else of the past."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from .confidence.confirmed_documents import ConfirmedDocuments
from .confidence.confirmed_values import ConfirmedValues
from .confidence.trust import Trust
from .examples.exemplar import Exemplar
from .examples.packed import Packed
from .examples.shelf import Shelf
from .ranking.model import TrainedModel

Made = TypeVar("Made")


@dataclass(frozen=True)
class Knowledge:
    """All that was learned: documents of any number of types, the trained model of each type that has one, and how
    far the values of a type can be trusted.

    Equal knowledge gives equal answers, byte for byte: forgetting a document is leaving it out. What all documents of
    a type say together is worked out once, when it is first asked for.
    """

    exemplars: Sequence[Exemplar | Packed] = ()
    models: Mapping[str, TrainedModel] = field(default_factory=dict)
    trust: Mapping[str, Trust] = field(default_factory=dict)

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Exemplar | Packed, ...]]:
        found: dict[str, list[Exemplar | Packed]] = {}
        for exemplar in sorted(self.exemplars, key=lambda e: e.id):
            found.setdefault(exemplar.doc_type, []).append(exemplar)
        return {key: tuple(items) for key, items in found.items()}

    def shelf(self, doc_type: str) -> Shelf:
        """The confirmed documents of a type, to look for those that a page is like."""
        return self._once(Shelf, doc_type)

    def values(self, doc_type: str) -> ConfirmedValues:
        """The confirmed values of a type, field by field."""
        return self._once(ConfirmedValues, doc_type)

    def documents(self, doc_type: str) -> ConfirmedDocuments:
        """The confirmed values of a type, document by document."""
        return self._once(ConfirmedDocuments, doc_type)

    def learned(self, exemplar: Exemplar) -> Knowledge:
        """With this document; what was known of the same document before is replaced."""
        return replace(self, exemplars=(*self.forgotten(exemplar.id).exemplars, exemplar))

    def forgotten(self, document_id: str) -> Knowledge:
        return replace(self, exemplars=tuple(e for e in self.exemplars if e.id != document_id))

    def _once(self, make: Callable[[Sequence[Exemplar | Packed]], Made], doc_type: str) -> Made:
        if (make, doc_type) not in self._made:
            self._made[make, doc_type] = make(self.by_type.get(doc_type, ()))
        return self._made[make, doc_type]

    @cached_property
    def _made(self) -> dict[tuple[Callable[..., Any], str], Any]:
        return {}
