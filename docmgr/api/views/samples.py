"""Error samples for programs."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.core.guarded import GUARD
from docmgr.training.exports.export import archive


class SampleExport(APIView):
    permission_classes = [holds(Act.EXPORT_ERROR_SAMPLES)]

    @extend_schema(
        operation_id="error_samples_export", parameters=[serializers.SampleQuery],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """A ZIP in one of the formats; the plain one holds samples.jsonl with before and after, crops and pages.

        Parted into training and validation by layout. Recorded in the audit log.
        Sensitive values are starred out and covered in the pictures, unless ``masked=false`` asks for them.
        It is made while you wait, and a hundred documents with their pages may take a minute: one of more documents
        than the installation allows (100) is refused with 422 (``export_too_large``). POST /error-samples/exports has a
        worker make it.
        """
        query = serializers.SampleQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        made, name = archive(query.chosen(), request.user, **query.choice())
        return FileResponse(made, as_attachment=True, filename=name, content_type="application/zip", headers=GUARD)
