"""The gold set of a type, for programs: labelled documents are handed in."""

from __future__ import annotations

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.doctypes.selectors import get_type
from docmgr.pipeline.rehearsals.gold_import import import_zip


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
