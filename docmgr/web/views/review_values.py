"""Work on the values of one document: holding it, deciding on fields, taking text from the page."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docmgr.accounts.roles import Act
from docmgr.documents.models import Page
from docmgr.documents.selectors import get_visible
from docmgr.documents.states import BEING_READ
from docmgr.pipeline import lookalikes
from docmgr.review import claims, deciding, opening, pick
from docmgr.review.conflicts import saved_since
from docmgr.review.values import current_fields
from docmgr.training.layouts import memory
from docmgr.training.trained.taken_back import model_that_saw
from docmgr.web import bench, bench_input
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest
from docmgr.web.shown import shown


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
            "revision": made.revision, "cards": bench.changed_cards(request, made.before, made.after),
            "tables": bench.changed_tables(document, made.after)})
    opening.note(document, by=request.user)
    fields = current_fields(document)
    kinds = {field.key: field.kind for field in fields}
    saved = saved_since(document, bench_input.number(request.GET.get("since", document.revision)))
    return JsonResponse({
        "revision": document.revision, "cards": bench.changed_cards(request, [], fields),
        "tables": bench.changed_tables(document, fields),
        "reading": document.status in BEING_READ,
        "saved": [{**one, "value": shown(one["value"], kinds.get(one["key"], ""))} for one in saved],
    })


@require_POST
@requires(Act.REVIEW)
def review_rows(request: PersonRequest, pk: int) -> HttpResponse:
    """Decide on several values in one step: cells of a table. Answered as one decision is."""
    document = get_visible(request.user, pk)
    made = deciding.decide_each(document, by=request.user, **bench_input.decisions(request))
    return JsonResponse({
        "revision": made.revision, "cards": bench.changed_cards(request, made.before, made.after),
        "tables": bench.changed_tables(document, made.after)})


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
def review_forget(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget what an earlier document taught about its layout; the cards of this one as they are then,
    and the live model that was trained from it (0: none)."""
    document = get_visible(request.user, pk)
    teacher = get_visible(request.user, bench_input.number(bench_input.body(request).get("learned")))
    memory.forget(teacher, by=request.user)
    return JsonResponse({"cards": bench.changed_cards(request, [], current_fields(document)),
                         "model": model_that_saw(teacher)})
