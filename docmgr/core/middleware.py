"""What happens around every request: an id, the person's language, and one answer for one kind of error."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from docmgr.core import context, faults
from docmgr.core import logging as lines
from docmgr.core.client import address_of
from docmgr.core.exceptions import DocmgrError

Handler = Callable[[HttpRequest], HttpResponse]
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Gives each request an id (the proxy's where it sent one), for the logs and the error page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request.id = given if _ID.fullmatch(given) else uuid.uuid4().hex[:16]  # type: ignore[attr-defined]
        mark = lines.request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            lines.request_id.reset(mark)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


class ClientAddressMiddleware:
    """Remembers from where the request came, for the audit rows that it will cause."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = context.client_ip.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            context.client_ip.reset(mark)


class PersonLocaleMiddleware:
    """The language cookie first, then what the browser asks for, then the installation's default."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        translation.deactivate()
        return response


class ErrorMiddleware:
    """Turns a DocmgrError into a page, an htmx fragment or JSON, whichever the caller can read.

    Django answers a wrong method with an empty page; somebody who opened such an address in a browser reads why.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and _reads_pages(request):
            page = render(request, "405.html", status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        error = faults.named(error)
        if not isinstance(error, DocmgrError):
            return None
        context = {"message": error.message, "code": error.code, "status": error.status}
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"code": error.code, "message": str(error.message)}, status=error.status)
        template = "error/_fragment.html" if getattr(request, "htmx", False) else "error/page.html"
        return render(request, template, context, status=error.status)


class PersonRequiredMiddleware(LoginRequiredMiddleware):
    """Whoever is not logged in goes to the login page. A script is told so in words instead: it would take that page
    for its answer, and a reviewer's typing would be lost with it."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any],
    ) -> HttpResponseBase:
        context = {"code": "logged_out", "message": _(
            "You are not logged in any more. What you typed stays here: log in again in another tab, then try again.")}
        if request.headers.get("Accept", "").startswith("application/json") or request.headers.get("X-Fragment"):
            return JsonResponse({**context, "message": str(context["message"])}, status=401)
        if request.headers.get("HX-Request"):
            return render(request, "error/_fragment.html", context, status=401)
        return super().handle_no_permission(request, view_func)


def _reads_pages(request: HttpRequest) -> bool:
    """A browser's own call names HTML; programs and scripts take anything."""
    return "text/html" in request.headers.get("Accept", "")
