"""One upload as one line: where it stands, in a sentence of the reader's language. The script only shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docmgr.documents.models import Document, Status
from docmgr.documents.states import BEING_READ
from docmgr.extraction.messages import failure, may_pass, sentence
from docmgr.extraction.models import ExtractionRun
from docmgr.extraction.selectors import latest_runs
from docmgr.pipeline.progress import Progress, progress_bulk

Line = dict[str, Any]
# Issues of a page that whoever uploaded it can mend by a better picture, or by another file.
PICTURE_ISSUES = ("page_low_quality", "page_blank", "page_unreadable", "page_script")


def lines_for(documents: Sequence[Document]) -> list[Line]:
    """A line for each; six queries at most, however many."""
    progress = progress_bulk(documents)
    runs = latest_runs([d for d in documents if d.status not in BEING_READ])
    return [_line(d, progress.get(d.pk), runs.get(d.pk)) for d in documents]


def _line(document: Document, progress: Progress | None, run: ExtractionRun | None) -> Line:
    line = {
        "id": document.pk, "name": document.name, "status": document.status, "notes": [],
        "url": reverse("web:document", args=[document.pk]), "page": 0, "pages": 0,
    }
    if document.status in BEING_READ:
        return line | _under_way(progress or Progress(""))
    if document.status == Status.FAILED:
        again = reverse("web:document_retry", args=[document.pk]) if may_pass(document.failure_code) else None
        return line | {
            "state": "failed", "text": failure(document.failure_code, document.failure_params), "retry": again}
    if document.status == Status.SPLIT:
        return line | {"state": "done", "text": _("Split into several documents"), "type": "", "flagged": 0}
    return line | _read(document, run)


def _under_way(progress: Progress) -> Line:
    if progress.stage == "waiting":
        place = progress.position_in_queue
        return {"state": "waiting", "text": _("Waiting: number %(place)s in the queue") % {"place": place}}
    if progress.stage == "no_room":
        return {"state": "waiting", "text": sentence("disk_full")}
    if progress.stage == "retrying":
        return {"state": "waiting", "text": _("Something broke off; waiting for another try")}
    if progress.pages:
        return {"state": "reading", "page": progress.page, "pages": progress.pages,
                "text": _("Reading page %(page)s of %(pages)s") % {"page": progress.page, "pages": progress.pages}}
    return {"state": "reading", "text": _("Opening the file")}


def _read(document: Document, run: ExtractionRun | None) -> Line:
    found = len({v.key for v in run.values.all() if v.value}) if run else 0
    issues = run.issues if run else []
    blank = 0 < document.page_count <= sum(issue["code"] in ("page_blank", "page_unreadable") for issue in issues)
    told = [_("Not recognised as any document type, and no text was found") if blank else
            _("Not recognised as any document type; the text is there")]
    if document.doc_type_id:
        told = [ngettext("%(n)s field found", "%(n)s fields found", found) % {"n": found}]
        if document.status == Status.IN_REVIEW and document.flagged:
            told.append(ngettext("%(n)s to look at", "%(n)s to look at", document.flagged) % {"n": document.flagged})
    notes = [sentence(i["code"], i.get("params")) for i in issues if i["code"] in PICTURE_ISSUES]
    kind = str(document.doc_type) if document.doc_type else ""
    return {"state": "done", "text": " · ".join(told), "type": kind, "notes": notes[:3], "flagged": document.flagged}
