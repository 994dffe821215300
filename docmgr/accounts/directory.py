"""The directory as the administrator describes it, turned into django-auth-ldap's settings."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docmgr.core import env

BACKEND = "docmgr.accounts.backends.DirectoryBackend"


@dataclass(frozen=True, slots=True)
class Directory:
    """``groups``: role to the DN of the group whose members hold it. Times are seconds."""

    uris: tuple[str, ...]
    user_base: str
    bind_dn: str = ""
    bind_password: str = ""
    start_tls: bool = False
    insecure: bool = False
    ca_file: str = ""
    name_attribute: str = "uid"
    user_filter: str = "(objectClass=person)"
    group_base: str = ""
    nested_groups: bool = False
    groups: dict[str, str] = field(default_factory=dict)
    connect_seconds: float = 3.0
    answer_seconds: float = 5.0

    def problems(self) -> list[str]:
        """What is wrong with the description, in plain words."""
        found = []
        for uri in self.uris:
            if not uri.startswith(("ldap://", "ldaps://")):
                found.append(f"DOCMGR_LDAP_URI: {uri} is neither an ldap:// nor an ldaps:// address")
            elif uri.startswith("ldap://") and not (self.start_tls or self.insecure):
                found.append(
                    f"DOCMGR_LDAP_URI: {uri} would send passwords in clear text. Use ldaps:// or "
                    "DOCMGR_LDAP_START_TLS=1 (DOCMGR_LDAP_INSECURE=1 where the line is protected otherwise)")
        if not self.user_base:
            found.append("DOCMGR_LDAP_USER_BASE is needed: where people are found, such as ou=people,dc=example,dc=com")
        if self.groups and not self.group_base:
            found.append("DOCMGR_LDAP_GROUP_BASE is needed to find out who is in the groups that give roles")
        if self.ca_file and not Path(self.ca_file).is_file():
            found.append(f"DOCMGR_LDAP_CA_FILE: there is no file {self.ca_file}")
        return found

    @property
    def trusted(self) -> str:
        """The file of certificate authorities that Python and libldap both go by."""
        return self.ca_file or ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"


def from_environment() -> Directory | None:
    """None where no directory is configured. Ends the program with plain words where it is configured wrongly."""
    directory = Directory(
        uris=tuple(env.words("DOCMGR_LDAP_URI", [], "Directory: ldaps://host, or ldap://host with StartTLS; several "
                                                    "with commas, the first that answers is asked. Empty: none.")),
        start_tls=env.flag("DOCMGR_LDAP_START_TLS", False, "Encrypt an ldap:// line before anything is said."),
        insecure=env.flag("DOCMGR_LDAP_INSECURE", False, "Allow ldap:// in clear text. Only inside one machine."),
        ca_file=env.text("DOCMGR_LDAP_CA_FILE", "", "Certificate authorities of the directory; empty: the system's."),
        bind_dn=env.text("DOCMGR_LDAP_BIND_DN", "", "Account that looks people up."),
        bind_password=env.text("DOCMGR_LDAP_BIND_PASSWORD", "", "Its password."),
        user_base=env.text("DOCMGR_LDAP_USER_BASE", "", "Where people are found."),
        user_filter=env.text("DOCMGR_LDAP_USER_FILTER", "(objectClass=person)", "Which entries are people."),
        name_attribute=env.text("DOCMGR_LDAP_NAME", "uid", "Attribute of the user name; sAMAccountName in AD."),
        group_base=env.text("DOCMGR_LDAP_GROUP_BASE", "", "Where groups are found."),
        nested_groups=env.flag("DOCMGR_LDAP_NESTED_GROUPS", False, "Active Directory: members of members count."),
        groups={role: dn for role, dn in _group_lines() if dn},
        connect_seconds=env.number("DOCMGR_LDAP_CONNECT_SECONDS", 3, "Longest wait for an encrypted line."),
        answer_seconds=env.number("DOCMGR_LDAP_ANSWER_SECONDS", 5, "Longest wait for an answer."),
    )
    if not directory.uris:
        return None
    if found := directory.problems():
        raise SystemExit("\n".join(found))
    return directory


def _group_lines() -> list[tuple[str, str]]:
    return [
        ("auditor", env.text("DOCMGR_LDAP_GROUP_AUDITOR", "", "DN of the group of auditors.")),
        ("admin", env.text("DOCMGR_LDAP_GROUP_ADMIN", "", "DN of the group of administrators.")),
        ("reviewer", env.text("DOCMGR_LDAP_GROUP_REVIEWER", "", "DN of the group of reviewers.")),
        ("employee", env.text(
            "DOCMGR_LDAP_GROUP_EMPLOYEE", "", "DN of the group of employees. No group at all: everybody is one.")),
    ]


def as_settings(directory: Directory) -> dict[str, Any]:
    """The AUTH_LDAP_* settings. Everything that would cache, grant or guess is off."""
    import ldap
    from django_auth_ldap.config import GroupOfNamesType, LDAPSearch, NestedActiveDirectoryGroupType

    group_type = NestedActiveDirectoryGroupType if directory.nested_groups else GroupOfNamesType
    wanted = ["*", "pwdAccountLockedTime", "nsAccountLock"]  # the latter two are sent only where they are asked for
    return {
        "DIRECTORY": directory,
        "AUTH_LDAP_SERVER_URI": directory.uris[0],
        "AUTH_LDAP_START_TLS": directory.start_tls,
        "AUTH_LDAP_BIND_DN": directory.bind_dn,
        "AUTH_LDAP_BIND_PASSWORD": directory.bind_password,
        "AUTH_LDAP_USER_SEARCH": LDAPSearch(
            directory.user_base, ldap.SCOPE_SUBTREE,
            f"(&{directory.user_filter}({directory.name_attribute}=%(user)s))", wanted),
        "AUTH_LDAP_GROUP_SEARCH": LDAPSearch(directory.group_base, ldap.SCOPE_SUBTREE, "(objectClass=*)", ["cn"]),
        "AUTH_LDAP_GROUP_TYPE": group_type(name_attr="cn"),
        "AUTH_LDAP_USER_ATTR_MAP": {"first_name": "givenName", "last_name": "sn", "email": "mail"},
        "AUTH_LDAP_ALWAYS_UPDATE_USER": True,
        "AUTH_LDAP_PERMIT_EMPTY_PASSWORD": False,
        "AUTH_LDAP_FIND_GROUP_PERMS": False,
        "AUTH_LDAP_MIRROR_GROUPS": None,
        "AUTH_LDAP_CACHE_TIMEOUT": 0,
        "AUTH_LDAP_CONNECTION_OPTIONS": _options(directory, ldap),
    }


def _options(directory: Directory, ldap: Any) -> dict[int, Any]:
    """In this order: libldap takes the file of authorities only if the new context is asked for after it."""
    options = {
        ldap.OPT_PROTOCOL_VERSION: 3,
        ldap.OPT_REFERRALS: 0,
        ldap.OPT_NETWORK_TIMEOUT: directory.connect_seconds,
        ldap.OPT_TIMEOUT: directory.answer_seconds,
    }
    if directory.start_tls or any(uri.startswith("ldaps:") for uri in directory.uris):
        options |= {
            ldap.OPT_X_TLS_REQUIRE_CERT: ldap.OPT_X_TLS_DEMAND,
            ldap.OPT_X_TLS_CACERTFILE: directory.trusted,
            ldap.OPT_X_TLS_NEWCTX: 0,
        }
    return options
