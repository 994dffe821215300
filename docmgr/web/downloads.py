"""Answers that carry files: named safely, never run by the browser, and recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core.guarded import GUARD
from docmgr.documents.models import Document
from docmgr.web.exporters import MEDIA

Response = TypeVar("Response", HttpResponse, FileResponse, StreamingHttpResponse)


def original_file(document: Document, stream: BinaryIO) -> FileResponse:
    """The bytes as they were uploaded, as an attachment."""
    response = FileResponse(stream, content_type=document.blob.media_type)
    response["Content-Length"] = str(document.blob.size)
    return _guarded(response, document.name)


def result_file(content: bytes, kind: str, name: str) -> HttpResponse:
    return _guarded(HttpResponse(content, content_type=MEDIA[kind]), f"{name}.{kind}")


def streamed(pieces: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    """A result that is made while it is sent."""
    stem = name.removesuffix(f".{kind}")
    return _guarded(StreamingHttpResponse(pieces, content_type=f"application/{kind}"), f"{stem}.{kind}")


def note_export(documents: Iterable[Document], user: User, kind: str) -> None:
    """One row for one document, one row for many: who took results out, in which form."""
    chosen = list(documents)
    if len(chosen) == 1:
        record(Action.DOCUMENT_EXPORTED, actor=user, obj=chosen[0], after={"format": kind})
    else:
        record(Action.DOCUMENTS_EXPORTED, actor=user,
               after={"format": kind, "count": len(chosen), "documents": [d.pk for d in chosen]})


def _guarded(response: Response, name: str) -> Response:
    response["Content-Disposition"] = content_disposition_header(True, name)
    for header, value in GUARD.items():
        response[header] = value
    return response
