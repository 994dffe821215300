"""Who somebody is: local accounts first, so that the break-glass login needs no directory; then the directory."""

from __future__ import annotations

import logging
from typing import Any

import ldap
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django_auth_ldap.backend import LDAPBackend, _LDAPUser, ldap_error

from docmgr.accounts.entries import is_disabled, role_of, username_of
from docmgr.accounts.models import Source, User
from docmgr.accounts.names import canonical
from docmgr.accounts.reach import DirectoryUnavailable, configured, reachable

log = logging.getLogger(__name__)
LONGEST_NAME = 150


class LocalBackend(ModelBackend):
    """Accounts whose password is kept here. A directory person has none and never passes."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any,
    ) -> User | None:
        if not username or not password:
            return None
        return super().authenticate(request, username=canonical(username), password=password, **kwargs)


class DirectoryBackend(LDAPBackend):
    """django-auth-ldap, hardened against what it does by default (docs/operations.md, "Directory login")."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any,
    ) -> User | None:
        """None for a wrong name or password. Raises DirectoryUnavailable where the directory could not be asked."""
        if not _askable(username, password) or _is_local(username):
            return None
        directory = configured()
        self.settings.SERVER_URI = reachable(directory)
        try:
            return super().authenticate(request, username=username, password=password, **kwargs)
        except ldap.LDAPError as error:
            raise DirectoryUnavailable from error

    def get_or_build_user(self, username: str, ldap_user: Any) -> tuple[User, bool]:
        """The name is the entry's, not the typed one, which the directory compares far more loosely than we do.

        Raises AuthenticationFailed for disabled entries, people without a role, and namesakes of local accounts.
        """
        directory = configured()
        name = username_of(ldap_user.attrs, directory)
        role = role_of(ldap_user.group_dns, directory) if directory.groups else "employee"
        user = User.objects.filter(username=name).first() or User(username=name)
        if user.pk and user.source == Source.LOCAL:
            raise ldap_user.AuthenticationFailed("a local account has this name")
        if is_disabled(ldap_user.attrs) or (not user.is_active and not user.gone_from_directory):
            _remember(ldap_user, "disabled")
            raise ldap_user.AuthenticationFailed("the account is disabled")
        if role is None:
            _remember(ldap_user, "no_role")
            raise ldap_user.AuthenticationFailed("in none of the groups that give a role")
        user.source, user.role, user.is_active, user.gone_from_directory = Source.LDAP, role, True, False
        return user, user.pk is None

    def get_user(self, user_id: Any) -> User | None:
        """A disabled person's session ends with the next request, as it does for local accounts."""
        user = super().get_user(user_id)
        return user if user is not None and user.is_active else None

    def person(self, username: str, *, like: Any = None) -> Any:
        """Somebody's entry as django-auth-ldap holds it, for synchronising. ``attrs`` is None if not there.

        ``like``: an entry whose connection it is asked over. Only what is asked over one that stands keeps its limits
        of time (``reach``): a server that fell silent between two connections held the second one for ever.
        """
        entry = _LDAPUser(self, username=username)
        if like is not None:
            entry._connection, entry._connection_bound = like.connection, True
        return entry


def _askable(username: str | None, password: str | None) -> bool:
    """What can never be a right login does not reach the directory: an empty password would be an anonymous bind."""
    if not username or not username.strip() or not password or "\0" in password:
        return False
    return len(username) <= LONGEST_NAME and username.isprintable()


def _is_local(username: str | None) -> bool:
    """A local account's password is never shown to the directory, and its wrong guesses count during an outage."""
    return User.objects.filter(username=canonical(username or ""), source=Source.LOCAL).exists()


def _remember(ldap_user: Any, reason: str) -> None:
    """Why somebody with the right password was refused, for the login page."""
    if ldap_user._request is not None:
        ldap_user._request.login_refusal = reason


def _not_a_wrong_password(sender: Any, exception: Exception, **kwargs: Any) -> None:
    """The hook for errors of the directory. Without it each would count as one more wrong password."""
    log.warning("the directory did not answer: %s", type(exception).__name__)
    raise DirectoryUnavailable from exception


ldap_error.connect(_not_a_wrong_password, dispatch_uid="docmgr.accounts.backends")
