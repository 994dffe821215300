"""Which pages are worth the configured model's time, by the rule set of the document type.

The light reader has read everything already; what it is sure of needs nobody else. A model costs a hundred times as
much, so only the pages go to it where a doubt was left.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.types import DocType, FieldResult, Fields, PageText, Routing


def hard_pages(
    doc_type: DocType, pages: Sequence[PageText], fields: Fields,
) -> list[PageText]:
    """The pages to ask about, in their order. ``fields`` are the light reader's, checked.

    A missing required field may stand on any page, so all are asked about; a critical field is read twice in any case.
    Fields asked for by name only have nothing that says what is right, so their documents count as doubtful throughout.
    """
    rules = doc_type.routing
    if rules.use == "never":
        return []
    if rules.use == "always" or doc_type.key == OPEN_TYPE or (rules.missing and _lacks(doc_type, fields)):
        return list(pages)
    doubted = {v.page for values in fields.values() for v in values if _doubtful(v, rules)}
    doubted |= {v.page for spec in doc_type.fields if spec.critical for v in fields.get(spec.key, ())}
    return [p for p in pages if p.number in doubted or _illegible(p, rules)]


def _lacks(doc_type: DocType, fields: Fields) -> bool:
    return any(spec.required and not fields.get(spec.key) for spec in doc_type.fields)


def _doubtful(value: FieldResult, rules: Routing) -> bool:
    return value.confidence < rules.below or (rules.checks and any(c.ok is False for c in value.checks))


def _illegible(page: PageText, rules: Routing) -> bool:
    """Read by the light reader with little certainty, weighed by length; a page of pictures only is none."""
    if page.source != "ocr" or not page.lines:
        return False
    letters = sum(len(line.text) for line in page.lines)
    return sum(line.confidence * len(line.text) for line in page.lines) < rules.legible * letters
