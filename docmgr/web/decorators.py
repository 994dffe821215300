"""What stands in front of a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http.response import HttpResponseBase

from docmgr.accounts.roles import Act, require
from docmgr.web.http import PersonRequest

View = Callable[..., HttpResponseBase]


def requires(*acts: Act) -> Callable[[View], View]:
    """Only for roles that hold every one of ``acts``; others are told so (403)."""

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: PersonRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            for act in acts:
                require(request.user, act)
            return view(request, *args, **kwargs)

        return guarded

    return around
