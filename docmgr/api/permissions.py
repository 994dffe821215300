"""The role table, asked by REST framework."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from docmgr.accounts.roles import Act, require


def holds(act: Act) -> type[BasePermission]:
    """A permission class for one act. Anonymous callers get 401, a role without the act gets 403."""

    class Holds(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            if not request.user.is_authenticated:
                return False
            require(request.user, act)
            return True

    return Holds
