"""The way through the review queue: addresses of its documents, and where a reviewer goes from one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.review import queue


def onward(user: User, document: Document, doc_type: str) -> dict[str, Any]:
    """Where the reviewer goes now that this document is decided; ``doc_type`` narrows the queue, "" is all of it."""
    found = queue.next_for(user, document, doc_type or None)
    return {"next": step(found, doc_type) if found else None, "queue": queue_address(doc_type),
            "left": queue.queue_for(user, doc_type or None).count()}


def step(document: Document, doc_type: str) -> dict[str, Any]:
    return {"pk": document.pk, "url": address(document, doc_type)}


def address(document: Document, doc_type: str) -> str:
    return reverse("web:review_document", args=[document.pk]) + query(type=doc_type)


def queue_address(doc_type: str) -> str:
    return reverse("web:review_queue") + query(type=doc_type)


def query(**parts: Any) -> str:
    """The tail of an address; parts that are empty are left out."""
    told = urlencode({name: value for name, value in parts.items() if value})
    return f"?{told}" if told else ""
