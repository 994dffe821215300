"""Addresses that lead nowhere, answered in JSON like everything else here."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.core.exceptions import NotThere


@extend_schema(exclude=True)
class Missing(APIView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Whatever the method; but only whoever is known learns what is there and what is not."""
        super().initial(request, *args, **kwargs)
        raise NotThere

    def get(self, request: Request, rest: str) -> Response:
        raise NotThere
