"""Asking a document something, and taking its tables along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import DocmgrError
from docmgr.documents import selectors
from docmgr.documents.models import Document
from docmgr.extraction.asking import tables_of
from docmgr.extraction.messages import sentence
from docmgr.pipeline import asking
from docmgr.review import covering, opening
from docmgr.review.disclosure import veiled
from docmgr.training.background import job_words
from docmgr.web import downloads
from docmgr.web.decorators import requires
from docmgr.web.forms import trouble_of
from docmgr.web.forms.asking import AskForm
from docmgr.web.http import PersonRequest

# Tasks whose answer is places on the pages; the list of clauses has its text beside them.
PLACED = ("find", "spotting", "clauses")
ENGINES = {"ppocr": "PP-OCR"}


@require_POST
@never_cache
@requires(Act.UPLOAD)
def document_ask(request: PersonRequest, pk: int) -> HttpResponse:
    """The answer, or the line of the job that will have it; a refusal is an answer, too."""
    shown = selectors.get_visible(request.user, pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _answer(request, shown, refusal=trouble_of(form))
    try:
        reply = asking.ask(shown, form.question(), by=request.user)
    except DocmgrError as error:
        return _answer(request, shown, refusal=str(error.message))
    return _reply(request, shown, reply, form.cleaned_data["task"])


@require_GET
@never_cache
@requires(Act.UPLOAD)
def document_answer(request: PersonRequest, pk: int, job: int) -> HttpResponse:
    """Where a question to the model stands."""
    shown = opening.opened(request.user, pk)
    reply = asking.reply_of(shown, job, by=request.user)
    return _reply(request, shown, reply, reply.job.params["task"] if reply.job else "")


@require_GET
@requires(Act.UPLOAD)
def document_tables(request: PersonRequest, pk: int) -> HttpResponse:
    shown = opening.found(request.user, pk)
    content = tables_of(covering.pages_for(request.user, shown, pictures=True))
    if content is None:
        opening.note(shown, by=request.user)
        messages.info(request, _("No tables were found on this document."))
        return redirect("web:document", pk=pk)
    downloads.note_export([shown], request.user, "tables")
    veiled(request.user, [shown])
    return downloads.result_file(content, "xlsx", shown.name)


def _reply(request: PersonRequest, document: Document, reply: asking.Reply, task: str) -> HttpResponse:
    if reply.answer is not None:
        return _answer(request, document, answer=reply.answer, task=task)
    assert reply.job is not None
    if reply.job.is_open:
        return render(request, "results/_asking.html", {"document": document, "job": reply.job})
    return _answer(request, document, refusal=job_words.sentence(reply.job))


def _answer(
    request: PersonRequest, document: Document, *, answer: dict[str, Any] | None = None, task: str = "",
    refusal: str = "",
) -> HttpResponse:
    parts = [part for page in (answer or {}).get("pages", []) if (part := _part(page, task)) is not None]
    return render(request, "results/_answer.html", {
        "document": document, "refusal": refusal, "parts": parts,
        "spots": [spot for part in parts for spot in part["spots"] if spot["box"]],
        "issues": [sentence(i["code"], i["params"]) for i in (answer or {}).get("issues", [])],
        "many": document.page_count > 1,
        "engines": sorted({ENGINES.get(part["engine"], part["engine"]) for part in parts}),
        "has_tables": any(part["tables"] for part in parts),
    })


def _part(page: dict[str, Any], task: str) -> dict[str, Any] | None:
    """What is shown of one page's answer; None where it has nothing to say."""
    spots = [{"id": f"spot:{page['page']}:{n}", "page": page["page"], "box": s["box"], "label": s["text"],
              "mark": "spot"} for n, s in enumerate(page["spotted"])] if task in PLACED else []
    tables = [mark_safe(html) for html in page["tables"]] if task == "table" else []  # escaped cell by cell where made
    text = "" if tables or task in ("find", "spotting") else page["text"]
    if not (spots or tables or text):
        return None
    return {"number": page["page"], "engine": page["engine"], "spots": spots, "tables": tables, "text": text}
