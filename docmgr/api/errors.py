"""Every refusal of the API has one shape: {"code", "message", "details"?} in the caller's language."""

from __future__ import annotations

from typing import Any

from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from docmgr.core.exceptions import DocmgrError


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The handler that REST framework calls; None lets a real bug become a 500."""
    if isinstance(error, DocmgrError):
        headers = {"Retry-After": "5"} if error.status == status.HTTP_503_SERVICE_UNAVAILABLE else None
        return Response({"code": error.code, "message": str(error.message)}, status=error.status, headers=headers)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _shaped(error, response.data)
    return response


def _shaped(error: Exception, data: Any) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        return {"code": "invalid", "message": str(exceptions.ValidationError.default_detail), "details": data}
    if isinstance(error, exceptions.APIException):
        return {"code": error.get_codes(), "message": str(error.detail)}
    return {"code": "not_found" if response_is_missing(data) else "refused", "message": str(data.get("detail", ""))}


def response_is_missing(data: Any) -> bool:
    detail = data.get("detail") if isinstance(data, dict) else None
    return getattr(detail, "code", "") == "not_found"
