"""The weekly look for what was not learned when a document was approved: error samples, and layouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from docmgr.documents.models import Document, Status
from docmgr.training import memory
from docmgr.training.jobs import Progress
from docmgr.training.services import collect


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "collect_samples". {documents: looked at for samples, samples: new ones, layouts: newly learned}.

    Some ten milliseconds a document, some hundred where it teaches its layout.
    """
    rest = Document.objects.filter(status=Status.APPROVED, corrections__isnull=False, error_samples__isnull=True)
    found = [collect(document) for document in _each(rest.distinct().order_by("pk"), progress)]
    layouts = [memory.learn(document) for document in _each(memory.waiting(), progress)]
    return {"documents": len(found), "samples": sum(found), "layouts": sum(layout is not None for layout in layouts)}


def _each(documents: QuerySet[Document], progress: Progress) -> Iterator[Document]:
    """One at a time, as it is by then."""
    numbers = list(documents.values_list("pk", flat=True))
    for done, pk in enumerate(numbers):
        progress("look", done, len(numbers))
        if document := Document.objects.filter(pk=pk).first():
            yield document
