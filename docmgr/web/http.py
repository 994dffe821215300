"""The request as a view behind the login sees it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from docmgr.accounts.models import User


class PersonRequest(HttpRequest):
    """Somebody is logged in (PersonRequiredMiddleware), and htmx says what it wants (HtmxMiddleware).

    For annotations only: no object of this class is ever made.
    """

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails


def came_from(request: HttpRequest) -> str:
    """The page of this site that a form stood on; "" where the browser does not say."""
    page = request.headers.get("Referer", "")
    return page if url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()) else ""
