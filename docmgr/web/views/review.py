"""The review queue and the workbench."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docmgr.accounts.roles import Act
from docmgr.core import clock
from docmgr.doctypes.selectors import get_type
from docmgr.documents.models import Document, Page
from docmgr.documents.selectors import get_visible
from docmgr.documents.states import BEING_READ
from docmgr.pipeline import flow, lookalikes
from docmgr.review import claims, deciding, opening, pick, queue
from docmgr.review.conflicts import saved_since
from docmgr.review.values import current_fields
from docmgr.training import memory
from docmgr.training.taken_back import model_that_saw
from docmgr.web import bench, bench_input
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest
from docmgr.web.shown import shown

FRAGMENT = "X-Fragment"
PER_PAGE = 50


@require_GET
@requires(Act.REVIEW)
def review_queue(request: PersonRequest) -> HttpResponse:
    doc_type = request.GET.get("type", "")
    waiting = queue.waiting_list(request.user, doc_type or None)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "review/queue.html", {
        "page": page, "doc_type": doc_type, "now": clock.now(), "types": queue.counts_by_type(request.user),
        "left": queue.queue_for(request.user, doc_type or None).count(),
        "decided": queue.decided_lately(request.user),
        "postponed": queue.postponed(request.user).for_list()[:PER_PAGE],
    })


@require_GET
@requires(Act.REVIEW)
def review_next(request: PersonRequest) -> HttpResponse:
    """The first document of the queue, or the one after or before the named one; a fragment of it on request."""
    doc_type = request.GET.get("type", "")
    after, before = _named(request, "after"), _named(request, "before")
    user, key = request.user, doc_type or None
    found = queue.previous_for(user, before, key) if before else queue.next_for(user, after, key)
    if request.headers.get(FRAGMENT):
        if found is None:
            return HttpResponse(status=204)
        opening.note(found, by=user)  # the page fetches it ahead
        return _fragment(request, found, doc_type)
    return redirect(_address(found, doc_type) if found else _queue_address(doc_type))


@require_GET
@requires(Act.REVIEW)
def review_document(request: PersonRequest, pk: int) -> HttpResponse:
    document, doc_type = opening.opened(request.user, pk), request.GET.get("type", "")
    if request.headers.get(FRAGMENT):
        return _fragment(request, document, doc_type)
    return render(request, "review/document.html", bench.bench_context(request, document, doc_type=doc_type))


@require_POST
@requires(Act.REVIEW)
def review_claim(request: PersonRequest, pk: int) -> HttpResponse:
    document = get_visible(request.user, pk)
    held = claims.claim(document, request.user, take_over=bool(bench_input.body(request).get("take_over")))
    return JsonResponse({"until": held.until.isoformat(), "revision": document.revision,
                         "taught": lookalikes.newer_lesson(document)})


@require_POST
@requires(Act.REVIEW)
def review_release(request: PersonRequest, pk: int) -> HttpResponse:
    claims.release(get_visible(request.user, pk), request.user)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@requires(Act.REVIEW)
def review_fields(request: PersonRequest, pk: int) -> HttpResponse:
    """POST: decide on one value, answered with the cards it changed. GET: all cards, and what was saved since."""
    document = get_visible(request.user, pk)
    if request.method == "POST":
        made = deciding.decide(document, by=request.user, **bench_input.decision(request))
        return JsonResponse({
            "revision": made.revision, "cards": bench.changed_cards(request, made.before, made.after)})
    opening.note(document, by=request.user)
    fields = current_fields(document)
    kinds = {field.key: field.kind for field in fields}
    saved = saved_since(document, bench_input.number(request.GET.get("since", document.revision)))
    return JsonResponse({
        "revision": document.revision, "cards": bench.changed_cards(request, [], fields),
        "reading": document.status in BEING_READ,
        "saved": [{**one, "value": shown(one["value"], kinds.get(one["key"], ""))} for one in saved],
    })


@require_GET
@requires(Act.REVIEW)
def review_pick(request: PersonRequest, pk: int) -> HttpResponse:
    """The text under a box (four numbers) or at a point (two), read as the kind."""
    document, place = opening.opened(request.user, pk), bench_input.fractions(request.GET.get("at", ""))
    page = Page.objects.filter(document=document, number=bench_input.number(request.GET.get("page"))).first()
    kind, lines = request.GET.get("kind", "text"), page.lines if page else []
    is_box = len(place) == 4
    picked = pick.under_box(lines, place, kind=kind) if is_box else pick.at_point(lines, *place, kind=kind)
    return JsonResponse({"raw": picked.raw, "value": shown(picked.value, kind), "box": picked.box})


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
def review_forget(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget what an earlier document taught about its layout; the cards of this one as they are then,
    and the live model that was trained from it (0: none)."""
    document = get_visible(request.user, pk)
    teacher = get_visible(request.user, bench_input.number(bench_input.body(request).get("learned")))
    memory.forget(teacher, by=request.user)
    return JsonResponse({"cards": bench.changed_cards(request, [], current_fields(document)),
                         "model": model_that_saw(teacher)})


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
    return JsonResponse({"next": _step(document, ""), "queue": _queue_address("")})


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
    """Where the reviewer goes now that this document is decided."""
    doc_type = request.GET.get("type", "")
    found = queue.next_for(request.user, document, doc_type or None)
    return JsonResponse({
        "next": _step(found, doc_type) if found else None, "queue": _queue_address(doc_type),
        "left": queue.queue_for(request.user, doc_type or None).count(),
    })


def _fragment(request: PersonRequest, document: Document, doc_type: str) -> HttpResponse:
    response = render(request, "review/_bench.html", bench.bench_context(request, document, doc_type=doc_type))
    response["X-Document"], response["X-Address"] = str(document.pk), _address(document, doc_type)
    return response


def _named(request: PersonRequest, parameter: str) -> Document | None:
    given = request.GET.get(parameter)
    return get_visible(request.user, bench_input.number(given)) if given else None


def _step(document: Document, doc_type: str) -> dict[str, Any]:
    return {"pk": document.pk, "url": _address(document, doc_type)}


def _address(document: Document, doc_type: str) -> str:
    return reverse("web:review_document", args=[document.pk]) + (f"?type={doc_type}" if doc_type else "")


def _queue_address(doc_type: str) -> str:
    return reverse("web:review_queue") + (f"?type={doc_type}" if doc_type else "")
