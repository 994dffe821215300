"""The request as a view behind the login sees it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from docmgr.accounts.models import User
from docmgr.core.strict_json import UNKEEPABLE


class PersonRequest(HttpRequest):
    """Somebody is logged in (PersonRequiredMiddleware), and htmx says what it wants (HtmxMiddleware).

    For annotations only: no object of this class is ever made.
    """

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails


def word(given: Mapping[str, str], name: str, usual: str = "") -> str:
    """What was sent under the name, without a form; ``usual`` also where no database keeps it."""
    text = given.get(name, usual)
    return usual if UNKEEPABLE.search(text) else text


def page_of_ours(request: HttpRequest, address: str) -> str:
    """``address`` where it is a page of this site, else "". A word without a slash is none: ``redirect`` would take it
    for the name of a view."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours and "/" in address else ""


def came_from(request: HttpRequest) -> str:
    """The page of this site that a form stood on; "" where the browser does not say."""
    return page_of_ours(request, request.headers.get("Referer", ""))
