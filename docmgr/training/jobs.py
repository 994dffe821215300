"""Background jobs: asking for one, watching it, ending it. The runner is ``pipeline.jobs``.

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
from django.utils.translation import get_language, gettext_lazy, gettext_noop, override
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, DocmgrError, NotThere
from docmgr.core.lease import JobState
from docmgr.extraction import messages
from docmgr.training.models import Job

Progress = Callable[[str, int, int], None]

HANDLERS: dict[str, str] = {
    "retrain": "docmgr.training.retraining:run",
    "calibrate": "docmgr.training.calibrating:run",
    "collect_samples": "docmgr.training.collecting:run",
    "learn": "docmgr.training.memory:run",
    "look_again": "docmgr.pipeline.lookalikes:run",
    "evaluate": "docmgr.evaluation.jobs:run",
    "check_draft": "docmgr.evaluation.jobs:check_draft",
    "propose_fixes": "docmgr.evaluation.proposals:run",
    "budget": "docmgr.automation.jobs:run",
    "recall": "docmgr.automation.recall:run",
    "ask": "docmgr.extraction.asking:run",
}
KINDS: dict[str, Any] = {
    "retrain": gettext_lazy("Retraining"),
    "calibrate": gettext_lazy("Calibrating confidence"),
    "collect_samples": gettext_lazy("Collecting error samples"),
    "learn": gettext_lazy("Learning the layout of long documents"),
    "look_again": gettext_lazy("Reading waiting documents of learned layouts again"),
    "evaluate": gettext_lazy("Evaluation"),
    "check_draft": gettext_lazy("Reading the gold set with the draft"),
    "propose_fixes": gettext_lazy("Trying fixes"),
    "budget": gettext_lazy("Computing error bounds"),
    "recall": gettext_lazy("Sending documents back to review"),
    "ask": gettext_lazy("Question to the model"),
}
# Who may start a kind, where it is not the business of those who look after learning; whoever did may watch and end it.
ACTS: dict[str, Act] = {"ask": Act.UPLOAD}
# Kinds for which somebody sits and waits: they have a lane of their own, so that no training stands in their way.
SHORT = frozenset({"ask", "check_draft", "look_again"})
# What a handler may say it is doing; another word is shown as it is.
STAGES: dict[str, Any] = {
    "start": gettext_lazy("Starting"),
    "read": gettext_lazy("Reading documents"),
    "ask": gettext_lazy("The model is at work"),
    "look": gettext_lazy("Looking at confirmed documents"),
    "alike": gettext_lazy("Comparing waiting documents with what was learned"),
    "train": gettext_lazy("Training"),
    "compare": gettext_lazy("Comparing on documents held back"),
    "trust": gettext_lazy("Calibrating confidence"),
    "recall": gettext_lazy("Sending back"),
    "save": gettext_lazy("Saving"),
}
ENDINGS: dict[str, str] = {
    "cancelled": gettext_noop("It was cancelled."),
    "gave_up": gettext_noop(
        "It was tried %(attempts)s times and its process was killed each time, so it was given up."),
    "took_too_long": gettext_noop("It took longer than %(seconds)s seconds and was stopped."),
    "internal_error": gettext_noop("It broke off because of a fault in the system. Please tell an administrator."),
}


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


def start(kind: str, *, by: User | None, params: dict[str, Any]) -> Job:
    """Ask for a job; None as ``by`` is the calendar. Where one of the kind is open for params["type"], that one is
    returned and nothing is asked for. Raises NotAllowed."""
    if by is not None:
        require(by, ACTS.get(kind, Act.MANAGE_LEARNING))
    if kind not in HANDLERS:
        raise ValueError(kind)
    topic = str(params.get("type", ""))
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, topic=topic, params=params, created_by=by)
            record(Action.JOB_STARTED, actor=by, obj=job, after={"kind": kind, "type": topic})
    except IntegrityError:
        return open_job(kind, topic) or start(kind, by=by, params=params)  # it ended in between
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
            record(Action.JOB_CANCELLED, actor=by, obj=job, after={"kind": job.kind, "type": job.topic})


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
    """For whoever may watch all jobs, and for whoever started one of the kinds of ``ACTS``. Raises NotThere."""
    job = get(pk)
    if not (_is_theirs(job, user) or may(user, Act.SEE_LEARNING)):
        raise NotThere
    return job


def may_cancel(job: Job, user: User) -> bool:
    return _is_theirs(job, user) or may(user, Act.MANAGE_LEARNING)


def _is_theirs(job: Job, user: User) -> bool:
    """Started by this person with a right that they still have."""
    return job.kind in ACTS and job.created_by_id == user.pk and may(user, ACTS[job.kind])


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


def told(error: DocmgrError) -> dict[str, Any]:
    """An error as a job keeps it: its parameters, and its sentence in every language of the pages."""
    sentences = {}
    for code in ("zh-hans", "en"):
        with override(code):
            sentences[code] = str(error.message)
    return {"sentence": sentences}


def title(job: Job) -> str:
    return str(KINDS.get(job.kind, job.kind))


def stage(job: Job) -> str:
    """What it is doing, in the reader's language."""
    if job.state == JobState.QUEUED:
        return _("Waiting for a worker")
    return str(STAGES.get(job.stage or "start", job.stage))


def sentence(job: Job) -> str:
    """Why it did not end well, in the reader's language; empty where it did or is not over."""
    if not job.error_code or job.is_open:
        return ""
    kept = job.error_params.get("sentence")
    if kept:
        return str(kept.get(get_language() or "en") or kept["en"])
    if job.error_code in ENDINGS:
        return _(ENDINGS[job.error_code]) % job.error_params
    return messages.sentence(job.error_code, job.error_params)
