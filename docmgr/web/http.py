"""The request as a view behind the login sees it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from docmgr.accounts.models import User


class PersonRequest(HttpRequest):
    """Somebody is logged in (PersonRequiredMiddleware), and htmx says what it wants (HtmxMiddleware).

    For annotations only: no object of this class is ever made.
    """

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails
