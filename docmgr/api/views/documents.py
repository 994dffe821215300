"""Documents for programs: hand one in, wait for it, read its fields and its text."""

from __future__ import annotations

import time
from typing import Any

from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import present, serializers
from docmgr.api.permissions import holds
from docmgr.core.exceptions import Invalid
from docmgr.doctypes import selectors as types
from docmgr.documents import selectors, storage
from docmgr.documents.models import Document
from docmgr.pipeline import flow

LONGEST_WAIT = 60.0
LOOK_EVERY = 0.25
WAIT = OpenApiParameter(
    "wait", OpenApiTypes.NUMBER, description="Seconds (at most 60) to wait for the result before answering.")


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 200


class DocumentList(APIView):
    permission_classes = [holds(Act.UPLOAD)]
    parser_classes = [MultiPartParser, FormParser]

    @extend_schema(
        operation_id="documents_list", parameters=[serializers.ListQuery],
        responses=serializers.DocumentSummary(many=True),
    )
    def get(self, request: Request) -> Response:
        """Documents that the caller may see, newest first."""
        query = serializers.ListQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        rows = selectors.documents_for(request.user, query.filters())
        pages = Pages()
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response([present.summary(d) for d in page or []])

    @extend_schema(
        operation_id="documents_create", parameters=[WAIT], request=serializers.Upload,
        responses={202: serializers.DocumentDetail, 200: serializers.DocumentDetail},
    )
    def post(self, request: Request) -> Response:
        """Hand in a file. 202 with its number and status; 200 with the result where ``wait`` was long enough."""
        form = serializers.Upload(data=request.data)
        form.is_valid(raise_exception=True)
        upload, key = form.validated_data["file"], form.validated_data.get("doc_type")
        wait = _seconds(request)
        submission = flow.submit(
            stream=upload, name=upload.name, owner=request.user, doc_type=types.get_type(key) if key else None)
        document = _waited_for(submission.document, wait)
        earlier = submission.duplicate_of
        body = {**present.detail(document), "duplicate_of": earlier.pk if earlier else None}
        code = status.HTTP_202_ACCEPTED if document.status in present.UNDERWAY else status.HTTP_200_OK
        return Response(body, status=code, headers={"Location": f"/api/v1/documents/{document.pk}"})


class DocumentDetail(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_retrieve", parameters=[WAIT], responses=serializers.DocumentDetail)
    def get(self, request: Request, pk: int) -> Response:
        """Status and fields, each with confidence, page, box and source."""
        document = _waited_for(selectors.get_visible(request.user, pk), _seconds(request))
        return Response(present.detail(document), headers={"ETag": f'"{document.revision}"'})


class DocumentText(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_text", responses=serializers.DocumentText)
    def get(self, request: Request, pk: int) -> Response:
        """All text that was read, by page and line with boxes."""
        return Response(present.text(selectors.get_visible(request.user, pk)))


class DocumentFile(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The uploaded file, byte for byte."""
        document = selectors.get_visible(request.user, pk)
        return FileResponse(
            storage.open_blob(document.blob), as_attachment=True, filename=document.name,
            content_type="application/octet-stream",
            headers={"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store"},
        )


def _seconds(request: Request) -> float:
    raw: Any = request.query_params.get("wait", "0")
    try:
        wait = float(raw)
    except ValueError:
        raise Invalid("wait: a number of seconds") from None
    return max(0.0, min(wait, LONGEST_WAIT)) if wait == wait else 0.0


def _waited_for(document: Document, seconds: float) -> Document:
    """The document as it is once the engine is done with it, or when the time is up."""
    until = time.monotonic() + seconds
    while document.status in present.UNDERWAY and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
        document.refresh_from_db()
    return document
