"""Documents as the API shows them: plain dictionaries in the shapes of ``serializers``."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from docmgr.accounts.models import User
from docmgr.documents.models import Document, Status
from docmgr.documents.selectors import visible_among
from docmgr.documents.splitting import cut_from, parts_of
from docmgr.documents.states import BEING_READ
from docmgr.extraction.messages import sentence
from docmgr.extraction.selectors import latest_run
from docmgr.pipeline.flow import progress_of
from docmgr.review.covering import pages_for
from docmgr.review.disclosure import Shown, shown_to
from docmgr.review.fields import CurrentField, by_key, teachers_among
from docmgr.review.rows import by_table

VALUE = ("index", "value", "raw", "confidence", "page", "box", "source", "mark")


def summary(document: Document) -> dict[str, Any]:
    return {
        "id": document.pk,
        "name": document.name,
        "status": document.status,
        "doc_type": document.doc_type.key if document.doc_type else None,
        "pages": document.page_count,
        "flagged": document.flagged,
        "revision": document.revision,
        "owner": document.owner.get_username(),
        "created_at": document.created_at,
        "decided_at": document.decided_at,
    }


def detail(document: Document, user: User) -> dict[str, Any]:
    """As ``user`` may read it: sensitive values are masked for whoever neither uploaded nor reviews it."""
    run = latest_run(document)
    shown = shown_to(user, document)
    shown.veil(document)
    current = shown.fields()
    version = run.type_version if run else None
    return {
        **summary(document),
        "type_version": version.number if version else None,
        "fields": fields(current, teachers=visible_among(user, teachers_among(current))),
        "tables": by_table(current),
        "issues": [_issue(i, shown) for i in (run.issues if run else [])],
        "failure": _failure(document),
        "reason": document.reason,
        "progress": _progress(document) if document.status in BEING_READ else None,
        "part_of": _part_of(document),
        "parts": [{"document": part.document_id, "first": part.first, "last": part.last}
                  for part in parts_of(document)] if document.status == Status.SPLIT else [],
    }


def _part_of(document: Document) -> dict[str, Any] | None:
    part = cut_from(document)
    if part is None:
        return None
    return {"document": part.original_id, "number": part.number, "of": part.of, "first": part.first, "last": part.last}


def fields(current: list[CurrentField], *, teachers: Set[int] = frozenset()) -> dict[str, Any]:
    """``teachers``: the documents that may be named where a value was learned from one."""
    return by_key(current, lambda field: _value(field, teachers))


def text(document: Document, user: User) -> dict[str, Any]:
    """As ``user`` may read it: sensitive values are covered for whoever neither uploaded nor reviews it."""
    pages = pages_for(user, document)
    return {
        "id": document.pk,
        "text": "\n\n".join(p.text for p in pages),
        "pages": [
            {"number": p.number, "width": p.width, "height": p.height, "source": p.source, "lines": p.lines}
            for p in pages
        ],
    }


def _value(field: CurrentField, teachers: Set[int]) -> dict[str, Any]:
    checks = [{"name": c["name"], "ok": c.get("ok"), "detail": c.get("detail", "")} for c in field.checks]
    return {**{name: getattr(field, name) for name in VALUE}, "checks": checks, "reasons": list(field.reasons),
            "learned_from": field.learned_from if field.learned_from in teachers else None}


def _issue(issue: dict[str, Any], shown: Shown) -> dict[str, Any]:
    return {
        "code": issue["code"],
        "message": shown.text(sentence(issue["code"], issue.get("params") or {})),
        "field": issue.get("field"),
        "page": issue.get("page"),
    }


def _failure(document: Document) -> dict[str, Any] | None:
    if not document.failure_code:
        return None
    return {"code": document.failure_code, "message": sentence(document.failure_code, document.failure_params)}


def _progress(document: Document) -> dict[str, Any]:
    progress = progress_of(document)
    return {
        "stage": progress.stage, "page": progress.page, "pages": progress.pages,
        "position": progress.position_in_queue or None,
    }
