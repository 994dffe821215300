"""All that was learned, as one frozen value: answers depend on nothing else of the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import Any, Self, TypeVar

from .confidence.confirmed_documents import ConfirmedDocuments
from .confidence.confirmed_values import ConfirmedValues
from .confidence.trust import Trust
from .examples.exemplar import Exemplar
from .examples.growing import Documents, not_among
from .examples.packed import Packed
from .examples.shelf import Shelf
from .ranking.model import TrainedModel

Made = TypeVar("Made")


@dataclass(frozen=True)
class Knowledge:
    """All that was learned: documents of any number of types, the trained model of each type that has one, and how
    far the values of a type can be trusted.

    Equal knowledge gives equal answers, byte for byte: forgetting a document is leaving it out. What all documents of
    a type say together is worked out when it is first asked for, once: from what older knowledge had worked out
    (``after``), so that it costs what is new, else from all of them. It is the same either way.
    """

    exemplars: Sequence[Exemplar | Packed] = ()
    models: Mapping[str, TrainedModel] = field(default_factory=dict)
    trust: Mapping[str, Trust] = field(default_factory=dict)
    _made: dict[Any, tuple[Documents, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Exemplar | Packed, ...]]:
        found: dict[str, list[Exemplar | Packed]] = {}
        for exemplar in sorted(self.exemplars, key=lambda e: e.id):
            found.setdefault(exemplar.doc_type, []).append(exemplar)
        return {key: tuple(items) for key, items in found.items()}

    def shelf(self, doc_type: str) -> Shelf:
        """The confirmed documents of a type, to look for those that a page is like."""
        return self._together(Shelf, doc_type)

    def values(self, doc_type: str) -> ConfirmedValues:
        """The confirmed values of a type, field by field."""
        return self._together(ConfirmedValues, doc_type)

    def documents(self, doc_type: str) -> ConfirmedDocuments:
        """The confirmed values of a type, document by document."""
        return self._together(ConfirmedDocuments, doc_type)

    def learned(self, exemplar: Exemplar | Packed) -> Knowledge:
        """With this document; what was known of the same document before is replaced."""
        return replace(self, exemplars=(*self.forgotten(exemplar.id).exemplars, exemplar)).after([self])

    def forgotten(self, document_id: str) -> Knowledge:
        return replace(self, exemplars=tuple(e for e in self.exemplars if e.id != document_id)).after([self])

    def after(self, older: Iterable[Knowledge]) -> Self:
        """Itself: what was worked out of older knowledge, the latest last, is where it begins."""
        for one in older:
            self._made.update(one._made)
        return self

    def _together(self, make: Callable[..., Made], doc_type: str) -> Made:
        exemplars = self.by_type.get(doc_type, ())
        of, made = self._made.get((make, doc_type), ((), None))
        if made is None or of is not exemplars:
            made = _from(of, made, exemplars, make)
            self._made[make, doc_type] = exemplars, made
        return made


def _from(of: Documents, known: Made | None, exemplars: Documents, make: Callable[..., Made]) -> Made:
    """What the exemplars say together, from what those said that it was known ``of``."""
    more = list(compress(exemplars, not_among(exemplars, of)))
    gone = list(compress(of, not_among(of, exemplars)))
    if known is None or 2 * (len(more) + len(gone)) > len(exemplars):
        return make(exemplars)
    return make(more, known=known, gone=gone) if more or gone else known
