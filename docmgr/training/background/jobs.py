"""Background jobs: asking for one, watching it, ending it. Their kinds: ``job_kinds``; the runner: ``pipeline.jobs``.

A handler is ``f(params, *, progress) -> dict``. ``params`` are those given to :func:`start`, with ``job`` (the id of
the job), ``token`` (of this try) and ``by`` (of a person, or None) added; what it returns is kept as the job's result.
``progress(stage, done, total)`` raises where the job was cancelled or the worker goes. A :class:`DocmgrError` ends it
with code and sentence. A job whose process dies is taken up again, so a handler writes its outcome in one transaction
at its end; where that must not happen twice, the transaction begins with :func:`hold`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock, lease
from docmgr.core.exceptions import Conflict, NotThere
from docmgr.core.lease import JobState
from docmgr.training.background.job_kinds import KINDS, SHORT
from docmgr.training.models import Job

Progress = Callable[[str, int, int], None]


class Try(NamedTuple):
    """One process at work on a job. Whoever takes the job over has another token."""

    job: int
    token: int

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Try | None:
        """The try that a handler was called for; None where a command does the work and no job is open."""
        return cls(params["job"], params["token"]) if params.get("token") else None


class TakenAway(Conflict):
    """The lease ran out and another process has the job: what this one found out is thrown away."""

    code = "job_taken_away"


def hold(mine: Try | None) -> None:
    """First thing in the transaction that writes an outcome: until that ends nobody else gets the job.

    Raises TakenAway.
    """
    if mine is not None and not Job.objects.renew(mine.job, mine.token):
        raise TakenAway


def start(kind: str, *, by: User | None, params: dict[str, Any], topic: str | None = None) -> Job:
    """Ask for a job; None as ``by`` is the calendar. Of a kind and a topic one is open at a time: where one is, that
    one is returned and nothing is asked for. The topic is the document type, params["type"], unless another is given.
    Raises NotAllowed."""
    if kind not in KINDS:
        raise ValueError(kind)
    if by is not None:
        require(by, KINDS[kind].act or Act.MANAGE_LEARNING)
    topic = str(params.get("type", "")) if topic is None else topic
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, topic=topic, params=params, created_by=by, ready_at=lease.now())
            record(Action.JOB_STARTED, actor=by, obj=job, after=facts(job))
    except IntegrityError:
        return open_job(kind, topic) or start(kind, by=by, params=params, topic=topic)  # it ended in between
    return job


def cancel(job: Job, *, by: User) -> None:
    """A waiting job ends at once, a running one within seconds, an ended one stays as it is. Raises NotAllowed."""
    if not _is_theirs(job, by):
        require(by, Act.MANAGE_LEARNING)
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
            state=JobState.FAILED, error_code="cancelled", cancel=True, finished_at=clock.now())
        asked = waiting or Job.objects.filter(pk=job.pk, state=JobState.RUNNING, cancel=False).update(cancel=True)
        if asked:
            record(Action.JOB_CANCELLED, actor=by, obj=job, after=facts(job))


def facts(job: Job) -> dict[str, Any]:
    """What the audit log tells of a job: its kind, and the type or the document that it is about."""
    about = KINDS[job.kind].about if job.kind in KINDS else ""
    return {"kind": job.kind, about: job.params.get(about, "")} if about else {"kind": job.kind}


def asker(params: Mapping[str, Any]) -> User | None:
    """Who asked for the job with these parameters; None for the calendar."""
    return User.objects.filter(pk=params["by"]).first() if params.get("by") else None


def get(pk: int) -> Job:
    """Raises NotThere."""
    job = Job.objects.select_related("created_by").filter(pk=pk).first()
    if job is None:
        raise NotThere
    return job


def get_visible(user: User, pk: int) -> Job:
    """For whoever may watch all jobs, and for whoever started one of a kind with an act of its own. Raises NotThere."""
    job = get(pk)
    if not (_is_theirs(job, user) or may(user, Act.SEE_LEARNING)):
        raise NotThere
    return job


def may_cancel(job: Job, user: User) -> bool:
    return _is_theirs(job, user) or may(user, Act.MANAGE_LEARNING)


def _is_theirs(job: Job, user: User) -> bool:
    """Started by this person with a right that they still have."""
    act = KINDS[job.kind].act if job.kind in KINDS else None
    return act is not None and job.created_by_id == user.pk and may(user, act)


def seconds_of(kind: str) -> float:
    """The hard limit of a job of the kind."""
    return settings.QUESTION_SECONDS if kind in SHORT else settings.BACKGROUND_JOB_SECONDS


def open_job(kind: str, topic: str = "") -> Job | None:
    return jobs_of(kind, topic).filter(state__in=[JobState.QUEUED, JobState.RUNNING]).first()


def latest(kind: str, topic: str = "") -> Job | None:
    """The newest job of the kind, open or ended."""
    return jobs_of(kind, topic).first()


def newest(kind: str) -> dict[str, Job]:
    """Topic -> its newest job of the kind, open or ended. One query."""
    of_kind = Job.objects.filter(kind=kind)
    numbers = of_kind.order_by().values("topic").annotate(n=Max("pk")).values("n")
    return {job.topic: job for job in of_kind.filter(pk__in=numbers)}


def jobs_of(kind: str, topic: str = "") -> QuerySet[Job]:
    """Newest first."""
    return Job.objects.filter(kind=kind, topic=topic).select_related("created_by")
