"""Pictures that a browser may keep, and asks about each time."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control

from docmgr.core.guarded import SANDBOX


def jpeg(request: HttpRequest, *, version: str, made: Callable[[], bytes]) -> HttpResponse:
    """The picture of this ``version``, or word that the browser has it; only then nothing is ``made``.

    Asked about each time, since what somebody may see of a page changes.
    """
    etag = f'"{version}"'
    known = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if known else HttpResponse(made(), content_type="image/jpeg")
    response["ETag"] = etag
    response["Content-Security-Policy"] = SANDBOX
    patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
    return response
