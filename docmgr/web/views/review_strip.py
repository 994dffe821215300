"""The strip view: one field of fifty documents as a wall of crops."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act
from docmgr.automation import blind
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.doctypes.selectors import find_type
from docmgr.documents import selectors
from docmgr.documents.states import BEING_READ
from docmgr.review import crops, opening, queue, strip
from docmgr.review.conflicts import saved_since
from docmgr.web import bench_input
from docmgr.web.decorators import requires
from docmgr.web.forms.strip import StripForm, told
from docmgr.web.http import PersonRequest, word
from docmgr.web.pictures import jpeg
from docmgr.web.review_walk import query
from docmgr.web.shown import shown
from docmgr.web.strip import rendered, script_words, shown_cell
from docmgr.web.strip_words import STRIP_KEYS


@require_GET
@requires(Act.REVIEW)
def review_strip(request: PersonRequest) -> HttpResponse:
    """The wall of one field; where none is chosen, the fields with how many documents wait for each."""
    form = StripForm(request.GET)
    types = queue.counts_by_type(request.user)
    doc_type = form.doc_type() or _busiest(types)
    if doc_type and doc_type.key not in {one["key"] for one in types}:
        types.append({"key": doc_type.key, "label": str(doc_type), "left": 0})
    definition = form.definition(doc_type) if doc_type else None
    context: dict[str, Any] = {"form": form, "types": types, "doc_type": doc_type, "everything": form.everything()}
    if doc_type is None or definition is None:
        return render(request, "review/strip_fields.html", {
            **context, "fields": _fields(request.user, doc_type) if doc_type else []})
    wall = strip.wall(
        request.user, doc_type, definition, everything=form.everything(), after=form.stand(),
        without=blind.unanswered())
    opening.note_each({cell.document.pk: cell.document for cell in wall.cells}.values(), by=request.user)
    return render(request, "review/strip.html", {
        **context, "definition": definition, "fields": doc_type.live_fields(), "waiting": wall.waiting,
        "cells": [shown_cell(cell, doc_type.key) for cell in wall.cells], "sheet": STRIP_KEYS,
        "data": {"words": script_words()},
        "onwards": query(type=doc_type.key, field=definition.key, show="all" if form.everything() else "",
                         after=told(wall.last)) if wall.last else "",
    })


@require_http_methods(["GET", "POST"])
@requires(Act.REVIEW)
def review_strip_value(request: PersonRequest, pk: int) -> HttpResponse:
    """POST: decide on one value, answered with the field's cells. GET: its cells, and what was saved since."""
    document, doc_type = selectors.get_visible(request.user, pk), word(request.GET, "type")
    if request.method == "POST":
        decision = bench_input.decision(request)
        made = strip.decide(document, by=request.user, **decision)
        cells = strip.cells_of(document, decision["key"])
        return JsonResponse({"revision": made.revision, "cards": rendered(
            request, cells, doc_type, before=[f for f in made.before if f.key == decision["key"]])})
    opening.note(document, by=request.user)
    cells = strip.cells_of(document, word(request.GET, "key"))
    kind = cells[0].field.kind if cells else ""
    saved = saved_since(document, bench_input.number(request.GET.get("since", document.revision)))
    return JsonResponse({
        "revision": document.revision, "run": cells[0].run if cells else None,
        "cards": rendered(request, cells, doc_type), "reading": document.status in BEING_READ,
        "saved": [{**one, "value": shown(one["value"], kind)} for one in saved],
    })


@require_GET
@requires(Act.REVIEW)
def review_crop(request: PersonRequest, pk: int) -> HttpResponse:
    """The piece of a page (``page``) around a box (``at``), as a JPEG."""
    document = opening.opened(request.user, pk)
    box = bench_input.fractions(request.GET.get("at", ""))
    if len(box) != 4:
        raise Invalid
    page = selectors.pictured(document, bench_input.number(request.GET.get("page")))
    return jpeg(request, version=crops.version_of(request.user, page, box),
                made=lambda: crops.crop_of(request.user, page, box))


def _busiest(types: list[dict[str, Any]]) -> DocumentType | None:
    """Where nobody has chosen: the type of which most documents wait."""
    most = max(types, key=lambda one: one["left"], default=None)
    return find_type(most["key"]) if most else None


def _fields(user: User, doc_type: DocumentType) -> list[tuple[FieldDefinition, int]]:
    """Every field, and how many documents wait for a look at it."""
    fields = doc_type.live_fields()
    waiting = strip.stands_of(user, doc_type, fields, without=blind.unanswered())
    return [(one, len(waiting[one.key])) for one in fields]
