"""Bringing directory people in line: who is gone or disabled there loses the account here, within minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ldap
from django.db import transaction
from django.utils.translation import gettext as _

from docmgr.accounts.backends import DirectoryBackend
from docmgr.accounts.directory import Directory
from docmgr.accounts.entries import is_disabled, role_of
from docmgr.accounts.models import Source, User
from docmgr.accounts.reach import DirectoryUnavailable, configured, reachable
from docmgr.accounts.services import switch
from docmgr.audit.actions import Action
from docmgr.audit.services import record

SUSPICIOUS = 4  # so many people, and more than half of all, disabled at once: rather a wrong setting than true


@dataclass(frozen=True, slots=True)
class Finding:
    """What the directory says of one person: the role, or None for gone, disabled or without a role."""

    user: User
    role: str | None


class TooManyGone(Exception):
    """More than half of the people would lose their accounts; nothing was changed."""


def synchronise(*, force: bool = False) -> list[Finding]:
    """Ask first, change afterwards: an outage in the middle changes nothing.

    Returns what was changed. Raises DirectoryUnavailable, and TooManyGone unless ``force``.
    """
    findings = _ask()
    changes = [f for f in findings if _differs(f)]
    gone = [f for f in changes if f.role is None]
    active = sum(f.user.is_active for f in findings)
    if not force and len(gone) >= SUSPICIOUS and len(gone) * 2 > active:
        raise TooManyGone(_("%(gone)s of %(active)s people would lose their accounts.") % {
            "gone": len(gone), "active": active})
    for finding in changes:
        _apply(finding)
    return changes


def _ask() -> list[Finding]:
    directory = configured()
    backend = DirectoryBackend()
    backend.settings.SERVER_URI = reachable(directory)
    findings, entry = list[Finding](), None
    try:
        for user in User.objects.filter(source=Source.LDAP).order_by("pk"):
            entry = backend.person(user.username, like=entry)
            findings.append(Finding(user, _role_now(entry, directory)))
    except ldap.LDAPError as error:
        raise DirectoryUnavailable from error
    return findings


def _role_now(entry: Any, directory: Directory) -> str | None:
    if entry.attrs is None or is_disabled(entry.attrs):
        return None
    return role_of(entry.group_dns, directory) if directory.groups else "employee"


def _differs(finding: Finding) -> bool:
    """Somebody whom an administrator disabled here stays disabled, whatever the directory says."""
    user = finding.user
    if not user.is_active:
        return user.gone_from_directory and finding.role is not None
    return finding.role != user.role


@transaction.atomic
def _apply(finding: Finding) -> None:
    user, role = finding.user, finding.role
    if role is None:
        User.objects.filter(pk=user.pk).update(gone_from_directory=True)
        switch(user, active=False, by=None, action=Action.USER_SYNCHRONISED)
        return
    if not user.is_active:
        User.objects.filter(pk=user.pk).update(gone_from_directory=False)
        switch(user, active=True, by=None, action=Action.USER_SYNCHRONISED)
    if role != user.role:
        User.objects.filter(pk=user.pk).update(role=role)
        record(Action.USER_SYNCHRONISED, obj=user, before={"role": user.role}, after={"role": role})
