"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from docmgr.accounts.roles import Act, may
from docmgr.web.http import came_from
from docmgr.web.navigation import groups_for
from docmgr.web.preferences import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """``may``: what the person may do (template: ``{% if may.review %}``), ``demo``: show the demo accounts,
    ``navigation``: the side bar, ``theme``: light, dark or empty (as the system has it), ``here``: an address that
    shows this page again."""
    user = getattr(request, "user", None)
    return {
        "may": {act.value: bool(user and may(user, act)) for act in Act},
        "demo": settings.DEMO,
        "theme": theme_of(request),
        "here": _here(request),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
    }


def _here(request: HttpRequest) -> str:
    """Of a form that was refused: the page that it stood on, because its own address takes no GET."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return came_from(request) or "/"


def _navigation(request: HttpRequest) -> list[Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    match = request.resolver_match
    return groups_for(user, match.view_name if match else "")
