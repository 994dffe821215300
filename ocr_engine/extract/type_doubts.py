"""What somebody should be told about the type of a document: a doubt of it, and a second paper in its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocr_engine.types import DocType, Issue, PageText

from .classify import Recognised
from .several import beginnings

_CODES = {"close": "type_close", "little": "type_little", "titled": "type_titled"}


def doubts(told: Recognised, pages: Sequence[PageText], types: Sequence[DocType]) -> Iterator[Issue]:
    """The issues' ``labels``: type key -> its names by language, for whoever tells them to people; ``other`` is the
    type that it might be instead."""
    other = told.other.key if told.other else ""
    labels = {t.key: dict(t.label) for t in (told.doc_type, told.other) if t is not None}
    if told.doc_type is None:
        yield Issue("type_unknown", params={"other": other, "labels": labels} if other else {})
    elif told.doubt:
        params = {"type": told.doc_type.key, "other": other, "title": told.title, "labels": labels}
        yield Issue(_CODES[told.doubt], params=params)
    if found := beginnings(pages):
        yield Issue("several_papers", page=found[0], params={"page": found[0], "pages": found})
