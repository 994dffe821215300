"""The share of reviewed values that people left as the engine had read them: by week, and by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from docmgr.dashboard.period import Period
from docmgr.dashboard.shares import Share
from docmgr.dashboard.values import Row
from docmgr.doctypes.models import DocumentType


@dataclass(frozen=True, slots=True)
class Week:
    """By its first day; the first week begins with the period."""

    day: date
    right: Share


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the chosen type. ``first`` and ``second``: the earlier and the later half of the period's weeks."""

    key: str
    label: str
    right: Share
    first: Share
    second: Share

    @property
    def change(self) -> float | None:
        earlier, later = self.first.share, self.second.share
        return None if earlier is None or later is None else later - earlier


def by_week(rows: Collection[Row], period: Period) -> list[Week]:
    """Every week of the period, also those in which nothing was reviewed."""
    return [Week(day, _share(row for row in rows if row.week == n)) for n, day in enumerate(period.weeks())]


def overall(rows: Collection[Row]) -> Share:
    return _share(rows)


def by_field(rows: Collection[Row], period: Period, doc_type: DocumentType) -> list[Field]:
    """Those of which something was reviewed, in the order of the type's fields; what the type lost comes last."""
    labels = {field.key: field.label for field in doc_type.live_fields()}
    found = {row.key for row in rows}
    half = len(period.weeks()) // 2
    keys = [key for key in labels if key in found] + sorted(found - labels.keys())
    return [_field(key, labels.get(key) or key, [row for row in rows if row.key == key], half) for key in keys]


def _field(key: str, label: str, rows: Collection[Row], half: int) -> Field:
    return Field(key, label, _share(rows), _share(r for r in rows if r.week < half),
                 _share(r for r in rows if r.week >= half))


def _share(rows: Iterable[Row]) -> Share:
    counts: Counter[bool] = Counter()
    for row in rows:
        counts[row.right] += row.count
    return Share.of(counts[True], counts.total())
