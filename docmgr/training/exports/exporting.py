"""Exports made in the background: asked for, made by a worker, kept for some hours, taken by whoever asked.

What is exported is what the filter showed when it was asked for, however long the job waits. The file lies in the
folder that web and workers share, under a name that nobody can guess, and goes by its age alone.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, NotAllowed, NotThere
from docmgr.documents.filestore import sync_folder
from docmgr.training.background import jobs
from docmgr.training.background.jobs import Progress, Try
from docmgr.training.exports import export
from docmgr.training.models import DatasetExport, Job
from docmgr.training.selectors import SampleFilter

KIND = "export_samples"


class UnderWay(Conflict):
    code = "export_under_way"
    message = _("Another export of yours is being made. Wait for its end, or cancel it.")


def start(chosen: SampleFilter, by: User, *, kind: str = "plain", everything: bool = False, masked: bool = True) -> Job:
    """Ask for an archive of what ``chosen`` shows now. The same asked for twice is one job.

    Raises NotAllowed, UnderWay.
    """
    require(by, Act.EXPORT_ERROR_SAMPLES)
    asked = {"filter": chosen.as_json(), "kind": kind, "everything": everything, "masked": masked}
    at = clock.now().isoformat()
    with transaction.atomic():
        job = jobs.start(KIND, by=by, params={**asked, "as_of": at}, topic=str(by.pk))
        if {**job.params, "as_of": ""} != {**asked, "as_of": ""}:
            raise UnderWay
        if job.params["as_of"] == at:
            record(Action.SAMPLES_EXPORT_STARTED, actor=by, obj=job, after={
                "masked": masked, "kind": kind, "everything": everything})
    return job


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "export_samples". {export, samples}. Some tenths of a second a document, mostly for its pictures; memory
    holds one page's picture at a time. Raises NotAllowed where the right was taken away meanwhile."""
    made = DatasetExport.objects.filter(job=params["job"]).first()  # of a try that was killed after it
    if made is None:
        made = _made(params, jobs.asker(params), progress)
    return {"export": made.pk, "samples": made.samples}


def _made(params: dict[str, Any], by: User | None, progress: Progress) -> DatasetExport:
    if by is None:
        raise NotAllowed
    chosen = SampleFilter.from_json(params["filter"], as_of=datetime.fromisoformat(params["as_of"]))
    mine, name = Try.of(params), f"{secrets.token_urlsafe(32)}.zip"
    with _half(params["job"]) as (half, out):
        packed = export.pack(
            chosen, out, by, kind=params["kind"], everything=params["everything"], masked=params["masked"],
            progress=lambda done, total: progress("write", done, total))
        out.flush()
        os.fsync(out.fileno())
        with transaction.atomic():
            jobs.hold(mine)
            made = export.recorded(packed, by, job_id=params["job"], file=name)
            half.replace(_folder() / name)
    sync_folder(_folder())
    return made


@contextmanager
def _half(job: int) -> Iterator[tuple[Path, BinaryIO]]:
    """A file for its owner alone, gone afterwards unless it got its name. What an earlier try left goes first."""
    for left in _folder().glob(f"{job}-*.part"):
        left.unlink(missing_ok=True)
    half = _folder() / f"{job}-{secrets.token_urlsafe(32)}.part"
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as out:
            yield half, out
    finally:
        half.unlink(missing_ok=True)


def newest(by: User) -> Job | None:
    """The person's newest job of the kind, open or ended."""
    return jobs.latest(KIND, str(by.pk))


def get(by: User, pk: int) -> Job:
    """A job of the person's own. Raises NotAllowed, NotThere."""
    require(by, Act.EXPORT_ERROR_SAMPLES)
    job = jobs.get(pk)
    if job.kind != KIND or job.created_by_id != by.pk:
        raise NotThere
    return job


def made_by(job: Job | None) -> DatasetExport | None:
    """What the job made, as long as it can be taken."""
    made = DatasetExport.objects.filter(job=job).first() if job else None
    return made if made and is_there(made) else None


def is_there(made: DatasetExport) -> bool:
    """Whether its file can still be taken, by whoever asked for it."""
    return bool(made.file) and clock.now() < until(made) and (_folder() / made.file).is_file()


def until(made: DatasetExport) -> datetime:
    return made.at + timedelta(hours=settings.EXPORT_HOURS)


def taken(by: User, *, pk: int | None = None, job: int | None = None) -> tuple[BinaryIO, str]:
    """The file of an export, or of the one that a job made: open, and the name to save it by. It is on record.

    Raises NotAllowed; NotThere where it is another person's, was made in a request, or its time is over.
    """
    require(by, Act.EXPORT_ERROR_SAMPLES)
    # job__id: a number that no database holds finds nothing, where job= would raise.
    made = DatasetExport.objects.filter(by=by, **({"pk": pk} if job is None else {"job__id": job})).first()
    if made is None or not is_there(made):
        raise NotThere
    try:
        file = (_folder() / made.file).open("rb")
    except FileNotFoundError as error:
        raise NotThere from error
    record(Action.SAMPLES_DOWNLOADED, actor=by, obj=made, after=export.facts_of(made))
    return file, export.name_of(made)


def outlived() -> Iterator[Path]:
    """Files that are older than they are kept, half ones as well."""
    oldest = time.time() - settings.EXPORT_HOURS * 3600
    for file in _folder().iterdir():
        with suppress(FileNotFoundError):  # another worker was faster
            if file.stat().st_mtime < oldest:
                yield file


def _folder() -> Path:
    folder = Path(default_storage.path("exports"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
