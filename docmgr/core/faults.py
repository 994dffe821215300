"""The answer to a bug: JSON for programs, a page for people. Django has logged it by then, under the request's id."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

PROGRAMS = "/api/"


def server_error(request: HttpRequest) -> HttpResponse:
    """What was being handled is never told: an exception's text may hold a document's."""
    if not (request.path.startswith(PROGRAMS) or request.headers.get("Accept", "").startswith("application/json")):
        return defaults.server_error(request)
    message = _("Something broke in the system. Your data is not lost. Please try again in a minute.")
    details = {"request": getattr(request, "id", "")}
    return JsonResponse({"code": "internal_error", "message": message, "details": details}, status=500)
