"""Logging in, with every way in which it can go wrong told apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.names import canonical
from docmgr.accounts.reach import DirectoryUnavailable
from docmgr.audit.actions import Action
from docmgr.audit.services import record


class LoginCode(StrEnum):
    OK = "ok"
    WRONG = "wrong"
    LOCKED = "locked"
    DISABLED = "disabled"
    NO_ROLE = "no_role"
    DIRECTORY_DOWN = "directory_down"


@dataclass(frozen=True, slots=True)
class LoginOutcome:
    """``user`` is set when ``code`` is OK; ``message`` is for the person, ``status`` for the answer."""

    code: LoginCode
    user: User | None = None

    @property
    def message(self) -> Any:
        return MESSAGES[self.code]

    @property
    def status(self) -> int:
        return STATUS[self.code]


MESSAGES: dict[LoginCode, Any] = {
    LoginCode.OK: "",
    LoginCode.WRONG: _("User name or password is wrong."),
    LoginCode.LOCKED: _("Too many wrong passwords. Please wait a quarter of an hour, then try again."),
    LoginCode.DISABLED: _("This account is disabled. Please ask an administrator."),
    LoginCode.NO_ROLE: _("Your account has no role in this system. Please ask an administrator."),
    LoginCode.DIRECTORY_DOWN: DirectoryUnavailable.message,
}
STATUS = {
    LoginCode.OK: 200, LoginCode.WRONG: 401, LoginCode.LOCKED: 429, LoginCode.DISABLED: 403, LoginCode.NO_ROLE: 403,
    LoginCode.DIRECTORY_DOWN: 503,
}
ACTIONS = {
    LoginCode.OK: Action.LOGIN, LoginCode.LOCKED: Action.LOGIN_LOCKED,
    LoginCode.DIRECTORY_DOWN: Action.LOGIN_UNAVAILABLE,
}


def try_login(request: HttpRequest, username: str, password: str) -> LoginOutcome:
    """Check a name and a password; every try is audited. Starts no session: that is the caller's part.

    Whether a name exists is never told: only the right password gets to know that an account is disabled.
    """
    outcome = _outcome(request, username, password)
    known = outcome.user or User.objects.filter(username=canonical(username)).first()
    # A name that nobody bears may be a password typed into the wrong box, so it is not written down.
    record(
        ACTIONS.get(outcome.code, Action.LOGIN_FAILED), actor=outcome.user, obj=known, ok=outcome.user is not None,
        after={"reason": outcome.code.value})
    return outcome


def log_out(request: HttpRequest) -> None:
    """End the session and record who left."""
    if request.user.is_authenticated:
        record(Action.LOGOUT, actor=request.user, obj=request.user)
    logout(request)


def _outcome(request: HttpRequest, username: str, password: str) -> LoginOutcome:
    try:
        user = authenticate(request, username=username, password=password)
    except DirectoryUnavailable:
        return LoginOutcome(LoginCode.DIRECTORY_DOWN)
    if user is not None:
        return LoginOutcome(LoginCode.OK, user)
    if _taken_note(request, "axes_locked_out"):
        return LoginOutcome(LoginCode.LOCKED)
    refusal = _taken_note(request, "login_refusal")
    if refusal:
        return LoginOutcome(LoginCode(refusal))
    if _is_disabled_here(username, password):
        return LoginOutcome(LoginCode.DISABLED)
    return LoginOutcome(LoginCode.WRONG)


def _taken_note(request: HttpRequest, name: str) -> Any:
    """What a backend noted on the request. Taken off it: the axes middleware would replace our page with its own."""
    noted = getattr(request, name, None)
    if noted:
        setattr(request, name, None)
    return noted


def _is_disabled_here(username: str, password: str) -> bool:
    user = User.objects.filter(username=canonical(username), is_active=False).first()
    return user is not None and user.check_password(password)
