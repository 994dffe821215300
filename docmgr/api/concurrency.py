"""No edit is lost: every document carries its revision as ETag, and savers may say which one they looked at."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from docmgr.api.errors import Outdated
from docmgr.documents.models import Document


def etag(document: Document) -> str:
    return f'"{document.revision}"'


def expected_revision(request: Request, body: dict[str, Any], document: Document) -> int:
    """The revision that the caller wants to change.

    ``If-Match`` is checked here (412), ``revision`` in the body by the service that changes it (409). Without either
    the caller means the document as it is now. Raises Outdated.
    """
    wanted = request.headers.get("If-Match", "*")
    if wanted.strip() != "*" and etag(document) not in (tag.strip() for tag in wanted.split(",")):
        raise Outdated(revision=document.revision)
    return body.get("revision", document.revision)
