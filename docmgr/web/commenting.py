"""What pages say about the comments on a document before these are fetched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.review import comments
from docmgr.review.fields import CurrentField


def commenting(document: Document, person: User, fields: Iterable[CurrentField]) -> dict[str, Any]:
    """How many there are, how many are new to the person, and the fields that one may be about; two queries."""
    return {
        "comments_count": comments.standing(document),
        "comments_new": comments.unread_of(person, [document]).get(document.pk, 0),
        "comments_most": comments.MAX_LENGTH,
        "comment_labels": list({f.key: f.label for f in fields}.items()),
    }
