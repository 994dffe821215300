"""Single values: their normal form, their checks, where they could stand in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docmgr.extraction.engine.plain import doc_type_of, plain_check

# Kinds whose values give themselves away by their shape. Of the others a finder offers some and overlooks some.
SHAPED_KINDS = frozenset({"bank_account", "date", "email", "iban", "id_number", "money", "phone", "tax_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """``value`` is the normal form, or what was typed where the kind does not accept it (then a check says so)."""

    value: str
    checks: list[dict[str, Any]]


def normalise(raw: str, *, kind: str) -> Normalised:
    """What somebody typed, in the normal form of its kind, with the checks of that kind."""
    from ocr_engine.validate import check
    from ocr_engine.validate import normalise as normal_form

    text = raw.strip()
    if not text:
        return Normalised(value="", checks=[])
    value = normal_form(text, kind) or text
    return Normalised(value=value, checks=[plain_check(c) for c in check(value, kind)])


def spans_of(text: str, *, kind: str) -> list[tuple[int, int, str]]:
    """(start, end, wording) of everything in one line that could be a value of the kind, in order, without overlaps.

    Worth relying on for SHAPED_KINDS only. Costs less than a millisecond.
    """
    from ocr_engine.validate import find

    return [(span.start, span.end, span.raw) for span in find(text, kind)]


def recheck(
    definition: dict[str, Any], values: Mapping[str, Sequence[str]],
) -> dict[str, list[list[dict[str, Any]]]]:
    """The checks of each value, in the order given, now that all these values stand together: {key: [checks, …]}.

    For values that a person put right; an empty value has no checks. Costs a few milliseconds.
    """
    from ocr_engine.types import FieldResult
    from ocr_engine.validate.rules import apply_rules

    fields = {key: tuple(FieldResult(key=key, value=v, raw=v) for v in given) for key, given in values.items()}
    checked, _issues = apply_rules(doc_type_of(definition), fields)
    return {key: [[plain_check(c) for c in result.checks] for result in results] for key, results in checked.items()}
