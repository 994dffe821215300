"""Decisions on the whole document, each followed by the next one of the queue."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from docmgr.accounts.roles import Act
from docmgr.doctypes.selectors import get_type
from docmgr.documents.models import Document
from docmgr.documents.selectors import get_visible
from docmgr.pipeline import flow
from docmgr.review import claims
from docmgr.web import bench_input, review_walk
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest, word


@require_POST
@requires(Act.REVIEW)
def review_approve(request: PersonRequest, pk: int) -> HttpResponse:
    document = get_visible(request.user, pk)
    flow.approve(document, actor=request.user, revision=bench_input.revision(request))
    return _onward(request, document)


@require_POST
@requires(Act.REVIEW)
def review_with_errors(request: PersonRequest, pk: int) -> HttpResponse:
    """Let it pass although something on it is known to be wrong."""
    return _with_reason(request, pk, flow.approve_with_errors)


@require_POST
@requires(Act.REVIEW)
def review_reject(request: PersonRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, flow.reject)


@require_POST
@requires(Act.REVIEW)
def review_postpone(request: PersonRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, flow.postpone)


@require_POST
@requires(Act.REVIEW)
def review_resume(request: PersonRequest, pk: int) -> HttpResponse:
    document = get_visible(request.user, pk)
    flow.resume(document, actor=request.user, revision=bench_input.revision(request))
    return JsonResponse({"next": review_walk.step(document, ""), "queue": review_walk.queue_address("")})


@require_POST
@requires(Act.REVIEW, Act.REOPEN)
def review_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the decision back and stay on the document. ``holders``: who took its result out of the system since."""
    document = get_visible(request.user, pk)
    holders = flow.reopen(document, actor=request.user, revision=bench_input.revision(request),
                          reason=bench_input.text(request, "reason"))
    return JsonResponse({"holders": holders})


@require_POST
@requires(Act.REVIEW)
def review_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the document again as it is, with what is known now; it comes back to the queue by itself."""
    document = get_visible(request.user, pk)
    claims.claim(document, request.user)
    flow.read_again(document, request.user, revision=bench_input.revision(request))
    claims.release(document, request.user)
    return _onward(request, document)


@require_POST
@requires(Act.REVIEW)
def review_type(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the document again as another type; it comes back to the queue by itself."""
    document = get_visible(request.user, pk)
    claims.claim(document, request.user)
    flow.reclassify(document, get_type(bench_input.text(request, "doc_type")), request.user,
                    revision=bench_input.revision(request))
    claims.release(document, request.user)
    return _onward(request, document)


def _with_reason(request: PersonRequest, pk: int, decide: Callable[..., None]) -> HttpResponse:
    """Decide on the whole document, saying why, and go on to the next one."""
    document = get_visible(request.user, pk)
    decide(document, actor=request.user, revision=bench_input.revision(request),
           reason=bench_input.text(request, "reason"))
    return _onward(request, document)


def _onward(request: PersonRequest, document: Document) -> HttpResponse:
    return JsonResponse(review_walk.onward(request.user, document, word(request.GET, "type")))
