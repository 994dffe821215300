"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from docmgr.accounts.roles import Act, may


def shell(request: HttpRequest) -> dict[str, Any]:
    """``may``: what the person may do (template: ``{% if may.review %}``), ``demo``: show the demo accounts."""
    user = getattr(request, "user", None)
    return {"may": {act.value: bool(user and may(user, act)) for act in Act}, "demo": settings.DEMO}
