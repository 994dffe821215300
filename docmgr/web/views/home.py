"""The first page: what matters to this person now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.audit import selectors as audit
from docmgr.automation.blind import waiting_for
from docmgr.dashboard.health import health
from docmgr.documents.selectors import Filters, documents_for
from docmgr.pipeline.selectors import numbers_for
from docmgr.review.comments import waiting_for as waiting_comments
from docmgr.review.disclosure import veiled
from docmgr.review.queue import counts_by_type, queue_for
from docmgr.web.document_rows import rows_for
from docmgr.web.forms.upload import TypeForm
from docmgr.web.http import PersonRequest
from docmgr.web.upload_words import upload_settings

RECENT = 8
EVENTS = 15


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = {}
    if may(user, Act.UPLOAD):
        context |= _documents(user)
    if may(user, Act.REVIEW):
        context |= _review(user)
    if may(user, Act.SEE_HEALTH):
        context |= health()
    if may(user, Act.SEE_AUDIT):
        context |= {"events": [(e, audit.sentence(e)) for e in audit.events(audit.AuditFilter())[:EVENTS]]}
    return render(request, "home/home.html", context)


def _documents(user: User) -> dict[str, Any]:
    asked, asked_in_all = waiting_comments(user, RECENT)
    veiled(user, [document for document, _new in asked])
    recent = list(documents_for(user, Filters(mine=not may(user, Act.REVIEW)))[:RECENT])
    return {
        "rows": rows_for(user, recent), "numbers": numbers_for(user), "form": TypeForm(), "lines": [],
        "settings": upload_settings(), "asked": asked, "asked_more": asked_in_all - len(asked),
    }


def _review(user: User) -> dict[str, Any]:
    waiting = queue_for(user)
    return {
        "left": waiting.count(), "oldest": waiting.order_by("created_at", "pk").first(),
        "by_type": counts_by_type(user), "blind": waiting_for(user).count(),
    }
