"""Background jobs: done once, outlive killed processes, end when somebody says so."""

from __future__ import annotations

import errno
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import override

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core import lease
from docmgr.core.exceptions import Invalid, NotAllowed
from docmgr.core.lease import JobState
from docmgr.extraction.engine import ReadingFailed
from docmgr.pipeline import jobs as runner
from docmgr.pipeline.worker import dispatch, model_host, pulse
from docmgr.training.background import job_words, jobs
from docmgr.training.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> Any:
    """handled(f): for this test a job of the kind "retrain" is f."""
    def put(handler: Any) -> None:
        monkeypatch.setattr(runner, "_handler", lambda job: handler)
    return put


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_keeps_what_its_handler_answers(admin: User, handled: Any) -> None:
    seen: dict[str, Any] = {}

    def handler(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        seen.update(params)
        progress("train", 1, 2)
        return {"version": 3}

    handled(handler)
    job = jobs.start("retrain", by=admin, params={"type": "receipt", "seed": 4})
    runner.work(job.pk)
    job = fresh(job)
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"version": 3}, 1)
    assert seen == {"type": "receipt", "seed": 4, "job": job.pk, "token": 1, "by": admin.pk}
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"job.started", "job.ended"}


def test_one_kind_of_job_is_open_once_for_a_type(admin: User, handled: Any) -> None:
    first = jobs.start("retrain", by=admin, params={"type": "receipt"})
    assert jobs.start("retrain", by=None, params={"type": "receipt"}) == first
    assert jobs.start("retrain", by=admin, params={"type": "invoice"}) != first
    handled(lambda params, *, progress: {})
    runner.work(first.pk)
    assert jobs.start("retrain", by=admin, params={"type": "receipt"}) != first


@pytest.mark.parametrize(("kind", "params", "topic", "about"), [
    ("retrain", {"type": "receipt", "seed": 4}, None, {"type": "receipt"}),
    ("collect_samples", {}, None, {"type": ""}),
    ("ask", {"document": 7, "words": "Who?"}, "7/1/abc", {"document": 7}),
    ("export_samples", {"kind": "plain"}, "1", {}),
    ("export_samples", {"type": "1", "kind": "plain"}, "1", {}),  # asked for before topics had a name of their own
])
def test_the_log_says_what_a_job_is_about_and_not_how_jobs_are_told_apart(
    admin: User, handled: Any, kind: str, params: dict[str, Any], topic: str | None, about: dict[str, Any],
) -> None:
    handled(lambda params, *, progress: {})
    cancelled = jobs.start(kind, by=admin, params=params, topic=topic)
    assert jobs.start(kind, by=admin, params=params, topic=topic) == cancelled
    jobs.cancel(cancelled, by=admin)
    runner.work(jobs.start(kind, by=admin, params=params, topic=topic).pk)
    told = list(AuditEvent.objects.filter(object_type="training.job").order_by("seq").values_list("action", "after"))
    assert told == [("job.started", {"kind": kind, **about}), ("job.cancelled", {"kind": kind, **about}),
                    ("job.started", {"kind": kind, **about}), ("job.ended", {"kind": kind, **about, "code": ""})]


def test_only_who_manages_learning_starts_and_cancels(people: dict[Role, User], admin: User) -> None:
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(NotAllowed):
            jobs.start("retrain", by=people[role], params={"type": "invoice"})
        with pytest.raises(NotAllowed):
            jobs.cancel(job, by=people[role])


