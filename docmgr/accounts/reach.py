"""Is the directory there at all? Asked with a hard time limit before libldap is let near it.

libldap with GnuTLS ignores its own time-outs inside the TLS handshake: a server that accepts the connection and then
says nothing would hold a web process for ever, at full load. So one bounded handshake is made with Python's ssl first.
"""

from __future__ import annotations

import socket
import ssl
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.directory import Directory
from docmgr.core.exceptions import Unavailable

# RFC 4511: LDAPMessage 1, ExtendedRequest with the name of the StartTLS operation.
START_TLS = bytes.fromhex("301d02010177188016") + b"1.3.6.1.4.1.1466.20037"
RESULT_SUCCESS = b"\x0a\x01\x00"


class DirectoryUnavailable(Unavailable):
    """The directory could not be asked. Not a wrong password: nothing is counted against the person."""

    code = "directory_down"
    message = _("The company directory cannot be reached, so your password could not be checked. "
                "Please try again in a minute; local accounts can still log in.")


def configured() -> Directory:
    """The directory of the settings, for whoever is only called where there is one."""
    directory: Directory | None = settings.DIRECTORY
    assert directory is not None
    return directory


def reachable(directory: Directory) -> str:
    """The first of the directory's addresses that answers and shows a certificate to be trusted.

    Costs at most ``connect_seconds`` per address. Raises DirectoryUnavailable.
    """
    reason: OSError | None = None
    for uri in directory.uris:
        try:
            _greet(uri, directory)
            return uri
        except OSError as error:  # ssl.SSLError and time-outs are OSErrors too
            reason = error
    raise DirectoryUnavailable from reason


def _greet(uri: str, directory: Directory) -> None:
    parts = urlsplit(uri)
    host, encrypted = parts.hostname or "localhost", parts.scheme == "ldaps"
    end = time.monotonic() + directory.connect_seconds
    with socket.create_connection((host, parts.port or (636 if encrypted else 389)), directory.connect_seconds) as line:
        line.settimeout(_left(end))
        if directory.start_tls and not encrypted:
            line.sendall(START_TLS)
            if RESULT_SUCCESS not in line.recv(1024):
                raise OSError("StartTLS was refused")
            encrypted = True
            line.settimeout(_left(end))
        if encrypted:
            context = ssl.create_default_context(cafile=directory.trusted)
            context.wrap_socket(line, server_hostname=host).close()


def _left(end: float) -> float:
    return max(0.1, end - time.monotonic())
