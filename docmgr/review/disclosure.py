"""Who reads sensitive values in clear: one rule for the pages and for the API."""

from __future__ import annotations

from dataclasses import replace

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.documents.models import Document
from docmgr.review.fields import CurrentField
from docmgr.review.masking import mask


def sees_sensitive(user: User, document: Document) -> bool:
    """Whoever uploaded it and those who check it; colleagues of the department see masked values."""
    return document.owner_id == user.pk or may(user, Act.REVIEW)


def disclosed(fields: list[CurrentField], *, clear: bool) -> list[CurrentField]:
    """The fields as somebody may read them who sees sensitive ones in clear, or does not."""
    return fields if clear else [_masked(f) if f.sensitive else f for f in fields]


def _masked(field: CurrentField) -> CurrentField:
    """Nothing that carries the value survives: not the raw text, not the losers, not what the checks say about it."""
    hidden = mask(field.value, kind=field.kind)
    return replace(
        field, value=hidden, raw=hidden, candidates=(), checks=(), reasons=(), engine_value="", engine_raw="")
