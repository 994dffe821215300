"""Document types for programs."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.doctypes import selectors


class DocTypeList(APIView):
    permission_classes = [holds(Act.SEE_TYPES)]

    @extend_schema(operation_id="doctypes_list", responses=serializers.DocType(many=True))
    def get(self, request: Request) -> Response:
        """The types in use, each with the fields of its live version."""
        return Response([{"version": v.number, **v.definition()} for v in selectors.live_versions()])
