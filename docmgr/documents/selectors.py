"""Finding documents. Everything starts from what the user may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.core import days
from docmgr.core.exceptions import NotThere
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Blob, Document, Page, Status
from docmgr.documents.querysets import DocumentQuerySet
from docmgr.documents.search import search
from docmgr.documents.text import terms

# What a list may be sorted by: name in the address → columns. The id makes the order total, so pages never overlap.
SORTS: dict[str, tuple[str, ...]] = {
    "-created": ("-id",),
    "created": ("id",),
    "name": ("name", "-id"),
    "-name": ("-name", "-id"),
    "status": ("status", "-id"),
    "-status": ("-status", "-id"),
    "type": ("doc_type__key", "-id"),
    "-type": ("-doc_type__key", "-id"),
    "pages": ("page_count", "-id"),
    "-pages": ("-page_count", "-id"),
    "flagged": ("flagged", "-id"),
    "-flagged": ("-flagged", "-id"),
    "updated": ("updated_at", "-id"),
    "-updated": ("-updated_at", "-id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    text: str = ""
    statuses: tuple[str, ...] = ()
    doc_type: str = ""
    since: date | None = None
    until: date | None = None
    mine: bool = False
    sort: str = "-created"
    owner: str = ""


def get_visible(user: User, pk: int) -> Document:
    """The document, or NotThere: one that the user may not see answers like one that never was."""
    try:
        return Document.objects.visible_to(user).select_related("owner", "doc_type__live", "blob").get(pk=pk)
    except Document.DoesNotExist:
        raise NotThere from None


def pictured(document: Document, number: int) -> Page:
    """The page of that number where there is a picture of it, with its document at hand. Raises NotThere."""
    page = document.pages.filter(number=number).exclude(image="").first()
    if page is None:
        raise NotThere
    page.document = document
    return page


def visible_among(user: User, numbers: Collection[int]) -> set[int]:
    """Those of the documents that the user may see; no query where none is asked for."""
    if not numbers:
        return set()
    return set(Document.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def documents_for(user: User, filters: Filters | None = None) -> QuerySet[Document]:
    filters = filters or Filters()
    rows = Document.objects.visible_to(user)
    if filters.mine:
        rows = rows.filter(owner=user)
    if filters.owner:
        rows = rows.filter(owner__username=filters.owner)
    if statuses := [s for s in filters.statuses if s in Status.values]:
        rows = rows.filter(status__in=statuses)
    else:
        rows = rows.exclude(status=Status.WITHDRAWN)  # as if they had never been
    if filters.doc_type:
        rows = rows.filter(doc_type__key=filters.doc_type)
    rows = rows.filter(**days.between("created_at", filters.since, filters.until))
    return _sorted(_found(rows, filters.text, user), filters.sort, user).for_list()


def _sorted(rows: DocumentQuerySet, sort: str, user: User) -> DocumentQuerySet:
    """A name may hold what is masked for somebody, who would learn it from where the document stands among names that
    they chose themselves: such documents stand together, the newest first, before all names or after them."""
    columns = SORTS.get(sort, SORTS["-created"])
    if columns[0].lstrip("-") != "name" or not _meets_masks(user):
        return rows.order_by(*columns)
    shown = Case(When(_clear_to(user), then="name"), default=Value(""))
    return rows.annotate(shown_name=shown).order_by(columns[0].replace("name", "shown_name"), *columns[1:])


def _found(rows: DocumentQuerySet, text: str, user: User) -> DocumentQuerySet:
    """Colleagues' documents whose type has sensitive fields are found by their names only: what is masked for somebody
    must not be found digit by digit either."""
    if not _meets_masks(user) or not terms(text):
        return search(rows, text)
    named = Q()
    for term in terms(text):
        named &= Q(name__icontains=term)
    return rows.filter(Q(pk__in=search(rows.filter(_clear_to(user)), text).values("pk")) | named)


def _meets_masks(user: User) -> bool:
    """Whether some of the documents that they see may be masked for them."""
    return not may(user, Act.REVIEW) and (may(user, Act.SEE_ALL_DOCUMENTS) or user.shares_department)


def _clear_to(user: User) -> Q:
    """Documents of which nothing is masked for a person who may not see what is sensitive."""
    secretive = DocumentType.objects.filter(versions__fields__sensitive=True)
    return Q(owner=user) | (Q(doc_type__isnull=False) & ~Q(doc_type__in=secretive))


def duplicates_of(document: Document, user: User) -> QuerySet[Document]:
    """Other documents with the very same bytes, of those that the user may see; oldest first. None that was taken back
    with the splitting that it came from."""
    return same_bytes(document.blob, user).exclude(pk=document.pk)


def same_bytes(blob: Blob, user: User) -> QuerySet[Document]:
    return Document.objects.visible_to(user).filter(blob=blob).exclude(status=Status.WITHDRAWN).order_by("id")
