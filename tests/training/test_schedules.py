"""The calendar of background jobs: exactly once for everybody, once for what was missed, never for what is off."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core import clock, lease
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.training import schedules
from docmgr.training.models import Job, ModelVersion, Schedule
from tests.training import house

pytestmark = pytest.mark.database

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """at(moment): what the time is from now on."""
    def put(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(lease, "now", lambda: moment)
    return put


@pytest.fixture
def weekly(db: None, at: Any) -> Schedule:
    at(MONDAY)
    return schedules.schedules()[0]


def move_back(schedule: Schedule, moment: datetime) -> None:
    Schedule.objects.filter(pk=schedule.pk).update(due=moment)


def test_a_new_installation_starts_nothing_at_once_and_both_schedules_in_their_time(weekly: Schedule, at: Any) -> None:
    assert schedules.tick() == 0
    assert [s.kind for s in Schedule.objects.order_by("kind")] == ["collect_samples", "retrain"]
    at(schedules.next_start(weekly) + timedelta(minutes=1))
    assert schedules.tick() == 1
    assert Job.objects.get().kind == "collect_samples"
    assert schedules.tick() == 0


def test_the_hours_are_those_of_the_local_clock(weekly: Schedule, settings: Any) -> None:
    local = schedules.next_start(weekly).astimezone(ZoneInfo(settings.TIME_ZONE))
    assert (local.isoweekday(), local.hour, local.minute) == (1, 2, 0)


def test_what_was_missed_for_weeks_starts_once(weekly: Schedule, at: Any) -> None:
    move_back(weekly, MONDAY - timedelta(days=40))
    assert schedules.tick() == 1
    assert schedules.tick() == 0
    at(MONDAY + timedelta(hours=3))
    assert schedules.tick() == 0


def test_a_start_by_a_clock_that_was_a_year_ahead_does_not_silence_the_calendar(weekly: Schedule, at: Any) -> None:
    at(MONDAY + timedelta(days=365))
    assert schedules.tick() == 1
    Job.objects.update(state="done")
    at(MONDAY)
    assert schedules.tick() == 0
    weekly.refresh_from_db()
    assert schedules.next_start(weekly) < MONDAY + timedelta(days=8)
    at(MONDAY + timedelta(days=8))
    assert schedules.tick() == 1


def test_a_clock_put_back_by_minutes_or_to_another_time_zone_starts_nothing_twice(weekly: Schedule, at: Any) -> None:
    start = schedules.next_start(weekly)
    at(start + timedelta(seconds=5))
    assert schedules.tick() == 1
    Job.objects.update(state="done")
    for minutes in (-14 * 60, -30, -1, 0, 1, 30):
        at(start + timedelta(minutes=minutes))
        assert schedules.tick() == 0


@pytest.mark.parametrize(("zone", "hour", "first"), [
    ("Europe/Berlin", 2, datetime(2026, 3, 16, tzinfo=UTC)),        # 2 o'clock does not come on the second Sunday
    ("Europe/Berlin", 2, datetime(2026, 10, 12, tzinfo=UTC)),       # it comes twice
    ("America/Santiago", 0, datetime(2026, 8, 24, tzinfo=UTC)),     # midnight does not come
])
def test_a_week_in_which_the_clocks_are_changed_has_one_start(
    weekly: Schedule, at: Any, settings: Any, zone: str, hour: int, first: datetime,
) -> None:
    settings.TIME_ZONE = zone
    Schedule.objects.filter(pk=weekly.pk).update(weekday=0, hour=hour, due=first)
    Schedule.objects.exclude(pk=weekly.pk).update(active=False)
    weekly.refresh_from_db()
    starts = []
    for half in range(21 * 24 * 2):
        at(now := first + timedelta(minutes=30 * half))
        if schedules.next_start(weekly) <= now:
            starts.append(now.astimezone(ZoneInfo(zone)))
            assert schedules.tick() == 1
            Job.objects.update(state="done")
            weekly.refresh_from_db()
    assert [start.isoweekday() for start in starts] == [7, 7, 7]


@pytest.mark.django_db(transaction=True)
def test_two_workers_start_what_is_due_exactly_once() -> None:
    """Both have seen the same row before either of them acts."""
    [weekly, monthly] = schedules.schedules()
    move_back(weekly, clock.now() - timedelta(days=8))
    Schedule.objects.filter(pk=monthly.pk).update(active=False)
    barrier, started = threading.Barrier(2), []
    seen = [Schedule.objects.get(pk=weekly.pk) for _ in range(2)]

    def work(schedule: Schedule) -> None:
        barrier.wait()
        started.append(schedules._start(schedule, lease.now()))
        connection.close()

    threads = [threading.Thread(target=work, args=(schedule,)) for schedule in seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(started) == [0, 1] and Job.objects.count() == 1


def test_what_is_switched_off_does_not_start(weekly: Schedule, people: dict[Role, User], at: Any) -> None:
    schedules.edit(weekly, by=people[Role.ADMIN], revision=0, active=False)
    weekly.refresh_from_db()
    assert schedules.next_start(weekly) is None
    at(MONDAY + timedelta(days=30))
    assert not Job.objects.filter(kind="collect_samples").exists() and schedules.tick() == 0


def test_an_edited_time_counts_from_now_on_and_is_on_record(
    weekly: Schedule, people: dict[Role, User], at: Any,
) -> None:
    schedules.edit(weekly, by=people[Role.ADMIN], revision=0, every="month", day=3, hour=23)
    weekly.refresh_from_db()
    assert schedules.tick() == 0
    assert schedules.next_start(weekly).astimezone(ZoneInfo("Asia/Shanghai")).day == 3
    told = AuditEvent.objects.get(action="schedule.changed")
    assert told.before == {"kind": "collect_samples", "every": "week", "day": 1, "hour": 2}
    assert told.after == {"kind": "collect_samples", "every": "month", "day": 3, "hour": 23}, "no more than changed"
    with pytest.raises(Conflict):
        schedules.edit(weekly, by=people[Role.ADMIN], revision=0, hour=1)
    with pytest.raises(Invalid):
        schedules.edit(weekly, by=people[Role.ADMIN], revision=1, day=31)
    with pytest.raises(NotAllowed):
        schedules.edit(weekly, by=people[Role.REVIEWER], revision=1, hour=1)


def test_a_type_is_trained_again_only_where_enough_was_confirmed_since(
    employee: User, reviewer: User, weekly: Schedule,
) -> None:
    doc_type = house.slip_type()
    house.fill(employee, reviewer, doc_type, layouts=range(4), each=2)
    assert schedules.worth_training(8) == ["slip"]
    assert schedules.worth_training(9) == []
    ModelVersion.objects.create(doc_type=doc_type, type_version=doc_type.live, number=1,
                                created_at=datetime.now(UTC) + timedelta(days=1))
    assert schedules.worth_training(1) == []
