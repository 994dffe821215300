"""The figures of the dashboard for programs."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts.roles import Act
from docmgr.api import serializers
from docmgr.api.permissions import holds
from docmgr.dashboard.figures import figures
from docmgr.dashboard.period import Period
from docmgr.doctypes.selectors import find_type


class DashboardView(APIView):
    permission_classes = [holds(Act.SEE_LEARNING)]

    @extend_schema(
        operation_id="dashboard", parameters=[serializers.DashboardQuery], responses=serializers.Dashboard)
    def get(self, request: Request) -> Response:
        """What came in, what became of it, how much of it was right, what waits. The figures of the page “Dashboard”.

        Field accuracy by field is told of one type only. ``waiting`` and ``promises`` are as of now, whatever the days.
        """
        query = serializers.DashboardQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        key = query.validated_data.get("doc_type", "")
        told = figures(request.user, Period.last(int(query.validated_data["days"])), find_type(key) if key else None)
        return Response(serializers.Dashboard(told).data)
