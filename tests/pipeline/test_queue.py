"""Leases, the doorbell and the sweeper, one by one."""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from docmgr.accounts.models import Role
from docmgr.core import clock, lease
from docmgr.core.lease import JobState
from docmgr.documents.models import Status
from docmgr.extraction.models import ExtractionRun
from docmgr.extraction.services import queue_run
from docmgr.pipeline import selectors
from docmgr.pipeline.models import Worker
from docmgr.pipeline.worker import doorbell, heartbeat, stopping, sweeper
from docmgr.pipeline.worker.heartbeat import Heartbeat, TookTooLong
from docmgr.training.background import jobs as jobs_of_the_background
from docmgr.training.models import Job
from tests.services.process import free_port, wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def jobs(employee, make_document):
    """jobs(3): as many waiting runs, oldest first."""
    def make(count: int) -> list[ExtractionRun]:
        return [ExtractionRun.objects.create(document=make_document(employee)) for _ in range(count)]
    return make


def ago(seconds: float):
    return lease.now() - timedelta(seconds=seconds)


def test_a_job_is_claimed_once_and_the_try_counted(jobs):
    [job] = jobs(1)
    claimed = ExtractionRun.objects.claim(job.pk)
    assert (claimed.state, claimed.attempts, claimed.token) == (JobState.RUNNING, 1, 1)
    assert ExtractionRun.objects.claim(job.pk) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_one_job_exactly_one_gets_it(jobs):
    [job] = jobs(1)
    won, start = [], threading.Barrier(8)

    def claim() -> None:
        start.wait()
        try:
            if ExtractionRun.objects.claim(job.pk):
                won.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    job.refresh_from_db()
    assert job.attempts == 1


def test_a_job_is_free_again_when_its_lease_ran_out_and_the_old_token_is_worth_nothing(jobs):
    [job] = jobs(1)
    first = ExtractionRun.objects.claim(job.pk)
    ExtractionRun.objects.update(lease_until=ago(1))
    second = ExtractionRun.objects.claim(job.pk)
    assert second.token == 2 and second.attempts == 2
    assert not ExtractionRun.objects.renew(job.pk, first.token)
    assert not ExtractionRun.objects.close(job.pk, first.token, state=JobState.DONE)
    assert not ExtractionRun.objects.release(job.pk, first.token)
    assert not ExtractionRun.objects.postpone(job.pk, first.token, seconds=0)
    assert ExtractionRun.objects.close(job.pk, second.token, state=JobState.DONE)


def test_a_job_put_off_is_not_free_before_its_time(jobs):
    [job] = jobs(1)
    claimed = ExtractionRun.objects.claim(job.pk)
    ExtractionRun.objects.postpone(job.pk, claimed.token, seconds=60)
    assert ExtractionRun.objects.claim(job.pk) is None
    ExtractionRun.objects.update(ready_at=ago(1))
    assert ExtractionRun.objects.claim(job.pk).attempts == 2


def test_a_job_written_by_a_clock_that_was_a_year_ahead_does_not_wait_for_a_year(jobs):
    waiting, left = jobs(2)
    far = ago(-365 * 24 * 3600)
    ExtractionRun.objects.filter(pk=waiting.pk).update(ready_at=far)
    ExtractionRun.objects.filter(pk=left.pk).update(state=JobState.RUNNING, lease_until=far)
    assert ExtractionRun.objects.claim(waiting.pk) and ExtractionRun.objects.claim(left.pk)
    assert not ExtractionRun.objects.ready().exists()


def test_with_a_broker_the_sweeper_finds_such_a_job_too(jobs, rings, settings):
    settings.BROKER_URL, settings.SWEEP_SECONDS = "redis://nowhere", 10
    [job] = jobs(1)
    ExtractionRun.objects.update(ready_at=ago(-365 * 24 * 3600))
    assert sweeper.Sweeper(1).sweep() == 1 and rings == [job.pk]


def test_a_job_is_due_by_the_clock_of_all_workers_whatever_the_web_servers_own_says(
    employee, make_document, monkeypatch,
):
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(minutes=20))
    monkeypatch.setattr(lease, "now", lambda: datetime.now(UTC))  # as PostgreSQL's
    run, job = queue_run(make_document(employee)), jobs_of_the_background.start("budget", by=None, params={})
    assert run in ExtractionRun.objects.ready() and job in Job.objects.ready()


