"""What the review workbench shows of one document: cards of fields, pages, and the words its scripts speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.automation.selectors import asks_for_full_look
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types
from docmgr.documents.models import Document, Status
from docmgr.documents.states import BEING_READ, OPEN_FOR_REVIEW
from docmgr.extraction.messages import findings, runner_up, sentence
from docmgr.extraction.models import ExtractionRun
from docmgr.extraction.selectors import job_of, latest_run
from docmgr.review import claims, services
from docmgr.review.fields import CurrentField
from docmgr.review.queue import queue_for
from docmgr.review.reopening import may_reopen
from docmgr.review.rows import with_empty_cells
from docmgr.review.values import sheets
from docmgr.web import bench_tables, splitting
from docmgr.web.bench_cards import card
from docmgr.web.bench_learned import Teacher, teachers_of
from docmgr.web.bench_words import KEY_SHEET, script_words
from docmgr.web.commenting import commenting
from docmgr.web.results import page_data
from docmgr.web.review_walk import query, queue_address

# So many validated values are shown at once; more are folded away.
_FEW = 6
_ACTS = ("claim", "release", "fields", "rows", "pick", "approve", "with_errors", "reject", "postpone", "resume", "type",
         "forget", "again", "reopen", "split", "rejoin")


def bench_context(request: HttpRequest, document: Document, *, doc_type: str) -> dict[str, Any]:
    """``doc_type`` narrows the queue that the document is shown in; "" is the whole queue."""
    user: User = request.user  # type: ignore[assignment]
    sheet = sheets([document.pk])[document.pk]
    fields = sheet.fields()
    teachers = teachers_of(fields, user)
    cards = [card(f, teachers) for f in fields]
    groups = grouped([one for one in cards if not one["field"].rows])
    holder = claims.holder(document)
    left = queue_for(user, doc_type or None).exclude(pk=document.pk).count()
    editable, run = document.status in OPEN_FOR_REVIEW, latest_run(document)
    other, split = _might_be(document, run), splitting.dialog(document, run)
    evidence = editable and asks_for_full_look(document)
    data = {
        "pk": document.pk, "revision": document.revision, "run": run.pk if run else None, "editable": editable,
        "left": left + editable, "reopens": may_reopen(user, document),
        "reading": document.status in BEING_READ, "everyValue": evidence,
        "name": document.name, "urls": addresses(document, doc_type), "words": script_words(),
        "pages": [page_data(page) for page in document.pages.all()],
        "split": {"cuts": split["cuts"], "whyNot": split["why_not"], "words": splitting.words()},
    }
    return {
        "document": document, "groups": groups, "data": data, "doc_type": doc_type, "editable": editable,
        "held_by": holder.display_name if holder and holder.pk != user.pk else "",
        "evidence": evidence,
        "forbidden": editable and services.is_own(document, user),
        "may_reopen": data["reopens"],
        "is_postponed": document.status == Status.POSTPONED, "is_being_read": document.status in BEING_READ,
        "lessons": _lessons(cards), "forgotten": _forgotten(cards) if editable else None,
        "unfolded": len(groups["done"]) <= _FEW, "sheet": KEY_SHEET,
        "tables": bench_tables.tables(sheet, fields, teachers),
        "page_count": document.page_count, "split": split, "family": splitting.family(user, document),
        "findings": findings(run.issues) if run else [],
        "not_read_again": _not_read_again(document) if editable else "",
        **commenting(document, user, fields),
        "types": live_types(), "other_type": other, "preselected": other or document.doc_type,
    }


def addresses(document: Document, doc_type: str) -> dict[str, str]:
    """Where the page's scripts send what the reviewer does."""
    urls = {act: reverse(f"web:review_{act}", args=[document.pk]) + query(type=doc_type) for act in _ACTS}
    walk = reverse("web:review_next")
    return {**urls, "next": walk + query(type=doc_type, after=document.pk),
            "previous": walk + query(type=doc_type, before=document.pk),
            "queue": queue_address(doc_type), "login": reverse("web:login")}


def grouped(cards: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """"open": needs a person, least certain first; "done": validated or decided; "none": nothing there."""
    groups: dict[str, list[dict[str, Any]]] = {"open": [], "done": [], "none": []}
    for item in cards:
        field = item["field"]
        name = "open" if field.needs_person else "done" if field.value else "none"
        groups[name].append(item)
    groups["open"].sort(key=lambda item: item["field"].confidence if item["field"].value else 0.0)
    return groups


def _might_be(document: Document, run: ExtractionRun | None) -> DocumentType | None:
    """The type that it might be of instead, where the engine was not sure of the one it took it for."""
    other = runner_up(run.issues) if run and not document.type_chosen else ""
    return live_types().filter(key=other).first() if other else None


def _not_read_again(document: Document) -> str:
    """Why the newest try to read it came to nothing, so that what was read before stands; "" where it did not."""
    newest = job_of(document)
    return sentence(newest.error_code, newest.error_params) if newest and newest.error_code else ""


def _lessons(cards: Sequence[dict[str, Any]]) -> list[Teacher]:
    """The documents that taught any value, as long as what they taught is known."""
    teachers = {card["teacher"].number: card["teacher"] for card in cards if card["teacher"]}
    return [teacher for number, teacher in sorted(teachers.items()) if teacher.known]


def _forgotten(cards: Sequence[dict[str, Any]]) -> int | None:
    """A document that taught a value which nobody decided on yet, and that was forgotten since."""
    gone = {card["teacher"].number for card in cards
            if card["teacher"] and not card["teacher"].known and card["field"].decided_at is None}
    return min(gone, default=None)


def changed_cards(
    request: HttpRequest, before: Iterable[CurrentField], after: Iterable[CurrentField],
) -> dict[str, str]:
    """The markup of the cards that a decision changed, by place; "" for a value that is gone. In a table that is a cell
    without a value, as long as its row stands."""
    old = {f.place: f for f in with_empty_cells(before)}
    new = {f.place: f for f in with_empty_cells(after)}
    teachers = teachers_of(new.values(), request.user)  # type: ignore[arg-type]
    gone = {f"{key}:{index}": "" for key, index in old.keys() - new.keys()}
    return gone | {
        f"{f.key}:{f.index}": render_card(request, f, teachers) for place, f in new.items() if old.get(place) != f}


def changed_tables(document: Document, after: Sequence[CurrentField]) -> dict[str, dict[str, Any]]:
    """What became of the document's tables. No query where it has none."""
    if not any(field.rows for field in after):
        return {}
    return bench_tables.states(sheets([document.pk])[document.pk], after)


def render_card(request: HttpRequest, field: CurrentField, teachers: Mapping[int, Teacher]) -> str:
    template = "review/_cell.html" if field.rows else "review/_card.html"
    return render_to_string(template, {"card": card(field, teachers)}, request)
