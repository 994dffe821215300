"""The gold set of a type, for programs: labelled documents are handed in, labels that deserve a look are settled."""

from __future__ import annotations

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.parsers import JSONParser
from docmgr.api.permissions import holds
from docmgr.doctypes.selectors import get_type
from docmgr.evaluation import labels, relabelling
from docmgr.pipeline.rehearsals.gold_import import import_zip
from docmgr.review import opening

MOST_LABELS = 200


class GoldSet(APIView):
    permission_classes = [holds(Act.MANAGE_LEARNING)]
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="doctypes_gold", request=serializers.GoldArchive, responses=serializers.GoldImported)
    def post(self, request: Request, key: str) -> Response:
        """Put labelled documents into the gold set: what they hold is known, and nothing is ever learned from them.

        422 for an archive or a gold file that cannot be used, with the lines or rows that are wrong; then nothing of it
        is taken.
        """
        doc_type, form = get_type(key), serializers.GoldArchive(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(asdict(import_zip(form.validated_data["file"], doc_type, by=request.user)))


class LabelList(APIView):
    permission_classes = [holds(Act.MANAGE_GOLD)]

    @extend_schema(operation_id="doctypes_labels", responses=serializers.LabelIssues)
    def get(self, request: Request, key: str) -> Response:
        """Gold labels that deserve a look: the engine read another value on the page, surely or nearly like the label.

        Only of documents whose values this person reads in clear.
        """
        doc_type = get_type(key)
        standing = labels.standing(request.user, doc_type)
        issues = list(labels.open_issues(request.user, doc_type)[:MOST_LABELS])
        opening.note_each([i.member.document for i in issues], by=request.user, through=opening.Through.API)
        return Response(serializers.LabelIssues({
            "run": standing.run.pk if standing.run else None, "open": standing.open, "hidden": standing.hidden,
            "changed": standing.changed, "issues": issues}).data)


class LabelView(APIView):
    permission_classes = [holds(Act.MANAGE_GOLD)]
    parser_classes = [JSONParser]

    @extend_schema(operation_id="doctypes_label", request=serializers.LabelVerdict, responses=serializers.LabelIssueRow)
    def post(self, request: Request, key: str, pk: int) -> Response:
        """Say what a label is. Figures that were measured stay; the next measurement goes by the new label. 409 where
        somebody else was faster."""
        issue = labels.get(request.user, get_type(key), pk)
        form = serializers.LabelVerdict(data=request.data)
        form.is_valid(raise_exception=True)
        relabelling.settle(issue, by=request.user, **form.validated_data)
        return Response(serializers.LabelIssueRow(issue).data)
