"""Which learned knowledge speaks on a document of a type."""

from __future__ import annotations

from ocr_engine.extract.adviser import Adviser
from ocr_engine.types import DocType

from .knowledge import Knowledge
from .memory import Memory


def adviser_for(doc_type: DocType, knowledge: Knowledge | None) -> Adviser | None:
    """Made anew for every document; None where nothing was learned of the type."""
    if knowledge is None:
        return None
    exemplars = knowledge.by_type.get(doc_type.key, ())
    return Memory(exemplars) if exemplars else None
