"""The weekly look for what was not learned when a document was approved: error samples, and layouts. Then fixes are
made and tried for types with new samples.

Looked at is what changed since the last look that came to its end: nothing can be decided on an approved document any
more, so one that was looked at has nothing new to tell until the program can make more of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from docmgr.core import clock
from docmgr.core.lease import JobState
from docmgr.documents.models import Document, Status
from docmgr.training.background import jobs
from docmgr.training.background.jobs import Progress
from docmgr.training.layouts import memory
from docmgr.training.models import ErrorSample, Job
from docmgr.training.samples.keeping import collect

KIND = "collect_samples"
# Raised where the program learns to make more of an approved document than before: then all are looked at once more.
LOOK = 1
# Clocks of machines differ, and an approval that was under way then is seen when it ends. Looking twice adds nothing.
_OVERLAP = clock.MOST_APART


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "collect_samples". {documents: looked at for samples, samples: new ones, layouts: newly learned, fixes:
    types for which a job was asked for that tries some}.

    Some ten milliseconds a document that changed since the last look, some hundred where it teaches its layout.
    """
    since = looked_until()
    rest = Document.objects.filter(status=Status.APPROVED, corrections__isnull=False, error_samples__isnull=True)
    rest = rest.filter(updated_at__gte=since) if since else rest
    found = [collect(document) for document in _each(rest.distinct().order_by("pk"), progress)]
    layouts = [memory.learn(document) for document in _each(memory.waiting(since), progress)]
    trying = [jobs.start("propose_fixes", by=None, params={"type": key}) for key in _worth_trying()]
    return {"documents": len(found), "samples": sum(found), "layouts": sum(layout is not None for layout in layouts),
            "fixes": len(trying), "look": LOOK}


def looked_until() -> datetime | None:
    """What changed since may hold something new. None where no such look came to its end yet: all is new."""
    looks = Job.objects.filter(kind=KIND, state=JobState.DONE, result__look=LOOK)
    # By a clock that was ahead, and was put right since, nothing would be new for as long as it was ahead.
    last = looks.filter(started_at__lte=clock.now() + clock.MOST_APART).aggregate(at=Max("started_at"))["at"]
    return last - _OVERLAP if last else None


def _worth_trying() -> list[str]:
    """Types with error samples that no job for fixes has seen: neither one of the type nor one of all types."""
    newest = ErrorSample.objects.order_by().values_list("type_version__doc_type__key").annotate(at=Max("created_at"))
    tried = dict(Job.objects.filter(kind="propose_fixes").order_by().values_list("topic").annotate(
        at=Max("created_at")))
    return sorted(key for key, at in newest if all(at > tried[topic] for topic in ("", key) if topic in tried))


def _each(documents: QuerySet[Document], progress: Progress) -> Iterator[Document]:
    """One at a time, as it is by then."""
    numbers = list(documents.values_list("pk", flat=True))
    for done, pk in enumerate(numbers):
        progress("look", done, len(numbers))
        if document := Document.objects.filter(pk=pk).first():
            yield document
