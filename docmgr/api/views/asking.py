"""Asking a document something, for programs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.documents import selectors
from docmgr.extraction.messages import sentence
from docmgr.pipeline import asking
from docmgr.review import opening
from docmgr.review.opening import Through
from docmgr.training.background import job_words


class Ask(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_ask", request=serializers.Question,
                   responses={200: serializers.Answer, 202: serializers.Answer})
    def post(self, request: Request, pk: int) -> Response:
        """Find words or values, tables, Markdown, key clauses, a summary; with a model also translation and more.

        200 with the answer where the light reader gives it; 202 with a job where the model is asked. 422 with
        ``task_unavailable`` where no configured engine can do it: the message names those that could.
        """
        document = selectors.get_visible(request.user, pk)
        form = serializers.Question(data=request.data)
        form.is_valid(raise_exception=True)
        return _told(asking.ask(document, form.question(), by=request.user), pk)


class Answered(APIView):
    permission_classes = [holds(Act.UPLOAD)]

    @extend_schema(operation_id="documents_answer", responses={200: serializers.Answer, 202: serializers.Answer})
    def get(self, request: Request, pk: int, job: int) -> Response:
        """The answer of the model once it is there (200), else how it stands (202)."""
        document = opening.opened(request.user, pk, through=Through.API)
        return _told(asking.reply_of(document, job, by=request.user), pk)

    @extend_schema(operation_id="documents_answer_cancel", responses={200: serializers.Answer, 202: serializers.Answer})
    def delete(self, request: Request, pk: int, job: int) -> Response:
        """Take the question back: at once where it waits (200), within seconds where the model is at work (202)."""
        document = selectors.get_visible(request.user, pk)
        return _told(asking.cancel(document, job, by=request.user), pk)


def _told(reply: asking.Reply, pk: int) -> Response:
    job = reply.job
    answer: dict[str, Any] = reply.answer or {"pages": [], "issues": []}
    body = {
        "state": job.state if job else "done", "job": job.pk if job else None,
        "message": job_words.sentence(job) if job else "", "pages": answer["pages"],
        "issues": [{**issue, "message": sentence(issue["code"], issue["params"])} for issue in answer["issues"]]}
    if job and job.is_open:
        where = {"Location": reverse("api:document_answer", args=[pk, job.pk])}
        return Response(body, status=status.HTTP_202_ACCEPTED, headers=where)
    return Response(body)
