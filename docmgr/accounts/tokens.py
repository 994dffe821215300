"""API tokens: issued after a login, shown once, kept as a digest, withdrawn by their owner or an administrator."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import ApiToken, User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Invalid, NotThere

# A prefix by which scanners of source code recognise a token that somebody committed.
PREFIX = "docmgr_"
MOST = 10
# How exactly the last use is known. Writing it with every call would be a write for every read.
USED_EVERY = timedelta(minutes=5)


@transaction.atomic
def issue(user: User, *, name: str = "", expires_at: datetime | None = None) -> str:
    """A new token, which nobody can read again later.

    It expires when the installation says, or earlier on ``expires_at``; later or in the past raises Invalid. A person
    has at most ten: the one that was not used for the longest makes room, so that a script which asks for a token with
    every run neither fails nor fills the table.
    """
    expires_at = _end(expires_at)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    secret = PREFIX + secrets.token_urlsafe(32)
    for old in list(tokens_of(user).order_by(Coalesce("used_at", "created_at").desc(), "-id")[MOST - 1:]):
        withdraw(old, by=user)
    token = ApiToken.objects.create(user=user, digest=digest(secret), name=name, expires_at=expires_at)
    record(Action.TOKEN_CREATED, actor=user, obj=user, after={
        "token": token.pk, "expires": expires_at.isoformat() if expires_at else None})
    return secret


def latest_end() -> datetime | None:
    """When a token made now expires at the latest; None: never (DOCMGR_TOKEN_DAYS is 0)."""
    days = settings.TOKEN_DAYS
    return clock.now() + timedelta(days=days) if days else None


def _end(asked: datetime | None) -> datetime | None:
    latest = latest_end()
    if asked is None:
        return latest
    if asked <= clock.now():
        raise Invalid(_("A token cannot expire in the past."), code="token_expiry")
    if latest is not None and asked > latest:
        raise Invalid(_("Tokens of this installation live for %(days)d days at most.") % {
            "days": settings.TOKEN_DAYS}, code="token_expiry")
    return asked


def end_of(secret: str) -> datetime | None:
    """When a token that was just made expires."""
    return ApiToken.objects.get(digest=digest(secret)).expires_at


def find(secret: str) -> ApiToken | None:
    """The token with its person; None for one that is unknown, expired or of a disabled account. Notes the use."""
    token = ApiToken.objects.select_related("user__department").filter(
        Q(expires_at=None) | Q(expires_at__gt=clock.now()), digest=digest(secret), user__is_active=True).first()
    if token is not None:
        _note_use(token)
    return token


def _note_use(token: ApiToken) -> None:
    now = clock.now()
    if token.used_at is None or token.used_at < now - USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)


@transaction.atomic
def withdraw(token: ApiToken, *, by: User) -> None:
    """From now on the token opens nothing. One's own, or anybody's by whoever manages accounts."""
    if token.user_id != by.pk:
        require(by, Act.MANAGE_USERS)
    if ApiToken.objects.filter(pk=token.pk).delete()[0]:
        record(Action.TOKEN_REVOKED, actor=by, obj=token.user, after={"token": token.pk})


def withdraw_all(user: User, *, by: User) -> None:
    """Every token of a person, for the day on which a password leaked."""
    for token in tokens_of(user):
        withdraw(token, by=by)


def tokens_of(user: User) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=user).select_related("user")


def get_token(user: User, pk: int) -> ApiToken:
    """Raises NotThere."""
    found = tokens_of(user).filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def digest(secret: str) -> str:
    """A plain hash is enough: the token is 256 random bits, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
