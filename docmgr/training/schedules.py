"""When background jobs start by themselves: a time in the week or the month, kept as a row, edited in the page.

Every worker's parent looks. Whoever moves ``due`` on from the value that it saw starts the jobs, in the same
transaction; everybody else walks away. A time that passed while nothing ran counts once, at the next look.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock, lease
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.training.background import jobs
from docmgr.training.models import ModelVersion, Schedule
from docmgr.training.trained import versions
from docmgr.training.trained.lessons import confirmed_by_type, teaching
from docmgr.training.trained.retraining import FEWEST_DOCUMENTS
from docmgr.training.trained.taken_back import taken_back

Every = Schedule.Every
# What a new installation starts with: quiet hours of the local time zone.
DEFAULTS: dict[str, dict[str, Any]] = {
    "collect_samples": {"every": Every.WEEK, "weekday": 1, "hour": 2, "fewest": 1},
    "retrain": {"every": Every.MONTH, "day": 1, "hour": 3, "fewest": 20},
}
# A start this far ahead of the clock is forgotten. More than clocks are ``clock.MOST_APART``: a machine whose time zone
# was wrong is put back by hours, and what it started must not start once more.
_FORGOTTEN_AHEAD = timedelta(days=1)


def schedules() -> list[Schedule]:
    """All of them, those missing made on the way. One query once they are there."""
    found = {s.kind: s for s in Schedule.objects.all()}
    for kind, values in DEFAULTS.items():
        if kind not in found:
            found[kind] = Schedule.objects.get_or_create(kind=kind, defaults={**values, "due": clock.now()})[0]
    return [found[kind] for kind in DEFAULTS]


def is_on(kind: str) -> bool:
    return any(schedule.kind == kind and schedule.active for schedule in schedules())


def tick() -> int:
    """Start what is due; how many jobs were asked for. Safe to call from any number of workers at once."""
    now = lease.now()
    _forget_starts_ahead(now)
    return sum(_start(schedule, now) for schedule in schedules() if schedule.active and _after(schedule) <= now)


def _forget_starts_ahead(now: datetime) -> None:
    """Started by a clock that was a year ahead, nothing would start for a year."""
    Schedule.objects.filter(due__gt=now + _FORGOTTEN_AHEAD).update(due=now)


def next_start(schedule: Schedule) -> datetime | None:
    """When it starts next: now where a time was missed, None where it is switched off."""
    return max(_after(schedule), clock.now()) if schedule.active else None


def edit(schedule: Schedule, *, by: User, revision: int, **parts: Any) -> None:
    """A time that the new calendar has already behind it does not count. Raises NotAllowed, Conflict, Invalid."""
    require(by, Act.MANAGE_LEARNING)
    _check(parts)
    with transaction.atomic():
        before = {name: getattr(schedule, name) for name in parts if getattr(schedule, name) != parts[name]}
        changed = Schedule.objects.filter(pk=schedule.pk, revision=revision).update(
            **parts, due=lease.now(), revision=F("revision") + 1)
        if not changed:
            raise Conflict
        record(Action.SCHEDULE_CHANGED, actor=by, obj=schedule, before={"kind": schedule.kind, **before},
               after={"kind": schedule.kind, **{name: parts[name] for name in before}})


def _check(parts: dict[str, Any]) -> None:
    limits = {"weekday": (0, 6), "day": (1, 28), "hour": (0, 23), "fewest": (1, 100_000)}
    for name, (low, high) in limits.items():
        if name in parts and not low <= int(parts[name]) <= high:
            raise Invalid
    if parts.get("every", Every.WEEK) not in Every.values:
        raise Invalid


def _after(schedule: Schedule) -> datetime:
    """The first time of its calendar after the last one that counted, in local time: a minute of the wall clock."""
    zone = timezone.get_default_timezone()
    when = {"day_of_week": schedule.weekday} if schedule.every == Every.WEEK else {"day_of_month": schedule.day}
    start, ahead, _now = crontab(minute=0, hour=schedule.hour, **when).remaining_delta(schedule.due, tz=zone)
    return start + ahead


def _start(schedule: Schedule, now: datetime) -> int:
    with transaction.atomic():
        if not Schedule.objects.filter(pk=schedule.pk, due=schedule.due, active=True).update(due=now):
            return 0  # another worker was faster, or somebody edited it
        keys = worth_training(schedule.fewest) if schedule.kind == "retrain" else None
        wanted = [{}] if keys is None else [{"type": key} for key in keys]
        for params in wanted:
            jobs.start(schedule.kind, by=None, params=params)
    return len(wanted)


def worth_training(fewest: int) -> list[str]:
    """Keys of the types with enough documents in all, and at least so many confirmed since their newest model; also of
    those whose live model was trained from a document that was taken back since."""
    totals = confirmed_by_type(teaching())
    live = ModelVersion.objects.filter(state=ModelVersion.State.LIVE).select_related("doc_type")
    gone = taken_back(live)
    outdated = {m.doc_type.key for m in live if m.pk in gone}
    newest = dict(ModelVersion.objects.filter(engine=ModelVersion.Engine.FIELDS).exclude(versions.WITHOUT_WEIGHTS)
                  .order_by().values_list("doc_type__key").annotate(at=Max("created_at")))
    return [key for key, total in sorted(totals.items()) if total >= FEWEST_DOCUMENTS and (
        key in outdated or _fresh(key, newest.get(key)) >= fewest)]


def _fresh(key: str, since: datetime | None) -> int:
    return teaching().filter(doc_type__key=key, **({"created_at__gt": since} if since else {})).count()
