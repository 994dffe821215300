"""The queue with real workers that die: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from docmgr.accounts.models import User
from docmgr.audit.models import AuditEvent
from docmgr.core import lease
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Page, Status
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import selectors
from docmgr.pipeline.models import Worker as WorkerRow
from tests.fixtures import broken
from tests.pipeline.conftest import fresh, run_of
from tests.services.process import PATIENCE, free_port, wait_for
from tests.services.redis import redis as start_redis
from tests.services.worker import FAST, ROOT, SHORT_LEASE, Worker, database_url, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.service]


@pytest.fixture
def employee(db: None) -> User:
    return User.objects.create_user("emil")


@pytest.fixture
def go(tmp_path: Path) -> Path:
    """The file for which documents handed in with ``held`` wait in the middle of their reading."""
    return tmp_path / "go"


@pytest.fixture
def hand_in(submit: Callable[..., Document], employee: User, go: Path) -> Callable[..., Document]:
    """hand_in(slow=3): a small PDF of its own; the words are those of tests/services/hazards.py."""
    made = []

    def put(*, slow: float = 0, held: bool = False, still: bool = False, poison: bool = False) -> Document:
        made.append(1)
        marks = b"%%NUMBER %d\n" % len(made) + (b"%%SLOW %.1f\n" % slow if slow else b"")
        marks += b"%%%s %s\n" % (b"STILL" if still else b"HELD", os.fsencode(go)) if held or still else b""
        return submit(employee, broken.pdf() + marks + (b"%POISON\n" if poison else b""))

    return put


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    assert wait_for(condition, seconds), list(ExtractionRun.objects.values("pk", "state", "attempts", "error_code"))


def is_done(document: Document) -> bool:
    return fresh(document).status == Status.IN_REVIEW


def is_running(document: Document) -> bool:
    run = run_of(document)
    return run.state == JobState.RUNNING and run.page > 0


def is_done_once_its_first_lease_is_over(document: Document) -> bool:
    """Whoever held it renews nothing any more; that the lease then runs out is left to no clock."""
    first = ExtractionRun.objects.filter(document=document, token=1, state=JobState.RUNNING)
    first.update(lease_until=lease.now() - timedelta(seconds=1))
    return is_done(document)


def is_given_up(document: Document) -> bool:
    """Whoever holds it dies of it; that their leases then run out is left to no clock, and the others keep theirs."""
    held = ExtractionRun.objects.filter(document=document, state=JobState.RUNNING)
    held.update(lease_until=lease.now() - timedelta(seconds=1))
    return fresh(document).status == Status.FAILED


def assert_done_once(document: Document) -> None:
    run = run_of(document)
    assert run.state == JobState.DONE and fresh(document).status == Status.IN_REVIEW
    assert Page.objects.filter(document=document).count() == 1
    events = AuditEvent.objects.filter(object_type="documents.document", object_id=str(document.pk))
    assert events.filter(action="document.read").count() == 1


def test_a_worker_without_any_broker_finds_the_documents_by_itself(hand_in, tmp_path):
    with worker(tmp_path) as one:
        documents = [hand_in() for _ in range(6)]
        until(lambda: all(map(is_done, documents)))
        assert selectors.queue_state().workers == 1
        late = hand_in()
        until(lambda: is_done(late))
        assert one.stop() == 0
    for document in [*documents, late]:
        assert_done_once(document)
        assert run_of(document).attempts == 1
    assert not WorkerRow.objects.exists()


def test_a_document_whose_reader_is_killed_is_finished_once_by_the_next_process(hand_in, go, tmp_path):
    with worker(tmp_path) as one:
        document = hand_in(held=True)
        until(lambda: is_running(document))
        one.kill_child()
        go.touch()
        until(lambda: is_done_once_its_first_lease_is_over(document))
        assert one.process.poll() is None
    assert_done_once(document)
    assert run_of(document).attempts == 2


def test_a_reader_that_stands_still_is_ended_and_the_next_one_finishes_the_document(hand_in, go, tmp_path):
    document = hand_in(still=True)
    with worker(tmp_path, DOCMGR_JOB_SECONDS="1") as first:
        until(lambda: run_of(document).state == JobState.RUNNING)
        children = first.children()
        until(lambda: first.children() != children)
        assert first.process.poll() is None
        assert run_of(document).state == JobState.RUNNING  # its lease is left to run out
    go.touch()
    with worker(tmp_path):
        until(lambda: is_done_once_its_first_lease_is_over(document))
    assert_done_once(document)


def test_a_document_whose_worker_lost_power_is_finished_once_by_another(hand_in, go, tmp_path):
    """Nothing of it stays in the system's folder for temporary files, which nobody of ours looks through."""
    document, temporary = hand_in(held=True), tmp_path / "temporary"
    temporary.mkdir()
    with worker(tmp_path, TMPDIR=str(temporary), **SHORT_LEASE) as first:
        until(lambda: is_running(document))
        first.kill()
        left = run_of(document)
        assert left.state == JobState.RUNNING
    assert not list(temporary.iterdir())
    go.touch()
    with worker(tmp_path):
        until(lambda: is_done(document))
    assert_done_once(document)
    assert (run_of(document).attempts, run_of(document).token) == (left.attempts + 1, left.token + 1)


