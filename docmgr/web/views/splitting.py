"""A stack becomes several documents, and one again."""

from __future__ import annotations

import time

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from docmgr.accounts.roles import Act
from docmgr.documents.models import Document, Status
from docmgr.documents.selectors import get_visible
from docmgr.pipeline import splitting as service
from docmgr.web import bench_input, review_walk, splitting
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest, word

# How long the reviewer waits for the first part to be read before going on with another document.
WAIT_SECONDS = 1.5
_LOOK_EVERY = 0.25


@require_POST
@requires(Act.REVIEW)
def review_split(request: PersonRequest, pk: int) -> HttpResponse:
    """On to the first part where it is read in a moment, else to the next document of the queue."""
    document, doc_type = get_visible(request.user, pk), word(request.GET, "type")
    made = service.split(document, actor=request.user, revision=bench_input.revision(request),
                         pieces=splitting.pieces(request))
    first = made[0] if _is_read(made[0]) else None
    onward = review_walk.onward(request.user, document, doc_type)
    if first:
        onward["next"] = review_walk.step(first, doc_type)
    told = splitting.said(made)
    if onward["next"] is None:
        messages.success(request, told)
    return JsonResponse({**onward, "said": told, "url": review_walk.address(document, doc_type)})


@require_POST
@requires(Act.REVIEW)
def review_rejoin(request: PersonRequest, pk: int) -> HttpResponse:
    """The document as it was, and the reviewer stays on it."""
    service.undo(get_visible(request.user, pk), actor=request.user, revision=bench_input.revision(request))
    return JsonResponse({})


@require_POST
@requires(Act.REVIEW)
def document_rejoin(request: PersonRequest, pk: int) -> HttpResponse:
    """The same from the document's page."""
    service.undo(get_visible(request.user, pk), actor=request.user, revision=bench_input.revision(request))
    messages.success(request, _("#%(number)d is in review again.") % {"number": pk})
    return redirect("web:review_document", pk=pk)


def _is_read(part: Document) -> bool:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        if Document.objects.filter(pk=part.pk, status=Status.IN_REVIEW).exists():
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_LOOK_EVERY)
