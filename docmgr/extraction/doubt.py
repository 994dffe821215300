"""How much a person is needed: the number of fields to look at, and one figure that orders the review queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

# Readers that take a value from the file's own data: exact, and without a place on the page.
EXACT_SOURCES = ("xml", "ofd", "qr")
# What a value is at best worth where something speaks against it. Only the order of documents hangs on these.
_AT_BEST = {"check": 0.5, "evidence": 0.3, "missing": 0.4, "no_type": 0.2}

# Stands in the stored checks of a value exactly where one of them failed.
_FAILED = '"ok": false'


class Placed(Protocol):
    """What evidence depends on."""

    @property
    def page(self) -> int | None: ...

    @property
    def box(self) -> Any: ...

    @property
    def source(self) -> str: ...


class Read(Placed, Protocol):
    """An engine value or a stored one."""

    @property
    def key(self) -> str: ...

    @property
    def value(self) -> str: ...

    @property
    def confidence(self) -> float: ...

    @property
    def checks(self) -> Sequence[Mapping[str, Any]]: ...


class Doubt(NamedTuple):
    """``flagged``: fields that a person has to look at. ``share``: 0..1, the chance that something is wrong."""

    flagged: int
    share: float


def weigh(fields: Iterable[Any], values: Iterable[Read], *, review_below: float, type_known: bool = True) -> Doubt:
    """``fields`` are the type version's FieldDefinitions. A field with several values counts once, a column of a table
    that asks nobody not at all."""
    by_key: dict[str, list[Read]] = {}
    for value in values:
        if value.value:
            by_key.setdefault(value.key, []).append(value)
    flagged, right = 0, 1.0 if type_known else _AT_BEST["no_type"]
    for field in fields:
        if not field.asks:
            continue
        found = by_key.get(field.key, [])
        if not found:
            flagged += field.required
            right *= _AT_BEST["missing"] if field.required else 1.0
            continue
        flagged += any(needs_person(value, review_below) for value in found)
        for value in found:
            right *= _worth(value)
    return Doubt(flagged, round(1.0 - right, 6))


def needs_person(value: Read, review_below: float) -> bool:
    return value.confidence < review_below or failed(value) or not has_evidence(value)


def needs_nobody(review_below: Any) -> Q:
    """Condition on rows of FieldValue: not :func:`needs_person`. ``review_below``: a number, or an expression."""
    return Q(confidence__gte=review_below) & evidenced() & ~Q(Contains(Cast("checks", TextField()), _FAILED))


def evidenced() -> Q:
    """Condition on rows of FieldValue: :func:`has_evidence`."""
    found = Q(page__isnull=False, box__isnull=False) | Q(source__in=EXACT_SOURCES)
    for source in EXACT_SOURCES:
        found |= Q(source__startswith=f"{source}:")
    return found


def failed(value: Read) -> bool:
    return any(check.get("ok") is False for check in value.checks)


def has_evidence(value: Placed) -> bool:
    """Whether the value points at text that a reader found, or comes from the file's own data."""
    return bool(value.page and value.box) or value.source.split(":", 1)[0] in EXACT_SOURCES


def _worth(value: Read) -> float:
    worth = max(0.0, min(1.0, value.confidence))
    if failed(value):
        worth = min(worth, _AT_BEST["check"])
    if not has_evidence(value):
        worth = min(worth, _AT_BEST["evidence"])
    return worth
