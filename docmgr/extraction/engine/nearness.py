"""Whether a document is of a layout that was seen before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docmgr.extraction.engine.plain import EnginePage, read_page

# Below this a type is in doubt, and what was confirmed of the layout tells it: the engine's own ``known_types.DOUBT``.
TYPE_DOUBT = 0.7


def knows_layout(pages: Sequence[EnginePage], type_key: str | None, learned: Iterable[Any]) -> bool:
    """Whether a document that was learned of this type looks like this one; ``learned`` is ``opened``. Some
    milliseconds."""
    return type_key is not None and any(of_layout(pages, type_key, learned))


def of_layout(pages: Sequence[EnginePage], type_key: str | None, learned: Iterable[Any]) -> list[bool]:
    """The same for each that was learned; None as ``type_key`` is any type."""
    from ocr_engine.extract.page.layout import lay_out
    from ocr_engine.learn.signature import NEAR, signature_of, similarity

    learned = list(learned)
    if not pages or not learned:
        return [False] * len(learned)
    own = signature_of(lay_out(read_page(pages[0])))
    return [type_key in (None, known.doc_type) and similarity(own, known.signature) >= NEAR for known in learned]
