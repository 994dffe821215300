"""The search as somebody may use it: what is masked for them is not found in the names of files either.

``documents.selectors`` finds a colleague's document with sensitive fields by its name alone. A name may hold the very
value that is sensitive; it is shown without it, and found only by what is shown.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.documents import selectors
from docmgr.documents.models import Document
from docmgr.documents.selectors import Filters
from docmgr.documents.text import folded, terms
from docmgr.extraction.models import FieldValue
from docmgr.review.disclosure import shown_many
from docmgr.review.models import Correction

# Names that are looked at closely, the newest first: about a millisecond each. More of them are not found.
MOST = 1000
_AT_ONCE = 100


def documents_for(user: User, filters: Filters) -> QuerySet[Document]:
    rows = selectors.documents_for(user, filters)
    words = terms(filters.text)
    if not words or may(user, Act.REVIEW) or not user.shares_department:
        return rows
    named = _suspected(rows.exclude(owner=user), words)
    return rows.exclude(pk__in=_given_away(user, named, words)) if named else rows


def _suspected(rows: QuerySet[Document], words: list[str]) -> list[int]:
    """Of which documents a word that was searched for could be a secret: a value holds it, or it has figures, which may
    be written in another way."""
    if any(c.isdecimal() for word in words for c in word):
        return list(rows.values_list("pk", flat=True))
    held, said = Q(), Q()
    for word in words:
        held |= Q(value__icontains=word) | Q(raw__icontains=word)
        said |= Q(before__icontains=word) | Q(after__icontains=word) | Q(raw__icontains=word)
    return list(rows.filter(
        Exists(FieldValue.objects.filter(held, run__document=OuterRef("pk")).order_by())
        | Exists(Correction.objects.filter(said, document=OuterRef("pk")).order_by())).values_list("pk", flat=True))


def _given_away(user: User, numbers: list[int], words: list[str]) -> set[int]:
    """Those that would be found by what their names are shown without."""
    hidden = set(numbers[MOST:])
    for start in range(0, min(len(numbers), MOST), _AT_ONCE):
        some = Document.objects.filter(pk__in=numbers[start:start + _AT_ONCE]).only("name", "owner")
        chosen = {document.pk: document for document in some}
        for pk, shown in shown_many(user, chosen.values()).items():
            name = folded(shown.text(chosen[pk].name))
            if shown.hidden and not all(word in name for word in words):
                hidden.add(pk)
    return hidden