def test_a_reader_dies_with_its_parent_and_another_worker_finishes_its_document(hand_in, go, tmp_path):
    document = hand_in(held=True)
    with worker(tmp_path) as first:
        until(lambda: is_running(document))
        children = first.children()
        first.kill_parent_only()
        until(lambda: not any(child.is_running() for child in children))
    go.touch()
    with worker(tmp_path):
        until(lambda: is_done_once_its_first_lease_is_over(document))
    assert_done_once(document)
    assert run_of(document).attempts == 2


def test_a_frozen_worker_that_wakes_up_too_late_writes_nothing(hand_in, go, tmp_path):
    document = hand_in(held=True)
    with worker(tmp_path) as zombie:
        until(lambda: is_running(document))
        zombie.freeze()
        go.touch()
        with worker(tmp_path) as other:
            until(lambda: is_done_once_its_first_lease_is_over(document))
            finished = run_of(document).finished_at
            zombie.thaw()
            until(lambda: "the result is thrown away" in zombie.log.read_text())
            assert other.process.poll() is None
    assert_done_once(document)
    assert run_of(document).finished_at == finished and run_of(document).token == 2


def test_a_poisonous_file_is_set_aside_after_three_tries_while_the_others_finish(hand_in, tmp_path):
    poison = hand_in(poison=True)
    others = [hand_in() for _ in range(4)]
    with worker(tmp_path) as one:
        until(lambda: is_given_up(poison) and all(map(is_done, others)))
        assert one.process.poll() is None
    assert run_of(poison).state == JobState.DEAD and fresh(poison).failure_code == "gave_up"
    assert fresh(poison).failure_params == {"attempts": 3}
    for document in others:
        assert_done_once(document)


def test_a_reader_killed_while_it_waits_for_work_does_not_keep_the_others_from_it(hand_in, tmp_path):
    with worker(tmp_path) as one:
        for _ in range(2):  # a process that has just finished waits for the next document
            document = hand_in()
            until(lambda document=document: is_done(document))
            time.sleep(0.5)
            one.kill_child()
        last = hand_in()
        until(lambda: is_done(last))


@pytest.mark.parametrize("replaced", [False, True])
def test_a_worker_that_is_told_to_stop_hands_its_long_document_back_at_once(replaced, hand_in, tmp_path):
    with worker(tmp_path) as one:
        if replaced:  # the pool forks substitutes from another thread
            one.kill_child()
            quick = hand_in()
            until(lambda: is_done(quick))
        document = hand_in(held=True)
        until(lambda: is_running(document))
        assert one.stop() == 0  # its document alone would keep it for ever
    run = run_of(document)
    assert (run.state, run.attempts, fresh(document).status) == (JobState.QUEUED, 0, Status.UPLOADED)


