"""The rows of the document list: each document with what its row says, in a fixed number of queries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.documents.snippets import snippets
from docmgr.documents.states import BEING_READ
from docmgr.documents.text import folded, terms
from docmgr.review.comments import unread_of
from docmgr.review.disclosure import Shown, shown_many
from docmgr.review.fields import CurrentField
from docmgr.review.masking import mask, wherever
from docmgr.web.lines import Line, lines_for

KEY_VALUES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """``line`` is the progress of a document under way or the reason of a failure; ``snippet`` ready for HTML;
    ``unread``: how many comments are new to the person."""

    document: Document
    values: list[CurrentField]
    line: Line | None
    snippet: SafeString | str
    unread: int = 0


def rows_for(user: User, documents: Sequence[Document], *, text: str = "") -> list[Row]:
    shown = shown_many(user, documents, always_mask=True)
    for document in documents:
        shown[document.pk].veil(document)
    told = [d for d in documents if d.status in BEING_READ or d.failure_code]
    lines = {line["id"]: line for line in lines_for(told)} if told else {}
    around, unread = _around(shown, text), unread_of(user, documents)
    return [
        Row(d, [f for f in shown[d.pk].fields() if f.value][:KEY_VALUES], lines.get(d.pk), around.get(d.pk, ""),
            unread.get(d.pk, 0))
        for d in documents
    ]


def _around(shown: Mapping[int, Shown], text: str) -> dict[int, SafeString]:
    """Snippets with what was searched for marked and every sensitive value hidden; none of documents that were found by
    their names only."""
    found = snippets([pk for pk, told in shown.items() if told.hidden is None], text)
    return {pk: highlight(_without_secrets(snippet, shown[pk].sheet.fields()), text) for pk, snippet in found.items()}


def _without_secrets(snippet: str, fields: list[CurrentField]) -> str:
    for field in fields:
        said = {folded(wording) for wording in _wordings(field)} if field.sensitive else set()
        for value in sorted(said, key=len, reverse=True):
            if len(value) > 2:
                snippet = _without_part(wherever(value).sub(partial(_hidden, field.kind), snippet), value)
    return snippet


def _wordings(field: CurrentField) -> set[str]:
    """As its value stands now and as the engine read it, which is what the page's text goes on saying; whole and by
    lines."""
    read = (field.value, field.raw, field.engine_value, field.engine_raw)
    return {part.strip() for text in read for part in (text, *text.splitlines())}


def _hidden(kind: str, found: re.Match[str]) -> str:
    return mask("".join(found[0].split()), kind=kind)


def _without_part(snippet: str, value: str) -> str:
    """Where the snippet was cut in the middle of the value: without the part that is left at either end."""
    for length in range(len(value) - 1, 2, -1):
        if snippet.endswith(value[:length]):
            snippet = snippet[:-length] + "*" * length
        if snippet.startswith(value[-length:]):
            snippet = "*" * length + snippet[length:]
    return snippet


def highlight(snippet: str, text: str) -> SafeString:
    """The snippet as HTML, escaped, with every word of the search in <mark>."""
    words = sorted(terms(text), key=len, reverse=True)
    if not words:
        return mark_safe(escape(snippet))
    parts = re.split(f"({'|'.join(map(re.escape, words))})", snippet.replace("\n", " · "))
    marked = "".join(f"<mark>{escape(part)}</mark>" if n % 2 else escape(part) for n, part in enumerate(parts))
    return mark_safe(f"…{marked}…")
