"""Acts that somebody asked for and was not allowed to do are told, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.once import SPAN, After, record_once
from docmgr.core import clock

Handler = Callable[[HttpRequest], HttpResponse]
# So many refusals of a person's hour are told with the number; whoever tries one number after the other fills no log.
NUMBERED = 100
READING = ("GET", "HEAD", "OPTIONS")
REFUSED = (403, 404)  # what one may not see answers like what never was, and is told in the same way


class RefusalMiddleware:
    """A row for whoever is logged in and asks for a change that is refused: which address, on which number."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSED and request.method not in READING:
            _note(request)
        return response


def _note(request: HttpRequest) -> None:
    person: Any = getattr(request, "user", None)
    if person is None or not person.is_authenticated or request.resolver_match is None:
        return
    after: After = {"address": request.resolver_match.view_name}
    if isinstance(number := request.resolver_match.kwargs.get("pk"), int) and _told_lately(person) < NUMBERED:
        after["number"] = number
    record_once(Action.ACT_REFUSED, actor=person, after=after, ok=False)


def _told_lately(person: AbstractBaseUser) -> int:
    return AuditEvent.objects.filter(
        action=Action.ACT_REFUSED, actor_id=person.pk, at__gte=clock.now() - SPAN).count()
