"""Gold labels that deserve a look, because the engine is sure of another value on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from docmgr.extraction.engine.definitions import valid_type
from docmgr.extraction.engine.measuring import Answer, Gold, gold_document
from docmgr.extraction.engine.plain import EnginePage, read_page


class Placed(Answer, Protocol):
    """An answer with its place, as it is held against its label."""

    @property
    def page(self) -> int | None: ...
    @property
    def box(self) -> list[float] | None: ...


class LabelCheck:
    """Holds the answers of a set against its labels, one document after the other."""

    def __init__(self, gold: Iterable[Gold], definition: dict[str, Any]) -> None:
        """``gold``: the whole set, by which one knows what its labels usually say. Raises Invalid for a definition that
        is not valid."""
        from ocr_engine.evaluate.label_words import LabelWords

        self._gold = {one.id: gold_document(one) for one in gold}
        self._words = LabelWords(self._gold.values())
        self._fields = {f.key: f for f in valid_type(definition).fields}
        self._found: list[Any] = []
        self._places: dict[tuple[str, str, int], Placed] = {}

    def look(self, name: str, values: Iterable[Placed], pages: Sequence[EnginePage]) -> None:
        """Milliseconds where nothing disagrees."""
        from ocr_engine.evaluate.label_issues import label_issues

        given: dict[str, list[Placed]] = {}
        for value in values:
            if value.value:
                given.setdefault(value.key, []).append(value)
        found = label_issues(
            self._gold[name], given, [read_page(p) for p in pages], self._fields, self._words)
        self._found += found
        self._places.update({(name, f.field, f.index): given[f.field][f.index] for f in found})

    def issues(self) -> list[dict[str, Any]]:
        """Ranked: {id, field, index, answer, label, confidence, label_on_page, near, usual, page, box}."""
        from ocr_engine.evaluate.label_issues import told_plain

        return [{**one, "page": place.page, "box": place.box} for one in told_plain(self._found)
                for place in [self._places[one["id"], one["field"], one["index"]]]]
