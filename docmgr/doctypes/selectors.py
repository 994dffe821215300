"""Reading document types: for pages, for the upload form, for the engine."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from docmgr.core.exceptions import NotThere
from docmgr.core.strict_json import UNKEEPABLE
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion

_LONGEST = 80  # of a name that a sentence repeats


def all_types() -> QuerySet[DocumentType]:
    """Every type with its live version and what the list page counts. One query."""
    fields = FieldDefinition.objects.filter(version=OuterRef("live")).order_by().values("version")
    drafts = TypeVersion.objects.filter(doc_type=OuterRef("pk"), state=TypeVersion.State.DRAFT)
    return DocumentType.objects.select_related("live").annotate(
        document_count=Count("documents"), drafts=Exists(drafts),
        field_count=Coalesce(Subquery(fields.annotate(n=Count("pk")).values("n")), 0),
    ).order_by("key")


def live_types() -> QuerySet[DocumentType]:
    """Types a person may choose and the engine may recognise."""
    return DocumentType.objects.filter(active=True, live__isnull=False).select_related("live").order_by("key")


def live_versions() -> QuerySet[TypeVersion]:
    """The live version of each of them, with its fields."""
    live = TypeVersion.objects.filter(pk__in=live_types().values("live"))
    return live.select_related("doc_type").prefetch_related("fields").order_by("doc_type__key")


def live_definitions() -> list[dict[str, Any]]:
    """Definitions of all live types, as the engine wants them."""
    return [v.definition() for v in live_versions()]


def find_type(key: str) -> DocumentType | None:
    return None if "\0" in key else DocumentType.objects.select_related("live").filter(key=key).first()


def no_such_type(key: str) -> str:
    """The sentence for somebody who named a type that there is not."""
    return _("There is no document type “%(key)s”.") % {"key": UNKEEPABLE.sub("�", key)[:_LONGEST]}


def get_type(key: str) -> DocumentType:
    """Raises NotThere."""
    found = find_type(key)
    if found is None:
        raise NotThere
    return found


def get_version(doc_type: DocumentType, number: int) -> TypeVersion:
    """Raises NotThere."""
    found = doc_type.versions.filter(number=number).prefetch_related("fields").first()
    if found is None:
        raise NotThere
    return found


def find_draft(doc_type: DocumentType) -> TypeVersion | None:
    return doc_type.versions.filter(state=TypeVersion.State.DRAFT).prefetch_related("fields").first()


def get_draft(doc_type: DocumentType) -> TypeVersion:
    """Raises NotThere where nobody is editing the type."""
    found = find_draft(doc_type)
    if found is None:
        raise NotThere
    return found