def test_a_closed_job_is_never_free(jobs):
    [job] = jobs(1)
    for state in (JobState.DONE, JobState.FAILED, JobState.DEAD):
        ExtractionRun.objects.update(state=state, lease_until=ago(100))
        assert ExtractionRun.objects.claim(job.pk) is None


@pytest.fixture
def rings(monkeypatch):
    heard: list[int] = []
    monkeypatch.setattr(doorbell, "send", lambda pk: heard.append(pk) or True)
    return heard


def test_the_sweeper_rings_oldest_first_never_twice_and_keeps_little_in_hand(jobs, rings, monkeypatch):
    monkeypatch.setattr(sweeper, "RING_AGAIN_EMBEDDED_SECONDS", 600.0)
    waiting = [job.pk for job in jobs(10)]
    sweep = sweeper.Sweeper(processes=1)
    assert sweep.sweep() == 4 and rings == waiting[:4]
    assert sweep.sweep() == 0
    ExtractionRun.objects.filter(pk=waiting[0]).update(state=JobState.RUNNING, lease_until=ago(-60))
    assert sweep.sweep() == 1 and rings == waiting[:5]
    ExtractionRun.objects.filter(pk__in=waiting[:5]).update(state=JobState.DONE)
    assert sweep.sweep() == 4 and rings == waiting[:9]


def test_a_job_that_stays_free_is_rung_for_again(jobs, rings, monkeypatch):
    monkeypatch.setattr(sweeper, "RING_AGAIN_EMBEDDED_SECONDS", 0.0)
    [job] = jobs(1)
    sweep = sweeper.Sweeper(processes=1)
    sweep.sweep()
    sweep.sweep()
    assert rings == [job.pk, job.pk]


def test_a_job_whose_worker_died_is_rung_for(jobs, rings):
    [job] = jobs(1)
    ExtractionRun.objects.update(state=JobState.RUNNING, lease_until=ago(1))
    sweeper.Sweeper(processes=1).sweep()
    assert rings == [job.pk]


def test_with_a_broker_the_sweeper_leaves_fresh_jobs_to_their_message(jobs, rings, settings):
    settings.BROKER_URL, settings.SWEEP_SECONDS = "redis://nowhere", 15
    old, _new = jobs(2)
    ExtractionRun.objects.filter(pk=old.pk).update(ready_at=ago(20))
    sweeper.Sweeper(processes=1).sweep()
    assert rings == [old.pk]


def test_without_a_broker_nobody_is_rung(settings, rings, django_capture_on_commit_callbacks):
    settings.BROKER_URL = ""
    with django_capture_on_commit_callbacks(execute=True):
        doorbell.ring(1)
    assert rings == []


def test_the_bell_rings_after_the_commit_only(settings, rings, django_capture_on_commit_callbacks):
    settings.BROKER_URL = "redis://nowhere"
    with django_capture_on_commit_callbacks(execute=True):
        doorbell.ring(7)
        assert rings == []
    assert rings == [7]


@pytest.fixture
def silent_broker():
    """A server that accepts and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_broker_that_refuses_or_is_silent_costs_seconds_once_and_no_upload(silent_broker, tmp_path):
    """In a process of its own, as the broker's address is read at the start."""
    import os
    import subprocess
    import sys

    script = (
        "import django, time; django.setup()\n"
        "from docmgr.pipeline.worker import doorbell\n"
        "t = time.monotonic(); first = doorbell.send(1); a = time.monotonic() - t\n"
        "t = time.monotonic(); rest = [doorbell.send(n) for n in range(200)]; b = time.monotonic() - t\n"
        "print(first, any(rest), a < 30, b < 30)  # asked 200 times over it would be minutes\n"
    )
    brokers = (silent_broker, f"redis://127.0.0.1:{free_port()}/0", f"amqp://127.0.0.1:{free_port()}//")
    asked = [subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "DOCMGR_BROKER": broker, "DOCMGR_DATA": str(tmp_path),
             "DJANGO_SETTINGS_MODULE": "tests.settings"}) for broker in brokers]  # all at once: they wait, mostly
    for broker, process in zip(brokers, asked, strict=True):
        assert process.communicate(timeout=200)[0].split() == ["False", "False", "True", "True"], broker
        assert process.returncode == 0


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_survives_a_database_that_is_away_for_a_moment(jobs, settings, monkeypatch):
    settings.JOB_LEASE_SECONDS = 0.9
    [job] = jobs(1)
    claimed = ExtractionRun.objects.claim(job.pk)
    calls = []
    renew = type(ExtractionRun.objects.all()).renew

    def shaky(self, *args, **changes):
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("gone")
        return renew(self, *args, **changes)

    monkeypatch.setattr(type(ExtractionRun.objects), "renew", lambda self, *a, **k: shaky(self.all(), *a, **k))
    with Heartbeat(claimed) as beat:
        first = ExtractionRun.objects.get(pk=job.pk).lease_until
        assert wait_for(lambda: ExtractionRun.objects.get(pk=job.pk).lease_until > first)
        assert not beat.lost.is_set()
    assert len(calls) > 1


