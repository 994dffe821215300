"""Documents for programs: hand one in, wait for it, find it, read its fields."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import handed_out, idempotency, present, serializers, waiting
from docmgr.api.concurrency import etag
from docmgr.api.permissions import holds
from docmgr.core.paging import BoundedPaginator
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ
from docmgr.documents.storage import TooLarge
from docmgr.pipeline import flow
from docmgr.pipeline.flow import Submission
from docmgr.review import finding, opening
from docmgr.review.disclosure import veiled
from docmgr.review.opening import Through

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="The same key with the same file within 24 hours makes no second document.")
# What a form may hold beside the file.
_ENVELOPE_BYTES = 64 * 1024


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_paginated_response(self, data: Any) -> Response:
        answer = super().get_paginated_response(data)
        answer.data["more"] = getattr(self.page.paginator, "more", False)  # type: ignore[union-attr]
        return answer


class PagesOfASearch(Pages):
    django_paginator_class = BoundedPaginator


class DocumentList(APIView):
    permission_classes = [holds(Act.UPLOAD)]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="documents_list", parameters=[serializers.ListQuery], responses=serializers.DocumentPage)
    def get(self, request: Request) -> Response:
        """Documents that the caller may see, newest first.

        A search (``q``) is counted up to 1,000 matches, and behind them there are no pages: ``more`` says that there
        is something left, which another word, a date or a type brings into reach. Without ``q`` all are counted.
        """
        query = serializers.ListQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        rows = finding.documents_for(request.user, query.filters())
        pages = PagesOfASearch() if query.validated_data.get("q") else Pages()
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response([present.summary(d) for d in veiled(request.user, page or [])])

    @extend_schema(
        operation_id="documents_create", parameters=[serializers.WaitQuery, IDEMPOTENCY_KEY],
        request=serializers.Upload, responses={202: serializers.DocumentCreated, 200: serializers.DocumentCreated},
    )
    def post(self, request: Request) -> Response:
        """Hand in a file. 202 with its number and status; 200 with the result where ``wait`` was long enough."""
        _refuse_early(request)
        wait = _wait(request)
        form = serializers.Upload(data=request.data)
        form.is_valid(raise_exception=True)
        outcome = self._submit(request, form)
        earlier = outcome.submission.duplicate_of
        document = waiting.once_read(outcome.submission.document, seconds=wait, by=request.user)
        handed_out.note(document, by=request.user)
        body = {**present.detail(document, request.user), "duplicate_of": earlier.pk if earlier else None}
        return Response(
            body, headers=_headers(document, replayed=outcome.replayed),
            status=status.HTTP_202_ACCEPTED if document.status in BEING_READ else status.HTTP_200_OK)

    def _submit(self, request: Request, form: serializers.Upload) -> idempotency.Outcome:
        upload, doc_type = form.validated_data["file"], form.validated_data.get("doc_type")

        def submit(adopt: bool) -> Submission:
            upload.seek(0)
            return flow.submit(
                stream=upload, name=upload.name, owner=request.user, doc_type=doc_type, once=adopt)

        key = request.headers.get("Idempotency-Key", "")
        return idempotency.once(key, user=request.user, file=upload, submit=submit)


class DocumentDetail(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(
        operation_id="documents_retrieve", parameters=[serializers.WaitQuery], responses=serializers.DocumentDetail)
    def get(self, request: Request, pk: int) -> Response:
        """Status and fields, each with confidence, page, box and source."""
        wait = _wait(request)
        document = opening.found(request.user, pk, through=Through.API)
        document = waiting.once_read(document, seconds=wait, by=request.user)
        handed_out.note(document, by=request.user)
        return Response(present.detail(document, request.user), headers={"ETag": etag(document)})


def _refuse_early(request: Request) -> None:
    """By the announced length, before a byte of a file that is too large is read. Raises TooLarge."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > settings.UPLOAD_MAX_BYTES + _ENVELOPE_BYTES:
        raise TooLarge


def _wait(request: Request) -> float:
    query = serializers.WaitQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    return query.validated_data["wait"]


def _headers(document: Document, *, replayed: bool) -> dict[str, str]:
    headers = {"Location": reverse("api:document", args=[document.pk]), "ETag": etag(document)}
    return {**headers, "Idempotent-Replayed": "true"} if replayed else headers
