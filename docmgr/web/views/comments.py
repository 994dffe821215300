"""Comments on a document: read, written, taken back; the same fragment for the workbench and the result page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from docmgr.accounts.roles import Act
from docmgr.documents.models import Document
from docmgr.review import comments, opening
from docmgr.review.threads import thread
from docmgr.web.decorators import requires
from docmgr.web.forms import refused_into, trouble_of
from docmgr.web.forms.comments import CommentForm
from docmgr.web.http import PersonRequest


@require_http_methods(["GET", "POST"])
@never_cache
@requires(Act.UPLOAD)
def document_comments(request: PersonRequest, pk: int) -> HttpResponse:
    """GET: all of them, which are read with that. POST: say something, answered with all of them."""
    document = opening.opened(request.user, pk)
    if request.method == "GET":
        return _thread(request, document)
    form = CommentForm(request.POST)
    if form.is_valid():
        with refused_into(form, "text"):
            comments.write(document, by=request.user, **form.cleaned_data)
            return _thread(request, document)
    return _thread(request, document, trouble=trouble_of(form), status=422)


@require_POST
@requires(Act.COMMENT)
def document_comment_take_back(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    document = opening.opened(request.user, pk)
    comments.take_back(document, number, by=request.user)
    return _thread(request, document)


def _thread(request: PersonRequest, document: Document, *, trouble: str = "", status: int = 200) -> HttpResponse:
    if not request.htmx:
        return redirect("web:document", pk=document.pk)
    said = thread(document, request.user)
    if said:
        comments.note_read(document, by=request.user, upto=said[-1].number)
    return render(request, "comments/_thread.html", {"document": document, "said": said, "trouble": trouble},
                  status=status)
