"""The review queue, and the workbench with one document of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from docmgr.accounts.roles import Act
from docmgr.core import clock
from docmgr.documents.models import Document
from docmgr.documents.selectors import get_visible
from docmgr.review import opening, queue
from docmgr.web import bench, bench_input, review_walk
from docmgr.web.decorators import requires
from docmgr.web.forms.type_filter import TypeFilterForm
from docmgr.web.http import PersonRequest, word

FRAGMENT = "X-Fragment"
PER_PAGE = 50


@require_GET
@requires(Act.REVIEW)
def review_queue(request: PersonRequest) -> HttpResponse:
    form = TypeFilterForm(request.GET)
    doc_type = form.key()
    waiting = queue.waiting_list(request.user, doc_type or None)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "review/queue.html", {
        "page": page, "form": form, "doc_type": doc_type, "now": clock.now(),
        "types": queue.counts_by_type(request.user),
        "left": queue.queue_for(request.user, doc_type or None).count(),
        "decided": queue.decided_lately(request.user),
        "postponed": queue.postponed(request.user).for_list()[:PER_PAGE],
    })


@require_GET
@requires(Act.REVIEW)
def review_next(request: PersonRequest) -> HttpResponse:
    """The first document of the queue, or the one after or before the named one; a fragment of it on request."""
    doc_type = word(request.GET, "type")
    after, before = _named(request, "after"), _named(request, "before")
    user, key = request.user, doc_type or None
    found = queue.previous_for(user, before, key) if before else queue.next_for(user, after, key)
    if request.headers.get(FRAGMENT):
        if found is None:
            return HttpResponse(status=204)
        opening.note(found, by=user)  # the page fetches it ahead
        return _fragment(request, found, doc_type)
    return redirect(review_walk.address(found, doc_type) if found else review_walk.queue_address(doc_type))


@require_GET
@requires(Act.REVIEW)
def review_document(request: PersonRequest, pk: int) -> HttpResponse:
    document, doc_type = opening.opened(request.user, pk), word(request.GET, "type")
    if request.headers.get(FRAGMENT):
        return _fragment(request, document, doc_type)
    return render(request, "review/document.html", bench.bench_context(request, document, doc_type=doc_type))


def _fragment(request: PersonRequest, document: Document, doc_type: str) -> HttpResponse:
    response = render(request, "review/_bench.html", bench.bench_context(request, document, doc_type=doc_type))
    response["X-Document"], response["X-Address"] = str(document.pk), review_walk.address(document, doc_type)
    return response


def _named(request: PersonRequest, parameter: str) -> Document | None:
    given = request.GET.get(parameter)
    return get_visible(request.user, bench_input.number(given)) if given else None
