"""What keeps a value, or a whole document, with a person, whatever its confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.extraction.doubt import failed, has_evidence
from docmgr.extraction.engine import EngineResult, EngineValue
from docmgr.extraction.messages import NOTES

WHY: dict[str, Any] = {
    "four_eyes": _("Two people must see documents of this type."),
    "new_layout": _("No document that looks like this one has been approved yet."),
    "engine_red": _("A reader of the engine was out of order."),
    "type_unsure": _("The type was recognised with little certainty."),
    "page_trouble": _("Something about a page is to be looked at."),
    "control": _("Drawn by lot to stay with a person."),
    "failed_check": _("A check failed."),
    "no_second_look": _("A critical field was not read a second time by another way."),
    "no_evidence": _("A value stands nowhere on the page."),
    "empty": _("Nothing was found for the field."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the reading itself does not tell: is the layout known, and are all readers in order?"""

    layout_known: bool
    engine_well: bool


def blocks_of(
    document: Document, version: TypeVersion, result: EngineResult, around: Surroundings,
) -> list[str]:
    """Codes of what speaks against accepting anything on this document."""
    unsure = not document.type_chosen and result.type_confidence < version.review_below
    found = {
        "four_eyes": version.doc_type.four_eyes, "new_layout": not around.layout_known,
        "engine_red": not around.engine_well, "type_unsure": unsure,
        "page_trouble": any(
            not issue.get("field") and issue["code"] not in NOTES for issue in result.issues),
    }
    return [code for code, blocked in found.items() if blocked]


def scores_of(
    fields: Iterable[FieldDefinition], values: Sequence[EngineValue], *, blocked: bool,
) -> dict[str, dict[str, Any]]:
    """{key: {"confidence", "why", "empty"}}: the lowest confidence of a field's values, 0 with the reason beside it.

    A field is accepted as a whole, so one bad value of many keeps all of them. An empty field has the confidence 1 of
    being empty, because the engine says no more than yes or no about that.
    """
    by_key: dict[str, list[EngineValue]] = {}
    for value in values:
        if value.value:
            by_key.setdefault(value.key, []).append(value)
    return {f.key: _score(by_key.get(f.key, []), blocked=blocked, critical=f.critical) for f in fields}


def _score(found: Sequence[EngineValue], *, blocked: bool, critical: bool) -> dict[str, Any]:
    why = _why(found) or ("no_second_look" if critical and not _looked_twice(found) else "")
    certain = min((v.confidence for v in found), default=1.0)
    return {"confidence": 0.0 if why or blocked else round(certain, 4), "why": why, "empty": not found}


def _looked_twice(found: Sequence[EngineValue]) -> bool:
    """Whether other ways of reading saw the same; nobody looks a second time for what was not found at all."""
    return bool(found) and all(
        any(c["name"] == engine.SECOND_LOOK and c.get("ok") is True for c in v.checks) for v in found)


def _why(found: Sequence[EngineValue]) -> str:
    if any(failed(v) for v in found):
        return "failed_check"
    return "" if all(has_evidence(v) for v in found) else "no_evidence"


def whole_score(
    fields: Iterable[FieldDefinition], scores: Mapping[str, Mapping[str, Any]], ignored: Iterable[str],
) -> float:
    """The lowest confidence of all fields that matter; 0 where a required one or everything is missing."""
    left = set(ignored)
    told = [(f, scores[f.key]) for f in fields if f.key not in left]
    if any(f.required and score["empty"] for f, score in told):
        return 0.0
    return min((score["confidence"] for _f, score in told if not score["empty"]), default=0.0)
