"""Background jobs with real workers that die: done once, beside the documents."""

from __future__ import annotations

import os
from collections.abc import Callable

import psutil
import pytest

from docmgr.accounts.models import Role, User
from docmgr.core.lease import JobState
from docmgr.training.background import jobs
from docmgr.training.models import Job
from tests.fixtures import broken
from tests.pipeline.conftest import run_of
from tests.services.process import PATIENCE, wait_for
from tests.services.worker import Worker, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.service]


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_user("anna", role=Role.ADMIN)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def until(job: Job, condition: Callable[[Job], bool], seconds: float = PATIENCE) -> Job:
    assert wait_for(lambda: condition(fresh(job)), seconds), list(Job.objects.values("state", "attempts", "stage"))
    return fresh(job)


def is_done(job: Job) -> bool:
    return job.state == JobState.DONE


def is_running(job: Job) -> bool:
    return job.state == JobState.RUNNING and job.stage == "train"


def process_of(one: Worker) -> psutil.Process:
    [process] = processes_of(one)
    return process


def processes_of(one: Worker) -> list[psutil.Process]:
    return one.having("run_job")


def test_a_document_is_read_while_a_job_runs_and_a_job_whose_process_is_killed_is_done_by_the_next(
    admin: User, submit: Callable, tmp_path,
) -> None:
    job = jobs.start("budget", by=admin, params={"type": "receipt", "held": str(tmp_path / "never")})
    with worker(tmp_path) as one:
        until(job, is_running)
        document = submit(User.objects.create_user("emil"), broken.pdf())
        assert wait_for(lambda: run_of(document).state == JobState.DONE)
        assert not is_done(fresh(job))
        process_of(one).kill()
        done = until(job, is_done)
        assert one.process.poll() is None
    assert (done.attempts, done.result["niceness"]) == (2, min(19, os.nice(0) + 10))


def test_a_question_is_answered_while_a_training_goes_on_and_questions_wait_for_each_other(
    admin: User, tmp_path,
) -> None:
    training = jobs.start("budget", by=admin, params={"type": "receipt", "held": str(tmp_path / "never")})
    go = tmp_path / "go"
    with worker(tmp_path) as one:
        until(training, is_running)
        first = jobs.start("ask", by=admin, params={"held": str(go)}, topic="1/1")
        second = jobs.start("ask", by=admin, params={}, topic="1/2")
        until(first, is_running)
        assert fresh(second).state == JobState.QUEUED and len(processes_of(one)) == 2
        go.touch()
        answered = [until(first, is_done), until(second, is_done)]
        assert fresh(training).state == JobState.RUNNING and fresh(training).attempts == 1
        assert answered[0].finished_at <= answered[1].started_at
        assert one.stop() == 0
    assert {j.result["niceness"] for j in answered} == {min(19, os.nice(0) + 2)}
    assert (fresh(training).state, fresh(training).attempts) == (JobState.QUEUED, 0)


def test_a_worker_that_stops_hands_its_job_back_and_one_that_dies_takes_its_process_along(
    admin: User, tmp_path,
) -> None:
    job = jobs.start("budget", by=admin, params={"type": "receipt", "stuck": 600})
    with worker(tmp_path) as first:
        until(job, is_running)
        assert first.stop() == 0
    assert (fresh(job).state, fresh(job).attempts) == (JobState.QUEUED, 0)
    with worker(tmp_path) as second:
        assert wait_for(lambda: processes_of(second))  # the row tells of the first try until this one begins
        until(job, is_running)
        process = process_of(second)
        second.kill_parent_only()
        assert wait_for(lambda: not process.is_running())


def test_a_job_that_says_nothing_can_be_cancelled_and_one_that_kills_its_process_is_given_up(
    admin: User, tmp_path,
) -> None:
    stuck = jobs.start("budget", by=admin, params={"type": "receipt", "stuck": 600})
    poison = jobs.start("budget", by=admin, params={"type": "invoice", "poison": True})
    with worker(tmp_path) as one:
        until(stuck, is_running)
        jobs.cancel(fresh(stuck), by=admin)
        assert until(stuck, lambda job: not job.is_open).error_code == "cancelled"
        given_up = until(poison, lambda job: not job.is_open)
        assert one.process.poll() is None
    assert (given_up.state, given_up.error_code, given_up.attempts) == (JobState.DEAD, "gave_up", 3)
