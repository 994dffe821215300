"""Finding documents by parts of their words, by the index of ``search_index``; what many hold, by reading them.

The index gives all that hold a word before the first page can be shown. Where a word stands in many documents, reading
texts in the order of the page finds enough of them sooner, as long as nobody counts them all.
"""

from __future__ import annotations

from django.db import connections
from django.db.models import Count, Max, Min, Q
from django.db.models.expressions import RawSQL

from docmgr.documents.models import Document
from docmgr.documents.querysets import DocumentQuerySet
from docmgr.documents.text import terms

RUN = 3
# A word of one or two characters begins so many trigrams that asking for all of them costs more than reading the texts.
MOST_GRAMS = 2000
# Looked at to tell how common a word is, spread over all documents; fewer say too little. Some milliseconds.
SAMPLE, FEWEST = 200, 50
# A word that so large a share of them holds is looked for in the texts themselves.
COMMON = 1 / 8
_LAST = "\U0010ffff"


def search(documents: DocumentQuerySet, text: str) -> DocumentQuerySet:
    """Those that hold every word of ``text`` in their name, values or pages; part of a word is enough."""
    narrow = _on_sqlite if connections[documents.db].vendor == "sqlite" else _on_postgresql
    asked = terms(text)
    common = _common(documents.db, asked)
    for term in asked:
        documents = documents.filter(search_text__contains=term) if term in common else narrow(documents, term)
    return documents


def _common(database: str, asked: list[str]) -> set[str]:
    """The words that many documents hold, by a sample of all of them, whoever may see them."""
    everything = Document.objects.using(database).order_by()
    ends = everything.aggregate(first=Min("pk"), last=Max("pk")) if asked else {}
    if not ends.get("first"):
        return set()
    spread = range(ends["first"], ends["last"] + 1, max(1, (ends["last"] - ends["first"]) // SAMPLE))
    held = {f"word{n}": Count("pk", filter=Q(search_text__contains=term)) for n, term in enumerate(asked)}
    found = everything.filter(pk__in=spread).aggregate(looked_at=Count("pk"), **held)
    if found["looked_at"] < FEWEST:
        return set()
    return {term for n, term in enumerate(asked) if found[f"word{n}"] >= COMMON * found["looked_at"]}


def _on_sqlite(documents: DocumentQuerySet, term: str) -> DocumentQuerySet:
    asked = [term] if len(term) >= RUN else _grams_that_begin(documents.db, term)
    if asked is None:
        return documents.filter(search_text__contains=term)
    if not asked:
        return documents.none()
    phrases = " OR ".join('"{}"'.format(gram.replace('"', '""')) for gram in asked)
    return documents.filter(pk__in=RawSQL(
        "SELECT rowid FROM documents_search WHERE documents_search MATCH %s", [phrases]))


def _grams_that_begin(database: str, term: str) -> list[str] | None:
    """None where there are too many."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT term FROM documents_search_grams WHERE term >= %s AND term < %s LIMIT %s",
                       [term, term + _LAST, MOST_GRAMS + 1])
        found = [row[0] for row in cursor.fetchall()]
    return None if len(found) > MOST_GRAMS else found


def _on_postgresql(documents: DocumentQuerySet, term: str) -> DocumentQuerySet:
    """The index says which may hold the word: its runs may stand apart."""
    grams = [term[n:n + RUN] for n in range(len(term) - RUN + 1)]
    if len(term) == RUN - 1 and not term.isascii():
        grams = [term]
    if grams:
        documents = documents.filter(pk__in=RawSQL(
            "SELECT documents_having(%s::text[])", [sorted(set(grams))]))
    return documents.filter(search_text__contains=term)
