"""The door through which learned knowledge speaks to the extractor, which knows nothing of where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.types import FieldResult, Fields


class Adviser(Protocol):
    """Made for one document and asked twice."""

    def weigh(self, document: Document, plans: Sequence[FieldPlan], candidates: list[Candidate]) -> list[Candidate]:
        """The candidates with other scores, or with more of them, before answers are chosen."""
        ...

    def settle(self, results: Fields) -> dict[str, tuple[FieldResult, ...]]:
        """The finished answers, with what is known better."""
        ...
