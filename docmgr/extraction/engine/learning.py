"""What approved documents teach the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docmgr.extraction.engine.plain import EnginePage, doc_type_of, read_page

if TYPE_CHECKING:
    from ocr_engine.learn.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value that a person stands for; without a box its words are searched on the page."""

    key: str
    value: str
    page: int | None = None
    box: list[float] | None = None


def observe(
    document_id: str, pages: Sequence[EnginePage], definition: dict[str, Any], *, told: Sequence[Told],
    absent: Sequence[str],
) -> dict[str, Any]:
    """What a document with these values teaches, as plain data for ``read``.

    ``absent`` are fields that a person says are not on it. About 0.2 s of CPU a page.
    """
    from ocr_engine.learn.knowledge import Confirmed
    from ocr_engine.learn.observe import observe as look
    from ocr_engine.types import BBox

    confirmed = [Confirmed(t.key, t.value, t.page, BBox(*t.box) if t.box else None) for t in told]
    return look(document_id, [read_page(p) for p in pages], doc_type_of(definition), confirmed, absent).as_json()


def knowledge_of(learned: Sequence[dict[str, Any]]) -> Knowledge | None:
    from ocr_engine.learn.knowledge import Exemplar, Knowledge

    return Knowledge(tuple(Exemplar.from_json(data) for data in learned)) if learned else None
