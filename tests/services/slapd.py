"""A throw-away OpenLDAP with its own certificate authority, ppolicy and groups."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ldap
import ldap.modlist
from ldap.controls.simple import RelaxRulesControl

from tests.services.process import folder, free_port, hand_over, program, running

BASE = "dc=firm,dc=test"
PEOPLE, GROUPS = f"ou=people,{BASE}", f"ou=groups,{BASE}"
ROOT, ROOT_PASSWORD = f"cn=root,{BASE}", "root-of-the-test"
READER, READER_PASSWORD = f"cn=reader,{BASE}", "reader-of-the-test"
LOCKED = "000001010000Z"

CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.55555.1 NAME 'windowsFlags' SUP top AUXILIARY MAY userAccountControl )
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
moduleload memberof
TLSCACertificateFile {home}/ca.crt
TLSCertificateFile {home}/server.crt
TLSCertificateKeyFile {home}/server.key
allow bind_anon_dn
database mdb
suffix "{base}"
rootdn "{root}"
rootpw {root_password}
directory {home}/data
maxsize 33554432
overlay memberof
overlay ppolicy
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{reader}" read by self read by * none
"""


@dataclass
class Slapd:
    """``url`` speaks clear text and StartTLS, ``secure_url`` TLS; ``other_ca`` signed nothing here."""

    home: Path
    port: int
    secure_port: int

    @property
    def url(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def secure_url(self) -> str:
        return f"ldaps://127.0.0.1:{self.secure_port}"

    @property
    def ca(self) -> str:
        return str(self.home / "ca.crt")

    @property
    def other_ca(self) -> str:
        return str(self.home / "other.crt")

    def connection(self) -> Any:
        line = ldap.initialize(f"ldap://127.0.0.1:{self.port}")
        line.simple_bind_s(ROOT, ROOT_PASSWORD)
        return line

    def add(self, dn: str, **attributes: Any) -> None:
        self.connection().add_s(dn, ldap.modlist.addModlist(_as_bytes(attributes)))

    def set(self, dn: str, relax: bool = False, **attributes: Any) -> None:
        """Replace attributes; None deletes one."""
        changes = [(ldap.MOD_REPLACE, k, v) for k, v in _as_bytes(attributes).items()]
        self.connection().modify_ext_s(dn, changes, serverctrls=[RelaxRulesControl()] if relax else None)

    def delete(self, dn: str) -> None:
        self.connection().delete_s(dn)

    def failures(self, uid: str) -> int:
        """How many wrong passwords reached the directory itself."""
        found = self.connection().search_s(person(uid), ldap.SCOPE_BASE, attrlist=["pwdFailureTime"])
        return len(found[0][1].get("pwdFailureTime", []))


def person(uid: str) -> str:
    return f"uid={uid},{PEOPLE}"


def group(name: str) -> str:
    return f"cn={name},{GROUPS}"


def _as_bytes(attributes: dict[str, Any]) -> dict[str, list[bytes] | None]:
    return {
        k: None if v is None else [str(x).encode() for x in (v if isinstance(v, list) else [v])]
        for k, v in attributes.items()}


@contextlib.contextmanager
def slapd() -> Iterator[Slapd]:
    server = program("slapd")
    with folder("slapd-") as home:
        (home / "data").mkdir()
        make_certificates(home)
        (home / "slapd.conf").write_text(CONFIGURATION.format(
            home=home, base=BASE, root=ROOT, root_password=ROOT_PASSWORD, reader=READER))
        hand_over(home)
        directory = Slapd(home, free_port(), free_port())
        addresses = f"ldap://127.0.0.1:{directory.port}/ ldaps://127.0.0.1:{directory.secure_port}/"
        with running([server, "-f", str(home / "slapd.conf"), "-h", addresses, "-d", "0"],
                     lambda: _answers(directory), cwd=home):
            _populate(directory)
            yield directory


def _answers(directory: Slapd) -> bool:
    try:
        directory.connection().unbind_s()
    except ldap.LDAPError:
        return False
    return True


def make_certificates(home: Path) -> None:
    """ca.crt with server.crt, and other.crt, an authority that signed nothing.

    The server is known by its address: libldap checks "localhost" against the machine's own name.
    """
    for name in ("ca", "other"):
        _openssl(home, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", f"/CN=Test {name}",
                 "-keyout", f"{name}.key", "-out", f"{name}.crt")
    _openssl(home, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=directory", "-keyout", "server.key",
             "-out", "server.csr")
    (home / "san").write_text("subjectAltName=IP:127.0.0.1\n")
    _openssl(home, "x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
             "-days", "3", "-extfile", "san", "-out", "server.crt")


def _openssl(home: Path, *arguments: str) -> None:
    subprocess.run([program("openssl"), *arguments], cwd=home, check=True, capture_output=True)


def _populate(directory: Slapd) -> None:
    directory.add(BASE, objectClass=["dcObject", "organization"], dc="firm", o="Firm")
    for name in ("people", "groups", "policies"):
        directory.add(f"ou={name},{BASE}", objectClass="organizationalUnit", ou=name)
    directory.add(READER, objectClass=["applicationProcess", "simpleSecurityObject"], cn="reader",
                  userPassword=READER_PASSWORD)
    for uid, first, last in (
        ("alice", "Alice", "Upload"), ("bob", "Bob", "Review"), ("carol", "Carol", "Admin"), ("dave", "Dave", "Audit"),
        ("erin", "Erin", "Nobody"), ("root", "Evil", "Namesake"), ("李雷", "雷", "李"), ("frank", "Frank", "Both"),
    ):
        add_person(directory, uid, first, last)
    for name, members in {
        "staff": ["alice", "bob", "carol", "dave", "李雷", "root"], "reviewers": ["bob"],
        "admins": ["carol", "root", "frank"], "auditors": ["dave", "frank"],
    }.items():
        directory.add(group(name), objectClass="groupOfNames", cn=name, member=[person(m) for m in members])


def add_person(directory: Slapd, uid: str, first: str = "Some", last: str = "Body") -> None:
    directory.add(
        person(uid), objectClass=["inetOrgPerson", "windowsFlags"], uid=uid, cn=f"{first} {last}", givenName=first,
        sn=last, mail=f"{last.lower()}@firm.test" if uid.isascii() else "li@firm.test", userPassword=f"pass {uid} 密",
        userAccountControl=512)
