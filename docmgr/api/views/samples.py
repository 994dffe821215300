"""Error samples for programs."""

from __future__ import annotations

import tempfile

from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.core import clock
from docmgr.training.export import write_zip


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
        """
        query = serializers.SampleQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        chosen = query.chosen()
        archive = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - FileResponse closes it
        asked = query.validated_data
        write_zip(chosen, archive, request.user, kind=asked["kind"], everything=asked["scope"] == "everything",
                  masked=asked["masked"])
        archive.seek(0)
        return FileResponse(
            archive, as_attachment=True, content_type="application/zip", headers={"Cache-Control": "private, no-store"},
            filename=f"samples-{timezone.localtime(clock.now()):%Y%m%d-%H%M}.zip")
