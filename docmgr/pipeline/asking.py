"""A question to a document, from whoever may see it: answered at once, or handed to the model as a job."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core.exceptions import Invalid, NotAllowed, NotThere
from docmgr.core.lease import JobState
from docmgr.documents.models import Document
from docmgr.extraction import asking
from docmgr.extraction.asking import Question
from docmgr.review import covering
from docmgr.review.disclosure import sees_sensitive
from docmgr.training.background import jobs
from docmgr.training.models import Job

# Questions of one person that may wait or run at a time.
MOST_OPEN = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, or the job that will have one; both once the job is done."""

    answer: dict[str, Any] | None = None
    job: Job | None = None


def ask(document: Document, question: Question, *, by: User) -> Reply:
    """The light reader gets the pages as this person may see them.

    A model looks at the pictures, where nothing is covered: it is only asked for those who may see all. Raises
    NobodyCan, Invalid, NotAllowed.
    """
    who = asking.who_answers(question)
    if who == "light":
        pages = covering.pages_for(by, document, pictures=question.task in asking.WITH_PICTURES)
        reply = Reply(asking.answer(document, pages, question))
    else:
        _require_all(by, document)
        reply = Reply(job=_job(document, question, by))
    record(Action.DOCUMENT_ASKED, actor=by, obj=document, after={"task": question.task, "by": who})
    return reply


def _job(document: Document, question: Question, by: User) -> Job:
    """The job with this very question of this person; asked twice it runs once. Raises Invalid beyond MOST_OPEN."""
    params = {"document": document.pk, **asdict(question)}
    digest = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()[:12]
    topic = f"{document.pk}/{by.pk}/{digest}"
    mine = Job.objects.filter(kind="ask", created_by=by, state__in=[JobState.QUEUED, JobState.RUNNING])
    if mine.exclude(topic=topic).count() >= MOST_OPEN:
        raise Invalid(_("%(count)s questions of yours are still waiting for their answers. Wait for one, or cancel it.")
                      % {"count": MOST_OPEN}, code="too_many_questions")
    return jobs.start("ask", by=by, params=params, topic=topic)


def reply_of(document: Document, job_id: int, *, by: User) -> Reply:
    """A job of this person on this document; its answer once it is there. Raises NotThere, NotAllowed: rights that were
    taken away while the model was at work count at once."""
    job = _question_of(document, job_id, by)
    _require_all(by, document)
    return Reply(job.result if job.state == JobState.DONE else None, job)


def cancel(document: Document, job_id: int, *, by: User) -> Reply:
    """A question of this person is taken back. Raises NotThere."""
    job = _question_of(document, job_id, by)
    jobs.cancel(job, by=by)
    return Reply(job=jobs.get(job.pk))


def _require_all(by: User, document: Document) -> None:
    if not sees_sensitive(by, document):
        raise NotAllowed(_("A model would see values that are masked for you. Ask somebody who may see them."))


def _question_of(document: Document, job_id: int, by: User) -> Job:
    job = jobs.get(job_id)
    if job.kind != "ask" or job.created_by_id != by.pk or job.params.get("document") != document.pk:
        raise NotThere
    return job