def test_each_page_of_a_long_document_adds_to_the_time_that_its_reading_may_take(jobs, settings, monkeypatch):
    settings.JOB_TIME_LIMIT, settings.PAGE_SECONDS = 100, 10
    [job] = jobs(1)
    now = [0.0]
    monkeypatch.setattr(heartbeat, "time", SimpleNamespace(monotonic=lambda: now[0]))
    beat = Heartbeat(job)
    for page, at in ((1, 90.0), (12, 210.0), (20, 300.0)):
        now[0] = at
        beat.report("read", page, 20)
    now[0] = 301.0
    with pytest.raises(TookTooLong) as over:
        beat.report("done", 20, 20)
    assert over.value.seconds == 300


def test_a_child_at_work_holds_the_parent_back_and_a_dead_one_does_not(monkeypatch):
    import os

    monkeypatch.setattr(os, "getppid", os.getpid)
    assert stopping.wait_until_idle(0.1)
    with stopping.at_work():
        assert not stopping.wait_until_idle(0.3)
    assert stopping.wait_until_idle(0.1)


def test_the_queue_tells_busy_from_nobody_there(jobs):
    assert selectors.queue_state().healthy
    jobs(2)
    begun = time.monotonic()
    ExtractionRun.objects.update(ready_at=ago(90))
    queue = selectors.queue_state()
    assert not queue.healthy and queue.waiting == 2
    assert 89 < queue.oldest_waiting < 91 + time.monotonic() - begun
    Worker.objects.create(name="a:1", processes=2, started_at=ago(100), seen_at=ago(5))
    Worker.objects.create(name="b:1", processes=2, started_at=ago(100), seen_at=ago(500))
    queue = selectors.queue_state()
    assert queue.healthy and (queue.workers, queue.processes) == (1, 2)


def test_a_long_queue_is_no_trouble_while_documents_of_it_are_read(jobs):
    first, *_waiting = jobs(5)
    ExtractionRun.objects.update(ready_at=ago(7200))
    Worker.objects.create(name="a:1", processes=2, started_at=ago(9000), seen_at=ago(5))
    assert selectors.is_late(selectors.queue_state())  # nobody takes them
    ExtractionRun.objects.claim(first.pk)
    assert not selectors.is_late(selectors.queue_state())
    run = ExtractionRun.objects.filter(pk=first.pk)
    run.update(lease_until=ago(1))
    assert selectors.is_late(selectors.queue_state())  # its reader was not heard of any more
    run.update(state=JobState.DONE, lease_until=None, finished_at=ago(5))
    assert not selectors.is_late(selectors.queue_state())  # between one document and the next
    run.update(finished_at=ago(600))
    assert selectors.is_late(selectors.queue_state())


@pytest.mark.usefixtures("noon")
def test_the_numbers_of_the_home_page_are_those_the_user_may_see_in_few_queries(
        people, employee, make_document, django_assert_num_queries):
    for status in (Status.IN_REVIEW, Status.IN_REVIEW, Status.FAILED):
        make_document(employee, status=status, flagged=2)
    other = make_document(people[Role.REVIEWER], status=Status.IN_REVIEW)
    for document in (other, other):
        ExtractionRun.objects.create(document=document, state=JobState.DONE, finished_at=lease.now())
    extra = connection.vendor == "postgresql"  # the server's clock
    with django_assert_num_queries(7 + extra):
        mine = selectors.numbers_for(employee)
    everything = selectors.numbers_for(people[Role.REVIEWER])
    assert mine.by_status["in_review"] == 2 and mine.total == 3 and mine.flagged == 2 and mine.read_today == 0
    assert everything.total == 4 and everything.read_today == 1 and everything.uploaded_today == 4
    assert selectors.numbers_for(people[Role.ADMIN]).total == 0
