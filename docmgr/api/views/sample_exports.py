"""Exports of error samples that a worker makes, for programs."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.core.guarded import GUARD
from docmgr.training.background import job_words, jobs
from docmgr.training.exports import exporting
from docmgr.training.models import Job

STATE = {200: serializers.SampleExportState, 202: serializers.SampleExportState}


class SampleExports(APIView):
    permission_classes = [holds(Act.EXPORT_ERROR_SAMPLES)]

    @extend_schema(operation_id="error_samples_export_start", parameters=[serializers.SampleQuery], request=None,
                   responses={202: serializers.SampleExportState})
    def post(self, request: Request) -> Response:
        """Have a worker make a ZIP, however many documents it takes; the parameters are those of the export above.

        Exported is what there is now. One at a time for each person: while it is open another one is refused with 409
        (``export_under_way``), and the same one answers again. Recorded in the audit log.
        """
        query = serializers.SampleQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        return _told(exporting.start(query.chosen(), request.user, **query.choice()))


class SampleExportJob(APIView):
    permission_classes = [holds(Act.EXPORT_ERROR_SAMPLES)]

    @extend_schema(operation_id="error_samples_export_state", responses=STATE)
    def get(self, request: Request, pk: int) -> Response:
        """How far an own export is (202), and where it lies once it has ended (200)."""
        return _told(exporting.get(request.user, pk))

    @extend_schema(operation_id="error_samples_export_cancel", responses=STATE)
    def delete(self, request: Request, pk: int) -> Response:
        """End it: at once where it waits (200), within seconds where it is being made (202)."""
        jobs.cancel(exporting.get(request.user, pk), by=request.user)
        return _told(exporting.get(request.user, pk))


class SampleExportFile(APIView):
    permission_classes = [holds(Act.EXPORT_ERROR_SAMPLES)]

    @extend_schema(operation_id="error_samples_export_file",
                   responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The ZIP, for whoever asked for it. Recorded in the audit log; 404 after some hours (``until``)."""
        file, name = exporting.taken(request.user, job=pk)
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip", headers=GUARD)


def _told(job: Job) -> Response:
    made = exporting.made_by(job)
    body = {
        "job": job.pk, "state": job.state, "done": job.done, "total": job.total,
        "message": job_words.stage(job) if job.is_open else job_words.sentence(job),
        "samples": made.samples if made else None, "sha256": made.sha256 if made else None,
        "file": reverse("api:sample_export_file", args=[job.pk]) if made else None,
        "until": exporting.until(made) if made else None}
    if not job.is_open:
        return Response(body)
    where = {"Location": reverse("api:sample_export_job", args=[job.pk])}
    return Response(body, status=status.HTTP_202_ACCEPTED, headers=where)
