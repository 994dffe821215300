"""Draws documents by lot. A lot depends on the document's bytes and a secret alone: it never changes, and nobody can
know it beforehand."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from docmgr.documents.models import Document

_RANGE = 2 ** 64


def drawn(document: Document, purpose: str, *, share: float) -> bool:
    """Whether this document is among the ``share`` that is drawn for the purpose ("control", "blind:total")."""
    digest = salted_hmac("docmgr.automation.lots", f"{purpose}:{document.blob_id}", algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") < share * _RANGE
