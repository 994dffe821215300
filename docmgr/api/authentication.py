"""Who calls: a token in the Authorization header. Sessions of the pages work too, with Django's CSRF check."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from docmgr.accounts import tokens
from docmgr.accounts.models import ApiToken, User

SCHEMES = (b"token", b"bearer")
_LONGEST = 200


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Token …`` or ``Bearer …``. A wrong token is refused, never taken for an anonymous call."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() not in SCHEMES:
            return None
        token = tokens.find(_text(parts[1])) if len(parts) == 2 and len(parts[1]) <= _LONGEST else None
        if token is None:
            raise AuthenticationFailed(
                _("This token is not valid, has expired, was withdrawn, or its account is disabled."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Makes the answer 401 with a challenge, not 403."""
        return "Token"


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")
