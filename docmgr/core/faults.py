"""What is told of faults that nobody here raised: of known ones a sentence, of a bug JSON for programs and a page for
people. Django has logged a bug by then, under the request's id."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

from docmgr.core import disk
from docmgr.core.exceptions import BodyTooLarge, DiskFull, DocmgrError

PROGRAMS = "/api/"


def named(error: Exception) -> Exception:
    """The fault as a DocmgrError where it is one that people can do something about: too large a body, a full disk."""
    if isinstance(error, RequestDataTooBig):
        return BodyTooLarge()
    return DiskFull() if not isinstance(error, DocmgrError) and disk.is_full(error) else error


def server_error(request: HttpRequest) -> HttpResponse:
    """What was being handled is never told: an exception's text may hold a document's."""
    if not (request.path.startswith(PROGRAMS) or request.headers.get("Accept", "").startswith("application/json")):
        return defaults.server_error(request)
    message = _("Something broke in the system. Your data is not lost. Please try again in a minute.")
    details = {"request": getattr(request, "id", "")}
    return JsonResponse({"code": "internal_error", "message": message, "details": details}, status=500)
