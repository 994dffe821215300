"""Finding documents by parts of their words, by the index of ``search_index``."""

from __future__ import annotations

from django.db import connections
from django.db.models.expressions import RawSQL

from docmgr.documents.querysets import DocumentQuerySet
from docmgr.documents.text import terms

RUN = 3
# A word of one or two characters begins so many trigrams that asking for all of them costs more than reading the texts.
MOST_GRAMS = 2000
_LAST = "\U0010ffff"


def search(documents: DocumentQuerySet, text: str) -> DocumentQuerySet:
    """Those that hold every word of ``text`` in their name, values or pages; part of a word is enough."""
    narrow = _on_sqlite if connections[documents.db].vendor == "sqlite" else _on_postgresql
    for term in terms(text):
        documents = narrow(documents, term)
    return documents


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
