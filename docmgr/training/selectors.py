"""Error samples as a list page and an export ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.core import days
from docmgr.training.models import ErrorSample


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFilter:
    """Empty means all. ``as_of``: as it was at that moment, without what came later."""

    doc_type: str = ""
    key: str = ""
    cause: str = ""
    since: date | None = None
    until: date | None = None
    as_of: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """What was set, for the record of an export."""
        return {name: str(value) for name, value in asdict(self).items() if value and name != "as_of"}

    @classmethod
    def from_json(cls, told: Mapping[str, str], *, as_of: datetime) -> SampleFilter:
        """The way back, as it was then."""
        days_named: dict[str, Any] = {
            name: date.fromisoformat(told[name]) for name in ("since", "until") if name in told}
        return cls(**{**told, **days_named}, as_of=as_of)


def samples_for(user: User, chosen: SampleFilter | None = None) -> QuerySet[ErrorSample]:
    """Newest first, with all that a row shows. Raises NotAllowed."""
    require(user, Act.SEE_ERROR_SAMPLES)
    rows = filtered(chosen or SampleFilter()).select_related("type_version__doc_type", "correction__by", "document")
    return rows.prefetch_related("type_version__fields").defer("document__search_text")


def filtered(chosen: SampleFilter) -> QuerySet[ErrorSample]:
    """The bare rows, for whoever has asked for permission already."""
    wanted = {
        "type_version__doc_type__key": chosen.doc_type, "key": chosen.key, "cause": chosen.cause,
        "created_at__lte": chosen.as_of,
        **days.between("created_at", chosen.since, chosen.until),
    }
    return ErrorSample.objects.filter(**{name: value for name, value in wanted.items() if value})


def counts_by_cause(samples: QuerySet[ErrorSample]) -> list[dict[str, Any]]:
    """[{"cause", "label", "count"}], every cause once, in the order of the causes: one query."""
    counted = dict(samples.order_by().values_list("cause").annotate(n=Count("pk")))
    return [{"cause": c.value, "label": c.label, "count": counted.get(c.value, 0)} for c in ErrorSample.Cause]


def keys_in(user: User, doc_type: str) -> list[str]:
    """The fields that have samples, for the filter."""
    rows = samples_for(user, SampleFilter(doc_type=doc_type))
    return sorted(rows.order_by().values_list("key", flat=True).distinct())
