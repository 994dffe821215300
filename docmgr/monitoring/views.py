"""Answers for load balancers and watchdogs."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from docmgr.accounts.roles import Act, may
from docmgr.monitoring import health


@login_not_required
@never_cache
@require_safe
def health_view(request: HttpRequest) -> JsonResponse:
    """200 or 503, with each part's state; the figures only for administrators and for holders of the token."""
    parts = health.check()
    well = all(part.ok for part in parts.values())
    known = _may_see_details(request)
    answer = {name: {"ok": part.ok, **(part.details if known else {})} for name, part in parts.items()}
    return JsonResponse({"ok": well, "parts": answer}, status=200 if well else 503)


@login_not_required
@never_cache
@require_safe
def live_view(request: HttpRequest) -> JsonResponse:
    """The web process answers; nothing else is asked."""
    return JsonResponse({"ok": True})


def _may_see_details(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if settings.HEALTH_TOKEN and given and secrets.compare_digest(given.encode(), settings.HEALTH_TOKEN.encode()):
        return True
    try:
        return request.user.is_authenticated and may(request.user, Act.SEE_HEALTH)
    except DatabaseError:  # the session cannot be looked up; the answer is needed now more than ever
        return False
