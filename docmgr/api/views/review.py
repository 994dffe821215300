"""What a reviewer does, for programs: correct, confirm, approve, reject, open again, split."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import present, serializers
from docmgr.api.concurrency import etag, expected_revision
from docmgr.api.parsers import JSONParser
from docmgr.api.permissions import holds
from docmgr.doctypes.selectors import get_type
from docmgr.documents import selectors
from docmgr.documents.models import Document
from docmgr.documents.splitting import Piece
from docmgr.pipeline import flow, splitting
from docmgr.review import deciding
from docmgr.review.models import Correction

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="The ETag of the document as it was read; 412 where it has changed since.")


class ReviewView(APIView):
    permission_classes = [holds(Act.REVIEW)]
    parser_classes = [JSONParser]

    def answer(self, document: Document) -> Response:
        fresh = selectors.get_visible(self.request.user, document.pk)
        return Response(present.detail(fresh, self.request.user), headers={"ETag": etag(fresh)})


class FieldView(ReviewView):
    @extend_schema(
        operation_id="documents_correct_field", parameters=[IF_MATCH], request=serializers.FieldChange,
        responses=serializers.DocumentDetail)
    def patch(self, request: Request, pk: int, key: str) -> Response:
        """Change, confirm or clear one field. The engine's value is kept beside the correction."""
        document = selectors.get_visible(request.user, pk)
        change = _valid(serializers.FieldChange, request)
        deciding.decide(
            document, by=request.user, revision=expected_revision(request, change, document), key=key,
            index=change["index"], kind=_kind(change), value=change.get("value", ""), page=change["page"],
            box=change["box"],
        )
        return self.answer(document)


class ApproveView(ReviewView):
    @extend_schema(
        operation_id="documents_approve", parameters=[IF_MATCH], request=serializers.Approval,
        responses=serializers.DocumentDetail)
    def post(self, request: Request, pk: int) -> Response:
        """Accept the document with the values it has now; with ``with_errors`` although some are known to be wrong."""
        document = selectors.get_visible(request.user, pk)
        decision = _valid(serializers.Approval, request)
        revision = expected_revision(request, decision, document)
        if decision["with_errors"]:
            flow.approve_with_errors(document, actor=request.user, revision=revision, reason=decision["reason"])
        else:
            flow.approve(document, actor=request.user, revision=revision)
        return self.answer(document)


class RejectView(ReviewView):
    @extend_schema(
        operation_id="documents_reject", parameters=[IF_MATCH], request=serializers.Rejection,
        responses=serializers.DocumentDetail)
    def post(self, request: Request, pk: int) -> Response:
        """Refuse the document, with a reason that its owner will read."""
        document = selectors.get_visible(request.user, pk)
        decision = _valid(serializers.Rejection, request)
        flow.reject(
            document, actor=request.user, revision=expected_revision(request, decision, document),
            reason=decision["reason"])
        return self.answer(document)


class SplitView(ReviewView):
    @extend_schema(
        operation_id="documents_split", parameters=[IF_MATCH], request=serializers.Splitting,
        responses=serializers.DocumentDetail)
    def post(self, request: Request, pk: int) -> Response:
        """Make several documents of one: of a PDF or a TIFF in review, postponed or at a second look.

        The parts keep whoever handed it in and their department, and are read like any upload; ``parts`` names them.
        The document itself becomes ``split``. 422 with the reason where the pages do not add up or cannot be cut.
        """
        document = selectors.get_visible(request.user, pk)
        wanted = _valid(serializers.Splitting, request)
        splitting.split(
            document, actor=request.user, revision=expected_revision(request, wanted, document),
            pieces=[_piece(part) for part in wanted["parts"]])
        return self.answer(document)


class RejoinView(ReviewView):
    @extend_schema(
        operation_id="documents_rejoin", parameters=[IF_MATCH], request=serializers.Decision,
        responses=serializers.DocumentDetail)
    def post(self, request: Request, pk: int) -> Response:
        """Undo splitting: the document is in review again and its parts are ``withdrawn``. 409 where one of them is
        decided on, or another reviewer has it."""
        document = selectors.get_visible(request.user, pk)
        wanted = _valid(serializers.Decision, request)
        splitting.undo(document, actor=request.user, revision=expected_revision(request, wanted, document))
        return self.answer(document)


class ReopenView(ReviewView):
    permission_classes = [holds(Act.REOPEN)]

    @extend_schema(
        operation_id="documents_reopen", parameters=[IF_MATCH], request=serializers.Reopening,
        responses=serializers.DocumentDetail)
    def post(self, request: Request, pk: int) -> Response:
        """Take the decision on a document back: it is in review again, with its values.

        Whoever decided may do so for a limited time, an administrator always. What was learned from it is forgotten. A
        program that holds the result learns of it by the status, and by the revision, which grows.
        """
        document = selectors.get_visible(request.user, pk)
        decision = _valid(serializers.Reopening, request)
        flow.reopen(document, actor=request.user, revision=expected_revision(request, decision, document),
                    reason=decision["reason"])
        return self.answer(document)


def _valid(serializer: type, request: Request) -> dict[str, Any]:
    form = serializer(data=request.data)
    form.is_valid(raise_exception=True)
    return form.validated_data


def _piece(part: dict[str, Any]) -> Piece:
    return Piece(
        first=part["first"], last=part.get("last", part["first"]), left_out=part["left_out"],
        attachments=part["attachments"], doc_type=get_type(part["doc_type"]) if part["doc_type"] else None)


def _kind(change: dict[str, Any]) -> str:
    if change.get("absent"):
        return Correction.Kind.ABSENT
    if change.get("undo"):
        return Correction.Kind.UNDO
    return Correction.Kind.CONFIRM if change.get("confirm") else Correction.Kind.CHANGE
