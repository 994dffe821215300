"""Comments on a document, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.parsers import JSONParser
from docmgr.api.permissions import holds
from docmgr.documents import selectors
from docmgr.review import comments, opening
from docmgr.review.opening import Through
from docmgr.review.threads import Said, thread


class Comments(APIView):
    permission_classes = [holds(Act.UPLOAD)]
    parser_classes = [JSONParser]

    @extend_schema(operation_id="documents_comments", responses=serializers.Comment(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """All comments on a document, oldest first.

        Those that are new to the caller stay so until a page shows them. Whoever sees sensitive values masked reads
        comments without these; one that may say what is sensitive comes with ``hidden`` and no text.
        """
        document = opening.opened(request.user, pk, through=Through.API)
        return Response([_told(said) for said in thread(document, request.user)])

    @extend_schema(
        operation_id="documents_comment", request=serializers.CommentWritten, responses={201: serializers.Comment})
    def post(self, request: Request, pk: int) -> Response:
        """Say something about a document, or about one of its fields. Its revision stays as it is."""
        document = selectors.get_visible(request.user, pk)
        form = serializers.CommentWritten(data=request.data)
        form.is_valid(raise_exception=True)
        made = comments.write(document, by=request.user, text=form.validated_data["text"],
                              key=form.validated_data["field"] or "")
        told = next(said for said in thread(document, request.user) if said.number == made.pk)
        return Response(_told(told), status=status.HTTP_201_CREATED)


class OneComment(APIView):
    permission_classes = [holds(Act.COMMENT)]

    @extend_schema(operation_id="documents_comment_take_back", responses={204: None})
    def delete(self, request: Request, pk: int, number: int) -> Response:
        """Take an own comment back: its text is gone for good, and the list goes on saying that there was one."""
        comments.take_back(selectors.get_visible(request.user, pk), number, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _told(said: Said) -> dict[str, Any]:
    return {"id": said.number, "by": said.username, "at": said.at, "text": said.text, "field": said.key or None,
            "mine": said.mine, "new": said.new, "taken_back": said.taken_back, "hidden": said.hidden}
