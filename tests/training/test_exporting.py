"""An export made by a worker: of what was shown, made once, taken by whoever asked, gone after its time."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import stat
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core import lease
from docmgr.core.exceptions import DiskFull, NotAllowed, NotThere
from docmgr.core.lease import JobState
from docmgr.documents.models import Document
from docmgr.pipeline import flow
from docmgr.pipeline import jobs as runner
from docmgr.pipeline.worker import leftovers
from docmgr.review import deciding
from docmgr.training.background import jobs
from docmgr.training.exports import export, exporting, formats
from docmgr.training.models import DatasetExport, Job
from docmgr.training.selectors import SampleFilter
from tests.review import makers

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.database, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("ada", Role.ADMIN)


@pytest.fixture
def approve(employee: User, reviewer: User, invoice_type: Any) -> Any:
    """approve(total): another document on which that total was corrected."""
    def make(total: str) -> Document:
        document = makers.document(employee, invoice_type, values={"number": "1", "total": "1.00"})
        for key, value in (("number", "2"), ("total", total)):
            deciding.decide(document, by=reviewer, revision=document.revision, key=key, kind="change", value=value)
        flow.approve(document, actor=reviewer, revision=document.revision)
        return document
    return make


def folder() -> Path:
    return Path(default_storage.path("exports"))


def done(job: Job) -> DatasetExport:
    runner.work(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    return DatasetExport.objects.get(job=job)


def lines(by: User, made: DatasetExport) -> list[dict[str, Any]]:
    file, _name = exporting.taken(by, pk=made.pk)
    with file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        return [json.loads(line) for line in archive.read("samples.jsonl").decode().splitlines()]


def rows(action: str) -> list[dict[str, Any]]:
    return [event.after for event in AuditEvent.objects.filter(action=action).order_by("pk")]


@pytest.mark.parametrize("everything", [False, True])
def test_exported_is_what_was_chosen_as_it_was_when_it_was_asked_for(
    admin: User, approve: Any, everything: bool,
) -> None:
    first = approve("3.00")
    job = exporting.start(SampleFilter(doc_type="test_invoice", key="total"), admin, everything=everything)
    approve("4.00")
    found = lines(admin, done(job))
    assert [(line["document"], line["field"], line["after"]) for line in found] == [(first.pk, "total", "3.00")]


def test_the_archive_is_that_of_an_export_that_is_made_while_one_waits(
    admin: User, approve: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:
    approve("3.00")
    job = exporting.start(SampleFilter(), admin, kind="plain", everything=True, masked=True)
    moment = lease.now()
    monkeypatch.setattr(export.clock, "now", lambda: moment)
    monkeypatch.setattr(zipfile.time, "localtime", lambda *_: time.gmtime(1_700_000_000))
    waited = io.BytesIO()
    export.write_zip(SampleFilter(), waited, admin, everything=True)
    file, _name = exporting.taken(admin, pk=done(job).pk)
    with file:
        assert file.read() == waited.getvalue()


def test_asking_making_and_taking_are_rows_with_the_facts_of_the_export(admin: User, approve: Any) -> None:
    approve("3.00")
    job = exporting.start(SampleFilter(), admin, masked=False)
    asked = {"masked": False, "kind": "plain", "everything": False}
    assert rows("samples.export_started") == [asked] and not rows("samples.exported")
    made = done(job)
    file, _name = exporting.taken(admin, pk=made.pk)
    with file:
        whole = {**asked, "samples": 2, "sha256": hashlib.sha256(file.read()).hexdigest()}
    assert rows("samples.exported") == rows("samples.downloaded") == [whole]


def test_progress_is_told_in_documents(admin: User, approve: Any) -> None:
    for total in ("3.00", "4.00", "5.00"):
        approve(total)
    job, told = exporting.start(SampleFilter(), admin), []
    exporting.run({**job.params, "job": job.pk, "by": admin.pk}, progress=lambda *step: told.append(step))
    assert told == [("write", 0, 3), ("write", 1, 3), ("write", 2, 3)]


def test_the_same_asked_for_twice_is_one_job_and_something_else_has_to_wait(admin: User) -> None:
    first = exporting.start(SampleFilter(key="total"), admin)
    assert exporting.start(SampleFilter(key="total"), admin) == first
    with pytest.raises(exporting.UnderWay):
        exporting.start(SampleFilter(key="number"), admin)
    assert exporting.start(SampleFilter(key="number"), makers.person("ann", Role.ADMIN)) != first
    assert len(rows("samples.export_started")) == 2


def test_of_two_asked_for_in_the_same_moment_the_other_has_to_wait_as_well(
    admin: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = lease.now()
    monkeypatch.setattr(exporting.clock, "now", lambda: moment)
    exporting.start(SampleFilter(key="total"), admin)
    with pytest.raises(exporting.UnderWay):
        exporting.start(SampleFilter(key="number"), admin)
    assert len(rows("samples.export_started")) == 1


def test_only_whoever_asked_and_still_may_takes_it(admin: User, approve: Any, reviewer: User) -> None:
    approve("3.00")
    with pytest.raises(NotAllowed):
        exporting.start(SampleFilter(), reviewer)
    made = done(exporting.start(SampleFilter(), admin))
    other = makers.person("ann", Role.ADMIN)
    for refused, by in ((NotThere, other), (NotAllowed, reviewer)):
        with pytest.raises(refused):
            exporting.taken(by, pk=made.pk)
        with pytest.raises(refused):
            exporting.get(by, made.job_id)
    User.objects.filter(pk=admin.pk).update(role=Role.REVIEWER)
    with pytest.raises(NotAllowed):
        exporting.taken(User.objects.get(pk=admin.pk), pk=made.pk)
    assert not rows("samples.downloaded")


def test_who_lost_the_right_while_the_job_waited_gets_nothing(admin: User, approve: Any) -> None:
    approve("3.00")
    job = exporting.start(SampleFilter(), admin)
    User.objects.filter(pk=admin.pk).update(is_active=False)
    runner.work(job.pk)
    assert Job.objects.get(pk=job.pk).error_code == "not_allowed"
    assert not DatasetExport.objects.exists() and not list(folder().iterdir())


def test_the_file_is_for_the_program_alone_and_its_name_cannot_be_guessed(admin: User, approve: Any) -> None:
    approve("3.00")
    made = done(exporting.start(SampleFilter(), admin))
    [file] = folder().iterdir()
    assert file.name == made.file and len(made.file) >= 40
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(folder().stat().st_mode) == 0o700


def test_one_that_was_killed_is_taken_up_again_and_leaves_one_archive_and_one_record(
    admin: User, approve: Any,
) -> None:
    approve("3.00")
    job = exporting.start(SampleFilter(), admin)
    assert runner.claim(job.pk) is not None  # and its process is gone, with half a file
    folder().mkdir(parents=True)
    (folder() / f"{job.pk}-x.part").write_bytes(b"PK")
    Job.objects.filter(pk=job.pk).update(lease_until=lease.now() - timedelta(seconds=1))
    made = done(job)
    assert [file.name for file in folder().iterdir()] == [made.file]
    assert Job.objects.get(pk=job.pk).attempts == 2 and len(rows("samples.exported")) == 1


def test_one_that_was_killed_between_its_record_and_its_end_is_not_made_twice(admin: User, approve: Any) -> None:
    approve("3.00")
    job = exporting.start(SampleFilter(), admin)
    first = exporting.run({**job.params, "job": job.pk, "by": admin.pk}, progress=lambda *_: None)
    assert done(job).pk == first["export"]
    assert len(list(folder().iterdir())) == 1 == len(rows("samples.exported"))


def test_a_process_that_lost_its_job_leaves_no_archive_and_no_record(admin: User, approve: Any) -> None:
    approve("3.00")
    job = exporting.start(SampleFilter(), admin)
    mine = runner.claim(job.pk)
    assert mine is not None
    Job.objects.filter(pk=job.pk).update(token=mine.token + 1)
    with pytest.raises(jobs.TakenAway):
        exporting.run({**job.params, "job": job.pk, "by": admin.pk, "token": mine.token}, progress=lambda *_: None)
    assert not list(folder().iterdir()) and not DatasetExport.objects.exists() and not rows("samples.exported")


def test_one_that_is_cancelled_or_finds_the_disk_full_leaves_no_file(
    admin: User, approve: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:
    approve("3.00")
    def endless(*_: Any, progress: Any, **__: Any) -> Any:
        jobs.cancel(Job.objects.get(pk=stopped.pk), by=admin)
        while True:
            progress(0, 1)
            time.sleep(0.01)
            yield from ()

    stopped = exporting.start(SampleFilter(), admin)
    with monkeypatch.context() as patched:
        patched.setattr(formats, "gather", endless)
        runner.work(stopped.pk)
    assert Job.objects.get(pk=stopped.pk).error_code == "cancelled" and not list(folder().iterdir())

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(formats, "write_to", full)
    waiting = exporting.start(SampleFilter(), admin)
    runner.work(waiting.pk)
    waiting = Job.objects.get(pk=waiting.pk)
    assert (waiting.state, waiting.error_code, waiting.attempts) == (JobState.QUEUED, DiskFull.code, 0)
    assert not list(folder().iterdir())


def test_what_is_older_than_it_is_kept_is_swept_and_cannot_be_taken(
    admin: User, approve: Any, settings: Any,
) -> None:
    approve("3.00")
    old, young = (done(exporting.start(SampleFilter(), admin)) for _ in range(2))
    half = folder() / "7-x.part"
    half.write_bytes(b"PK")
    then = time.time() - settings.EXPORT_HOURS * 3600 - 1
    for file in (folder() / old.file, half):
        os.utime(file, (then, then))
    assert leftovers.clear() >= 2
    assert [file.name for file in folder().iterdir()] == [young.file]
    with pytest.raises(NotThere):
        exporting.taken(admin, pk=old.pk)
    settings.EXPORT_HOURS = 0  # its time is over and the sweep has not come yet
    with pytest.raises(NotThere):
        exporting.taken(admin, pk=young.pk)
