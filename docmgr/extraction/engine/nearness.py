"""Whether a document is of a layout that was seen before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docmgr.extraction.engine.plain import EnginePage, read_page

# Below this a type is in doubt, and what was confirmed of the layout tells it: the engine's own ``known_types.DOUBT``.
TYPE_DOUBT = 0.7


def knows_layout(pages: Sequence[EnginePage], type_key: str | None, learned: Iterable[Any]) -> bool:
    """Whether a document that was learned of this type is so much like this one that values may pass without a person;
    ``learned`` is ``opened``. Some milliseconds."""
    from ocr_engine.learn.examples.signature import KNOWN

    return type_key is not None and any(alike >= KNOWN for alike in _likeness(pages, type_key, learned))


def of_layout(pages: Sequence[EnginePage], type_key: str | None, learned: Iterable[Any]) -> list[bool]:
    """Whether each that was learned is of this one's layout, as far as layouts are known; None as ``type_key`` is any
    type."""
    from ocr_engine.learn.examples.signature import NEAR, RIVAL

    found = list(_likeness(pages, type_key, learned))
    return [alike >= max(NEAR, RIVAL * max(found)) for alike in found]


def _likeness(pages: Sequence[EnginePage], type_key: str | None, learned: Iterable[Any]) -> Iterator[float]:
    """0..1 for each, as it is asked for; 0 for those of another type."""
    from ocr_engine.extract.page.laid_out import lay_out
    from ocr_engine.learn.examples.signature import signature_of, similarity

    learned = list(learned)
    own = signature_of(lay_out(read_page(pages[0]))) if pages and learned else {}
    for known in learned:
        yield similarity(own, known.signature) if type_key in (None, known.doc_type) else 0.0
