"""What stands in front of a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from docmgr.accounts.roles import Act, require

View = Callable[..., HttpResponse]


def requires(*acts: Act) -> Callable[[View], View]:
    """Only for roles that hold every one of ``acts``; others are told so (403)."""

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            for act in acts:
                require(request.user, act)
            return view(request, *args, **kwargs)

        return guarded

    return around
