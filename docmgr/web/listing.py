"""A list that htmx filters and leafs through without loading the page around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from docmgr.web.http import PersonRequest


def listed(
    request: PersonRequest, context: dict[str, Any], *, page: str, rows: str, status: int = 200,
) -> HttpResponse:
    """The template ``rows`` for htmx, which lays them into the page that stands; ``page`` for everybody else.

    Whoever goes back is asked for by htmx as well and needs the whole page. One address has two answers, so that no
    cache may give the one for the other.
    """
    only_rows = request.htmx and not request.htmx.history_restore_request and status == 200
    response = render(request, rows if only_rows else page, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
