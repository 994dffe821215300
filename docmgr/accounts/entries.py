"""Reading a directory entry: the name, the role, and whether the account is disabled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ldap.dn import dn2str, str2dn

from docmgr.accounts.directory import Directory
from docmgr.accounts.names import canonical

AD_DISABLED = 0x2  # userAccountControl, ACCOUNTDISABLE
LOCKED_FOR_GOOD = "000001010000Z"  # pwdAccountLockedTime of the ppolicy overlay: until an administrator opens it


def username_of(attrs: Mapping[str, Any], directory: Directory) -> str:
    return canonical(attrs[directory.name_attribute][0])


def role_of(group_dns: Iterable[str], directory: Directory) -> str | None:
    """The first role in the order auditor, admin, reviewer, employee whose group the person is in; None: in none.

    Auditor comes first: whoever audits must not be able to change anything, whatever else the directory says.
    """
    member_of = {normal(dn) for dn in group_dns}
    return next((role for role, dn in directory.groups.items() if normal(dn) in member_of), None)


def is_disabled(attrs: Mapping[str, Any]) -> bool:
    """By Active Directory's flag, by the ppolicy overlay's lasting lock, or by 389 Directory Server's lock.

    Read here and not put into the search filter: a directory that does not know the attribute would find nobody.
    """
    flags = _first(attrs, "userAccountControl")
    if flags.lstrip("-").isdigit() and int(flags) & AD_DISABLED:
        return True
    return _first(attrs, "pwdAccountLockedTime") == LOCKED_FOR_GOOD or _first(attrs, "nsAccountLock").lower() == "true"


def normal(dn: str) -> str:
    """One spelling of a DN, whatever its case and blanks."""
    parts = [[(kind.lower(), value.lower().strip(), flags) for kind, value, flags in rdn] for rdn in str2dn(dn)]
    return dn2str(parts)


def _first(attrs: Mapping[str, Any], name: str) -> str:
    values = attrs.get(name) or [""]
    return str(values[0])
