"""The few words around what was searched for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Value
from django.db.models.functions import Greatest, StrIndex, Substr

from docmgr.documents.models import Document
from docmgr.documents.text import terms

BEFORE, LENGTH = 16, 120


def snippets(ids: Sequence[int], text: str) -> dict[int, str]:
    """By document id: the text around the first word of ``text``, folded as it is searched. One query; the text is
    cut in the database, so long documents cost no more."""
    words = terms(text)
    if not words or not ids:
        return {}
    start = Greatest(StrIndex("search_text", Value(words[0])) - BEFORE, Value(1))
    rows = Document.objects.filter(pk__in=ids).order_by().annotate(around=Substr("search_text", start, LENGTH))
    return dict(rows.values_list("pk", "around"))
