"""Gold labels that deserve a look: the list, what somebody says of one, the piece of the page, all labels as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import NotThere
from docmgr.core.guarded import GUARD
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.documents.selectors import pictured
from docmgr.evaluation import exporting, labels, relabelling
from docmgr.review import crops, opening
from docmgr.training.background import jobs
from docmgr.web import label_rows
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest, word
from docmgr.web.pictures import jpeg

AT_ONCE = 25


@require_GET
@requires(Act.MANAGE_GOLD)
def label_list(request: PersonRequest, key: str) -> HttpResponse:
    """The first to look at first; those that were looked at below."""
    doc_type = get_type(key)
    shown = label_rows.rows(labels.open_issues(request.user, doc_type)[:AT_ONCE], doc_type)
    looked_at = label_rows.rows(labels.looked_at(request.user, doc_type)[:AT_ONCE], doc_type)
    opening.note_each([row.issue.member.document for row in (*shown, *looked_at)], by=request.user)
    return render(request, "evaluation/labels.html", {
        **_standing(request, doc_type), "rows": shown, "looked_at": looked_at})


@require_POST
@requires(Act.MANAGE_GOLD)
def label_settle(request: PersonRequest, key: str, pk: int) -> HttpResponse:
    """What somebody says of one label; for the script the row as it is then, and where the figures stand."""
    doc_type = get_type(key)
    issue = labels.get(request.user, doc_type, pk)
    relabelling.settle(
        issue, by=request.user, verdict=word(request.POST, "verdict"), value=word(request.POST, "value"))
    if not request.htmx:
        return redirect("web:evaluation_labels", key=key)
    row, = label_rows.rows([issue], doc_type)
    return render(request, "evaluation/_label_settled.html", {**_standing(request, doc_type), "row": row})


@require_GET
@requires(Act.MANAGE_GOLD)
def label_crop(request: PersonRequest, key: str, pk: int) -> HttpResponse:
    """The piece of the page where the engine read its value, as a JPEG."""
    issue = labels.get(request.user, get_type(key), pk)
    box = issue.box
    if not issue.page or not box:
        raise NotThere
    page = pictured(issue.member.document, issue.page)
    opening.note(issue.member.document, by=request.user)
    return jpeg(request, version=crops.version_of(request.user, page, box),
                made=lambda: crops.crop_of(request.user, page, box))


@require_GET
@requires(Act.MANAGE_GOLD)
def label_export(request: PersonRequest, key: str) -> HttpResponse:
    """The labels of the gold set as a gold file."""
    lines = exporting.gold_lines(get_type(key), by=request.user)
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="application/x-ndjson", headers={
        **GUARD, "Content-Disposition": 'attachment; filename="gold.jsonl"'})


def _standing(request: PersonRequest, doc_type: DocumentType) -> dict[str, Any]:
    return {"doc_type": doc_type, "standing": labels.standing(request.user, doc_type),
            "job": jobs.latest("evaluate", doc_type.key)}
