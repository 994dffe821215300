"""Whether a document is of a layout that was seen before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docmgr.extraction.engine.learning import shelf_of
from docmgr.extraction.engine.plain import EnginePage, read_page

if TYPE_CHECKING:
    from ocr_engine.learn.examples.looks import Look

# Below this a type is in doubt, and what was confirmed of the layout tells it: the engine's own ``known_types.DOUBT``.
TYPE_DOUBT = 0.7


def knows_layout(pages: Sequence[EnginePage], type_key: str | None, learned: Sequence[Any]) -> bool:
    """Whether a document that was learned of this type is so much like this one that values may pass without a person;
    ``learned`` is ``opened``. Some milliseconds."""
    from ocr_engine.learn.examples.signature import KNOWN

    if type_key is None or not pages or not learned:
        return False
    return shelf_of(learned, type_key).has_like(_look(pages[0]), KNOWN)


def vouched_for(asked: Iterable[tuple[str, Sequence[EnginePage]]], learned: Sequence[Any]) -> set[str]:
    """Those of the documents (id, pages) whose layout others of the ``learned`` ones know, as ``knows_layout`` says it;
    each may be learned itself and does not vouch for itself. Of one type, ``opened``. Some milliseconds a document."""
    from ocr_engine.learn.examples.shelf import Shelf
    from ocr_engine.learn.examples.signature import KNOWN

    shelf = Shelf(learned)
    return {name for name, pages in asked if shelf.without({name}).has_like(_look(pages[0]), KNOWN)}


class KnownLayouts:
    """What of each learned document tells its layout, for whoever compares many pages with the same ones.

    ``learned``: (type key, the ``signature`` of what ``observe`` made) of each.
    """

    def __init__(self, learned: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        from ocr_engine.learn.examples.looks import Look, Looks

        self._types = [key for key, _signature in learned]
        self._looks = Looks([Look(signature) for _key, signature in learned])

    def like(self, page: EnginePage, type_key: str | None = None) -> list[bool]:
        """Which are of the page's layout, as far as layouts are known; None as ``type_key`` is any type."""
        from ocr_engine.learn.examples.signature import NEAR, RIVAL

        if not self._types:
            return []
        alike = self._looks.likeness(_look(page)).tolist()
        found = [one if type_key in (None, key) else 0.0 for one, key in zip(alike, self._types, strict=True)]
        least = max(NEAR, RIVAL * max(found))
        return [one >= least for one in found]


def _look(page: EnginePage) -> Look:
    from ocr_engine.extract.page.laid_out import lay_out
    from ocr_engine.learn.examples.looks import Look
    from ocr_engine.learn.examples.signature import signature_of

    return Look(signature_of(lay_out(read_page(page))))
