"""Changes to documents that are not steps of their life (those are in states.py)."""

from __future__ import annotations

import unicodedata

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Blob, Document
from docmgr.documents.text import folded

_NAME_LENGTH = 200


def create(*, blob: Blob, name: str, owner: User, doc_type: DocumentType | None = None) -> Document:
    """A new document in the owner's department. The name is for people only and never becomes a path."""
    require(owner, Act.UPLOAD)
    clean = clean_name(name)
    with transaction.atomic():
        document = Document.objects.create(
            blob=blob, name=clean, owner=owner, department_id=owner.department_id, doc_type=doc_type,
            type_chosen=doc_type is not None, search_text=folded(clean),
        )
        record(Action.DOCUMENT_UPLOADED, actor=owner, obj=document,
               after={"bytes": blob.size, "type": doc_type.key if doc_type else ""})
    return document


def cut_out(
    *, original: Document, blob: Blob, name: str, doc_type: DocumentType | None, by: User, pages: str,
) -> Document:
    """A document made of pages of another one, which was handed in by the same person for the same department."""
    clean = clean_name(name)
    with transaction.atomic():
        document = Document.objects.create(
            blob=blob, name=clean, owner_id=original.owner_id, department_id=original.department_id, doc_type=doc_type,
            type_chosen=doc_type is not None, search_text=folded(clean),
        )
        record(Action.DOCUMENT_CUT_OUT, actor=by, obj=document, after={
            "document": original.pk, "pages": pages, "bytes": blob.size, "type": doc_type.key if doc_type else ""})
    return document


def clean_name(name: str) -> str:
    """The last part of what the browser called the file, without control or direction-changing characters.

    A long one loses its middle, so that the ending stays readable.
    """
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip()
    if len(visible) > _NAME_LENGTH:
        visible = f"{visible[:_NAME_LENGTH - 41]}…{visible[-40:]}"
    return visible or "-"