@pytest.mark.parametrize(("error", "code", "words"), [
    (Invalid("Too few documents.", code="too_few"), "too_few", "Too few documents."),
    (ReadingFailed("file_empty", permanent=True), "file_empty", "The file is empty."),
    (RuntimeError("4111 1111 1111 1111"), "internal_error", "It broke off because of a fault in the system."),
])
def test_a_job_that_fails_says_why_in_a_sentence(
    admin: User, handled: Any, caplog: pytest.LogCaptureFixture, error: Exception, code: str, words: str,
) -> None:
    def handler(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        raise error

    handled(handler)
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    runner.work(job.pk)
    job = fresh(job)
    assert (job.state, job.error_code) == (JobState.FAILED, code)
    assert job_words.sentence(job).startswith(words)
    assert "4111 1111" not in caplog.text


def test_a_job_that_finds_the_disk_full_waits_for_room_loses_no_try_and_says_so(
    admin: User, handled: Any, settings: Any,
) -> None:
    """What a monthly retraining comes to must not depend on the disk of that one night."""
    def no_room(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as error:
            raise Invalid("The training broke.", code="finetune_broke") from error

    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    for _ in range(settings.JOB_MAX_ATTEMPTS + 1):
        handled(no_room)
        runner.work(job.pk)
        job = fresh(job)
        assert (job.state, job.attempts, job.error_code) == (JobState.QUEUED, 0, "disk_full")
        assert job.ready_at > lease.now()
        with override("en"):
            assert job_words.stage(job) == "Waiting for room on the server's disk"
        with override("zh-hans"):
            assert job_words.stage(job) == "等待服务器磁盘腾出空间"
        Job.objects.update(ready_at=lease.now())
    handled(lambda params, *, progress: {"version": 1})
    runner.work(job.pk)
    assert (fresh(job).state, fresh(job).error_code, fresh(job).result) == (JobState.DONE, "", {"version": 1})


@pytest.mark.parametrize("error", [OperationalError("the connection is closed"), InterfaceError("closed already")])
def test_a_job_whose_database_was_restarted_is_tried_again_as_often_as_one_that_was_killed(
    admin: User, handled: Any, settings: Any, error: Exception,
) -> None:
    settings.JOB_RETRY_SECONDS = 0

    def away(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        connection.close()  # as the server's end of it
        raise error

    handled(away)
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    for attempt in range(1, settings.JOB_MAX_ATTEMPTS):
        runner.work(job.pk)
        assert (fresh(job).state, fresh(job).attempts) == (JobState.QUEUED, attempt)
    runner.work(job.pk)
    assert (fresh(job).state, fresh(job).error_code) == (JobState.FAILED, "internal_error")


def test_what_a_job_sets_going_next_is_asked_for_together_with_its_end(
    admin: User, handled: Any, monkeypatch: pytest.MonkeyPatch, settings: Any,
) -> None:
    """A process killed between the two would leave a new model that nobody ever measures."""
    def killed(job: Job, result: dict[str, Any]) -> None:
        raise KeyboardInterrupt

    handled(lambda params, *, progress: {"taken": True})
    monkeypatch.setattr(runner.following, "after", killed)
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    with pytest.raises(KeyboardInterrupt):
        runner.work(job.pk)
    assert fresh(job).state == JobState.RUNNING
    monkeypatch.undo()
    handled(lambda params, *, progress: {"taken": True})
    followed: list[int] = []
    monkeypatch.setattr(runner.following, "after", lambda job, result: followed.append(job.pk))
    Job.objects.update(lease_until=lease.now() - timedelta(seconds=1))
    runner.work(job.pk)
    assert fresh(job).state == JobState.DONE and followed == [job.pk]


def test_a_job_cancelled_before_it_began_never_begins(admin: User, handled: Any) -> None:
    handled(lambda params, *, progress: pytest.fail("it began"))
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    jobs.cancel(job, by=admin)
    runner.work(job.pk)
    assert (fresh(job).state, job_words.sentence(fresh(job))) == (JobState.FAILED, "It was cancelled.")


def test_a_running_job_that_is_cancelled_ends_at_its_next_step(admin: User, handled: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(pulse, "STEP_SECONDS", 0.05)

    def handler(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        jobs.cancel(fresh(job), by=admin)
        while True:
            progress("train", 1, 2)

    handled(handler)
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    runner.work(job.pk)
    job = fresh(job)
    assert (job.state, job.error_code, job.result) == (JobState.FAILED, "cancelled", {})


def test_a_job_whose_lease_was_lost_writes_nothing(admin: User, handled: Any) -> None:
    def handler(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(token=99)
        return {"version": 1}

    handled(handler)
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    runner.work(job.pk)
    job = fresh(job)
    assert (job.state, job.token, job.result) == (JobState.RUNNING, 99, {})


def test_progress_is_a_row_that_a_page_can_read(admin: User, handled: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(pulse, "STEP_SECONDS", 0.02)

    def handler(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
        while fresh(job).done != 7:
            progress("look", 7, 9)
        return {"stage": fresh(job).stage, "total": fresh(job).total}

    handled(handler)
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    runner.work(job.pk)
    assert fresh(job).result == {"stage": "look", "total": 9}


def test_a_job_that_was_tried_three_times_is_given_up_in_plain_words(admin: User, settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = -1  # every lease has run out: as after three power cuts
    job = jobs.start("retrain", by=admin, params={"type": "receipt"})
    for _ in range(settings.JOB_MAX_ATTEMPTS):
        assert runner.claim(job.pk)
    assert runner.claim(job.pk) is None
    job = fresh(job)
    assert job.state == JobState.DEAD
    assert job_words.sentence(job) == "It was tried 3 times and its process was killed each time, so it was given up."


def test_a_machine_without_room_for_a_process_costs_a_job_time_and_no_try(
    admin: User, monkeypatch: pytest.MonkeyPatch, settings: Any,
) -> None:
    settings.JOB_RETRY_SECONDS = 0
    job = jobs.start("retrain", by=admin, params={"type": "slip"})
    tried: list[list[str]] = []

    def full(command: list[str], **how: Any) -> None:
        tried.append(command)
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(dispatch.subprocess, "Popen", full)
    lane = dispatch.Dispatcher()
    for _ in range(settings.JOB_MAX_ATTEMPTS + 2):
        lane.tick()
    assert len(tried) == settings.JOB_MAX_ATTEMPTS + 2
    assert (fresh(job).state, fresh(job).attempts) == (JobState.QUEUED, 0)


def test_a_machine_without_room_for_a_process_is_asked_again_for_the_one_with_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[list[str]] = []

    def full(command: list[str], **how: Any) -> None:
        tried.append(command)
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(model_host.subprocess, "Popen", full)
    monkeypatch.setattr(model_host, "FIRST_WAIT", 0.0)
    keeper = model_host.Keeper("nowhere")
    for _ in range(3):
        keeper.tick()
    assert len(tried) == 3
    keeper.end()


def test_whoever_waits_for_the_gold_set_of_a_draft_does_not_wait_for_a_training(admin: User) -> None:
    jobs.start("retrain", by=admin, params={"type": "invoice"})
    waited_for = jobs.start("check_draft", by=admin, params={"type": "invoice"})
    assert dispatch.Dispatcher(short=True)._next() == waited_for
    assert dispatch.Dispatcher()._next().kind == "retrain"
