"""The draft of a type, for programs: what stands against publishing it, reading the gold set with it, publishing."""

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
from docmgr.api.parsers import JSONParser
from docmgr.api.permissions import holds
from docmgr.doctypes import selectors
from docmgr.doctypes.models import TypeVersion
from docmgr.evaluation import gate
from docmgr.extraction.soundness import problems
from docmgr.pipeline import publishing
from docmgr.training.background import job_words


class DraftView(APIView):
    permission_classes = [holds(Act.MANAGE_TYPES)]
    parser_classes = [JSONParser]

    def draft(self, key: str) -> TypeVersion:
        return selectors.get_draft(selectors.get_type(key))


class Draft(DraftView):
    @extend_schema(operation_id="doctypes_draft", responses=serializers.Draft)
    def get(self, request: Request, key: str) -> Response:
        """The draft as it is saved: its problems, and what the gold set said of it. 404 where there is none."""
        return Response(_told(self.draft(key)))


class DraftCheck(DraftView):
    @extend_schema(operation_id="doctypes_draft_check", request=None, responses={202: serializers.Draft})
    def post(self, request: Request, key: str) -> Response:
        """Read the gold set with the draft in the background; ask for the draft again to see how far it is."""
        draft = self.draft(key)
        gate.ask(draft, by=request.user)
        return Response(_told(draft), status=status.HTTP_202_ACCEPTED,
                        headers={"Location": reverse("api:doctype_draft", args=[key])})


class DraftPublish(DraftView):
    @extend_schema(operation_id="doctypes_draft_publish", request=serializers.Publishing,
                   responses=serializers.Published)
    def post(self, request: Request, key: str) -> Response:
        """Make the draft the live version.

        409 while it is locked: ``gold_not_run`` where the gold set was not read with it as it is saved now,
        ``gold_regression`` where it loses more than the margin (``details.worse`` names the fields, "" is the whole).
        ``override`` with a reason publishes all the same and is kept in the audit log. 422 for problems of the draft.
        """
        form = serializers.Publishing(data=request.data)
        form.is_valid(raise_exception=True)
        draft, asked = self.draft(key), form.validated_data
        measured = publishing.publish(draft, by=request.user, revision=asked["revision"], note=asked["note"],
                                      override=asked["override"])
        return Response({"version": draft.number, "measured": measured})


def _told(draft: TypeVersion) -> dict[str, Any]:
    found = gate.gate_of(draft)
    check, job = found.check, found.job if found.job and (found.job.is_open or found.job.error_code) else None
    return {
        "version": draft.number, "revision": draft.revision, "problems": problems(draft.definition()),
        "locked": found.locked, "gold": found.gold,
        "check": {"documents": check.documents, "against": check.against.number, "fields": check.fields,
                  "worse": check.worse} if check else None,
        "job": {"state": job.state, "done": job.done, "total": job.total,
                "message": job_words.sentence(job)} if job else None}
