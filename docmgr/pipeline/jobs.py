"""One try at a background job, in a process of its own: claim, work, write down. Its kind: ``job_kinds``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock, database, disk
from docmgr.core.exceptions import DiskFull, DocmgrError
from docmgr.core.lease import JobState
from docmgr.core.logging import place_of
from docmgr.extraction.engine import ReadingFailed
from docmgr.pipeline import following
from docmgr.pipeline.worker.pulse import Interrupted, Pulse, interruptible
from docmgr.training.background import job_words, jobs
from docmgr.training.background.job_kinds import KINDS
from docmgr.training.models import Job

logger = logging.getLogger(__name__)
# A job that found no room on the disk waits for so long.
DISK_FULL_SECONDS = 600.0


def work(pk: int, *, token: int | None = None) -> None:
    """Do the job: with ``token`` the one that was claimed for this process, else where it is free."""
    job = _claimed(pk, token)
    if job is None:
        return
    with Pulse(job) as pulse:
        try:
            with interruptible:
                result = _handler(job)(_told(job), progress=pulse.report)
        except Interrupted:
            _interrupted(job, pulse)
        except jobs.TakenAway:
            _lost(job)
        except Exception as error:
            _failed(job, error)
        else:
            with transaction.atomic():
                if end(job, JobState.DONE, "", {}, result=result, stage=""):
                    following.after(job, result)


def claim(pk: int) -> Job | None:
    """The job, taken; None where it is not free, was cancelled, or was tried too often."""
    job = Job.objects.claim(pk)
    if job is None:
        return None
    if job.cancel:
        end(job, JobState.FAILED, "cancelled", {})
    elif job.attempts > settings.JOB_MAX_ATTEMPTS:
        end(job, JobState.DEAD, "gave_up", {"attempts": job.attempts - 1})
    else:
        Job.objects.renew(job.pk, job.token, stage="start", done=0, total=0, error_code="")  # not of an earlier try
        return job
    return None


@transaction.atomic
def end(job: Job, state: JobState, code: str, params: dict[str, Any], **changes: Any) -> bool:
    """Write down how it ended. False where the job was taken away: whoever has it now decides."""
    closed = Job.objects.close(job.pk, job.token, state=state, error_code=code[:40], error_params=params,
                               finished_at=clock.now(), **changes)
    if closed:
        record(Action.JOB_ENDED, obj=job, ok=state == JobState.DONE,
               after={**jobs.facts(job), "code": code})
    return closed


def _claimed(pk: int, token: int | None) -> Job | None:
    if token is None:
        return claim(pk)
    return Job.objects.filter(pk=pk, token=token, state=JobState.RUNNING).first()


def _handler(job: Job) -> Callable[..., dict[str, Any]]:
    module, _, name = KINDS[job.kind].handler.partition(":")
    return getattr(import_module(module), name)


def _told(job: Job) -> dict[str, Any]:
    return {**job.params, "job": job.pk, "token": job.token, "by": job.created_by_id}


def _failed(job: Job, error: Exception) -> None:
    """What is nobody's fault and passes is waited for: an hour's work must not be lost to a minute without database,
    nor a retraining to a day on which the disk was full: the calendar asks for the next one in a month."""
    database.let_go()  # a connection that broke is of no use for writing this down
    if disk.is_full(error):
        logger.warning("job %s: the disk is full", job.pk)
        Job.objects.postpone(job.pk, job.token, seconds=DISK_FULL_SECONDS, attempts=F("attempts") - 1,
                             error_code=DiskFull.code, stage="", done=0, total=0)
        return
    if isinstance(error, DocmgrError | ReadingFailed):
        told = job_words.told(error) if isinstance(error, DocmgrError) else error.params
        end(job, JobState.FAILED, error.code, told)
        return
    # As in the reading of a document: the text of an error may quote one, so its type and place must do.
    logger.error("job %s: %s at %s", job.pk, type(error).__name__, place_of(error))
    if isinstance(error, OperationalError | InterfaceError) and job.attempts < settings.JOB_MAX_ATTEMPTS:
        Job.objects.postpone(job.pk, job.token, seconds=settings.JOB_RETRY_SECONDS)
    else:
        end(job, JobState.FAILED, "internal_error", {})


def _lost(job: Job) -> None:
    logger.warning("job %s: the lease was lost; the result is thrown away", job.pk)


def _interrupted(job: Job, pulse: Pulse) -> None:
    if pulse.why == "lost":
        _lost(job)
    elif pulse.why == "cancelled":
        end(job, JobState.FAILED, "cancelled", {})
    elif pulse.why == "took_too_long":
        end(job, JobState.FAILED, "took_too_long", {"seconds": jobs.seconds_of(job.kind)})
    else:
        Job.objects.release(job.pk, job.token)
