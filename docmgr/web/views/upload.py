"""Uploading: the page, one file, and how far all open lines are."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import Invalid
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ
from docmgr.pipeline import flow
from docmgr.review.disclosure import veiled
from docmgr.web.decorators import requires
from docmgr.web.forms import trouble_of
from docmgr.web.forms.upload import StatusForm, TypeForm, UploadForm
from docmgr.web.http import PersonRequest
from docmgr.web.lines import lines_for
from docmgr.web.upload_words import duplicate_note, upload_settings

OPEN_LINES = 200


@require_GET
@requires(Act.UPLOAD)
def upload_page(request: PersonRequest) -> HttpResponse:
    """With the lines of one's own documents that are still under way."""
    running = Document.objects.visible_to(request.user).filter(owner=request.user, status__in=BEING_READ)
    lines = lines_for(list(running.for_list().order_by("id")[:OPEN_LINES]))
    return render(request, "upload/upload.html", {"form": TypeForm(), "lines": lines, "settings": upload_settings()})


@require_POST
@requires(Act.UPLOAD)
def upload_file(request: PersonRequest) -> HttpResponse:
    """One file in, its line out (201)."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(trouble_of(form))
    file = form.cleaned_data["file"]
    done = flow.submit(stream=file, name=file.name, owner=request.user, doc_type=form.cleaned_data["doc_type"])
    [line] = lines_for([done.document])
    twins = veiled(request.user, [done.duplicate_of] if done.duplicate_of else [])
    return JsonResponse(line | {"duplicate": duplicate_note(twins[0] if twins else None)}, status=201)


@require_GET
@never_cache
@requires(Act.UPLOAD)
def upload_status(request: PersonRequest) -> HttpResponse:
    """All lines asked for, in one answer; ids that the person may not see are left out."""
    form = StatusForm(request.GET)
    if not form.is_valid():
        raise Invalid
    documents = Document.objects.visible_to(request.user).filter(pk__in=form.numbers()).for_list()
    return JsonResponse({"lines": lines_for(veiled(request.user, documents))})
