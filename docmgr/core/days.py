"""Days that a person names, as the moments between which a column with an index is searched.

A lookup such as ``created_at__date__gte`` would work the day of every row out first.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# Beyond these a day cannot be told in every time zone, and nothing was ever uploaded.
_FIRST, _LAST = date(1900, 1, 1), date(9000, 1, 1)


def between(column: str, since: date | None, until: date | None) -> dict[str, datetime]:
    """Both days included, in the installation's time zone; empty where no day is named."""
    bounds = {}
    if since:
        bounds[f"{column}__gte"] = midnight(since)
    if until:
        bounds[f"{column}__lt"] = midnight(min(until, _LAST) + timedelta(days=1))
    return bounds


def midnight(day: date) -> datetime:
    """When the day begins in the installation's time zone."""
    return timezone.make_aware(datetime.combine(max(_FIRST, min(day, _LAST + timedelta(days=1))), time.min))
