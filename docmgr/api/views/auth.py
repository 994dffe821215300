"""Logging in, for programs: a password once, a token from then on."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from docmgr.accounts import tokens
from docmgr.accounts.login import LoginOutcome, try_login
from docmgr.accounts.models import ApiToken
from docmgr.api import serializers
from docmgr.api.authentication import TokenAuthentication
from docmgr.api.parsers import JSONParser
from docmgr.core.exceptions import DocmgrError


class LoginRefused(DocmgrError):
    def __init__(self, outcome: LoginOutcome) -> None:
        super().__init__(outcome.message, code=f"login_{outcome.code.value}")
        self.status = outcome.status


class TokenView(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [AllowAny]
    parser_classes = [JSONParser, FormParser, MultiPartParser]

    def get_authenticators(self) -> list:
        """Whoever asks for a token need not show one, not even a valid one; a session would not need it."""
        return super().get_authenticators() if self.request and self.request.method == "DELETE" else []

    @extend_schema(
        operation_id="auth_token_create", request=serializers.TokenRequest, responses=serializers.Token, auth=[])
    def post(self, request: Request) -> Response:
        """A token for a name and a password. It is shown only here; each program may have its own."""
        form = serializers.TokenRequest(data=request.data)
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        outcome = try_login(request._request, asked["username"], asked["password"])
        if outcome.user is None:
            raise LoginRefused(outcome)
        secret = tokens.issue(outcome.user, name=asked["name"], expires_at=asked["expires_at"])
        shown = serializers.Token({"token": secret, "expires_at": tokens.end_of(secret)})
        return Response(shown.data, headers={"Cache-Control": "no-store"})

    @extend_schema(operation_id="auth_token_withdraw", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Withdraw the token that this request was made with."""
        if not isinstance(request.auth, ApiToken):
            self.permission_denied(request)
        tokens.withdraw(request.auth, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
