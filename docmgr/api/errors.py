"""Every refusal of the API has one shape: {"code", "message", "details"?} in the caller's language.

400: the request itself is malformed. 401: who are you. 403: your role may not. 404: not there, or not for you.
409: somebody was faster. 412: If-Match named an older state. 413, 415: too large, wrong kind of body.
422: understood, but it cannot be done. 429: too many tries. 503: a service is down, try again.
"""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from docmgr.core import faults
from docmgr.core.exceptions import Conflict, DocmgrError, Invalid, NotThere

RETRY_SECONDS = {status.HTTP_429_TOO_MANY_REQUESTS: 60, status.HTTP_503_SERVICE_UNAVAILABLE: 5}


class Outdated(Conflict):
    status = status.HTTP_412_PRECONDITION_FAILED
    code = "precondition_failed"


class BeingHandledAlready(Conflict):
    code = "in_progress"
    message = _("A request with the same Idempotency-Key is being handled right now. Try again in a moment.")


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The handler that REST framework calls; None lets a real bug become a 500."""
    if isinstance(error, Http404):
        error = NotThere()
    error = faults.named(error)
    if isinstance(error, SuspiciousOperation):  # too many parts or too large ones: Django would answer with a page
        error = DocmgrError()
    if isinstance(error, DocmgrError):
        return _ours(error)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _shaped(error, response.data)
    return response


def _ours(error: DocmgrError) -> Response:
    body: dict[str, Any] = {"code": error.code, "message": str(error.message)}
    if error.params:
        body["details"] = error.params
    wait = RETRY_SECONDS.get(error.status, 1 if isinstance(error, BeingHandledAlready) else 0)
    headers = {"Retry-After": str(wait)} if wait else {}
    if error.status == status.HTTP_401_UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Token"
    return Response(body, status=error.status, headers=headers)


def _shaped(error: Exception, data: Any) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        return {"code": Invalid.code, "message": str(Invalid.message), "details": data}
    if isinstance(error, exceptions.ParseError):
        return {"code": error.get_codes(), "message": _unreadable(error.__context__)}
    if isinstance(error, exceptions.APIException):
        return {"code": error.get_codes(), "message": str(error.detail)}
    detail = data["detail"]
    return {"code": getattr(detail, "code", "refused"), "message": str(detail)}


def _unreadable(cause: BaseException | None) -> str:
    """REST framework has these sentences in English only. Where JSON breaks off is told; what stands there is not."""
    if isinstance(cause, JSONDecodeError):
        return str(_("The body is not valid JSON: line %(line)d, column %(column)d.")) % {
            "line": cause.lineno, "column": cause.colno}
    return str(_("The body cannot be read as what its Content-Type says."))
