"""What belongs to a document beside its fields: its text, the uploaded file, the pictures of its pages."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import handed_out, present, serializers
from docmgr.api.permissions import holds
from docmgr.core.guarded import GUARD
from docmgr.documents import selectors
from docmgr.review import covering, opening
from docmgr.review.opening import Through
from docmgr.review.searchable import searchable_pdf


class DocumentText(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_text", responses=serializers.DocumentText)
    def get(self, request: Request, pk: int) -> Response:
        """All text that was read, by page and line with boxes; sensitive values covered where they are masked."""
        document = opening.found(request.user, pk, through=Through.API)
        handed_out.note(document, by=request.user)
        return Response(present.text(document, request.user))


class DocumentFile(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The uploaded file, byte for byte, for those who may read all of it. Recorded in the audit log."""
        document, stream = opening.original(request.user, pk, through=Through.API)
        return FileResponse(
            stream, as_attachment=True, filename=document.name, content_type="application/octet-stream", headers=GUARD)


class DocumentSearchable(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_searchable", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """A PDF that can be searched and copied from: pictures of the pages with the recognised words behind them, and
        a PDF with a text layer as it was uploaded. Where sensitive values are masked for the caller, neither its
        pictures nor its words hold them. Recorded in the audit log."""
        document = opening.found(request.user, pk, through=Through.API)
        pieces = searchable_pdf(request.user, document)
        handed_out.note(document, by=request.user)
        return StreamingHttpResponse(pieces, content_type="application/pdf", headers=GUARD)


class PageImage(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_page_image", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, number: int) -> HttpResponseBase:
        """The picture of a page as the reader saw it, at most 2,000 pixels long. Pages count from 1.

        Where sensitive values are masked for the caller, drawn anew with nothing but words that are none.
        """
        page = selectors.pictured(opening.opened(request.user, pk, through=Through.API), number)
        return HttpResponse(covering.picture(request.user, page), content_type="image/jpeg", headers=GUARD)