def test_two_workers_share_the_queue_and_read_nothing_twice(hand_in, tmp_path):
    with worker(tmp_path), worker(tmp_path):
        documents = [hand_in(slow=0.2) for _ in range(10)]
        until(lambda: all(map(is_done, documents)))
    for document in documents:
        assert_done_once(document)
        assert run_of(document).attempts == 1


def test_a_worker_with_nothing_to_do_costs_next_to_nothing(tmp_path):
    with worker(tmp_path, DOCMGR_SWEEP_SECONDS="0.5") as one:
        assert wait_for(lambda: spent(one, 2) < 0.2)  # less than 10 % of one core, once all is started


def spent(one: Worker, seconds: float) -> float:
    """CPU of the worker's processes in the next seconds."""
    before = one.cpu_seconds()
    time.sleep(seconds)
    return one.cpu_seconds() - before


def test_a_message_holds_nothing_but_a_number(hand_in, redis_url, web):
    server = redis.Redis.from_url(redis_url)
    server.flushall()
    web(redis_url, hand_in())
    [message] = server.lrange("ocr.cpu", 0, -1)
    told = message.replace(socket.gethostname().encode(), b"")  # a machine bears any name
    assert b"scan.pdf" not in told and b"emil" not in told


def test_documents_come_through_redis_and_survive_its_loss(hand_in, tmp_path, redis_url, web):
    """Where no sweep comes, what arrives came by message; then the messages are wiped."""
    server = redis.Redis.from_url(redis_url)
    server.flushall()
    with worker(tmp_path, DOCMGR_BROKER=redis_url, DOCMGR_SWEEP_SECONDS="3600"):
        rung = hand_in()
        web(redis_url, rung)
        until(lambda: is_done(rung))
    with worker(tmp_path, DOCMGR_BROKER=redis_url, DOCMGR_SWEEP_SECONDS="2"):
        documents = [hand_in(slow=0.5) for _ in range(5)]
        web(redis_url, *documents)
        server.flushall()
        # What the sweep had rung for just before the loss is rung for again a little later.
        until(lambda: all(map(is_done, documents)))
    for document in [rung, *documents]:
        assert_done_once(document)


def test_what_waits_while_the_broker_restarts_and_what_comes_meanwhile_is_read_after_it(hand_in, go, tmp_path, web):
    """What is being read needs no broker, and ends meanwhile."""
    port = free_port()
    with ExitStack() as stays, ExitStack() as goes:
        broker = goes.enter_context(start_redis(port))
        one = stays.enter_context(worker(tmp_path, DOCMGR_BROKER=broker, DOCMGR_SWEEP_SECONDS="1"))
        read, waiting = hand_in(held=True), [hand_in() for _ in range(3)]
        web(broker, read, *waiting)
        until(lambda: is_running(read))
        goes.close()
        go.touch()
        until(lambda: is_done(read))
        late = hand_in()
        stays.enter_context(start_redis(port))
        until(lambda: all(map(is_done, [*waiting, late])))
        assert one.process.poll() is None
    for document in [read, *waiting, late]:
        assert_done_once(document)


@pytest.fixture
def web() -> Callable[..., None]:
    """web(broker, document, …): a process like the web server's rings for the documents."""
    def ring(broker: str, *documents: Document) -> None:
        script = ("import django, sys; django.setup()\n"
                  "from docmgr.pipeline.worker import doorbell\n"
                  "assert all(doorbell.send(int(pk)) for pk in sys.argv[1:])\n")
        subprocess.run(
            [sys.executable, "-c", script, *(str(run_of(d).pk) for d in documents)], cwd=ROOT, check=True,
            env={**os.environ, **FAST, "DATABASE_URL": database_url(), "DOCMGR_BROKER": broker})
    return ring
