"""The weekly look for error samples that were not collected when their document was approved."""

from __future__ import annotations

from typing import Any

from docmgr.documents.models import Document, Status
from docmgr.training.jobs import Progress
from docmgr.training.services import collect


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "collect_samples". {documents: looked at, samples: new ones}. Some ten milliseconds a document."""
    waiting = list(Document.objects.filter(
        status=Status.APPROVED, corrections__isnull=False, error_samples__isnull=True).distinct().order_by("pk")
        .values_list("pk", flat=True))
    found = 0
    for number, pk in enumerate(waiting):
        progress("look", number, len(waiting))
        document = Document.objects.filter(pk=pk).first()
        found += collect(document) if document else 0
    return {"documents": len(waiting), "samples": found}
