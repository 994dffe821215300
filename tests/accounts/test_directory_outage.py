"""The directory is down, silent, or shows a certificate that is not to be trusted."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command

from docmgr.accounts.login import LoginCode
from docmgr.accounts.models import Source, User
from docmgr.accounts.services import create_user
from docmgr.audit.models import AuditEvent
from tests.accounts.conftest import HURRIED
from tests.services.process import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.service]
PASSWORD = "pass alice 密"


@contextlib.contextmanager
def silent_server(*, says: bytes = b"") -> Iterator[int]:
    """Accepts, answers the first message with ``says``, and then never says anything more."""
    listener = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listener.accept()
                kept.append(line)
                if says:
                    line.recv(1024)
                    line.sendall(says)

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()
    for line in kept:
        line.close()


START_TLS_ACCEPTED = bytes.fromhex("300c02010178070a010004000400")


def refused(log_in) -> None:
    """Soon, that is: left to itself libldap waits for minutes."""
    start = time.monotonic()
    outcome = log_in("alice", PASSWORD)
    assert outcome.code == LoginCode.DIRECTORY_DOWN
    assert outcome.status == 503
    assert "directory" in str(outcome.message)
    assert time.monotonic() - start < 30
    assert not AccessAttempt.objects.exists(), "an outage is not a wrong password"


def test_a_directory_that_is_down_is_said_plainly_and_counts_against_nobody(use_directory, log_in, slapd):
    use_directory(uris=(f"ldaps://127.0.0.1:{free_port()}",), ca_file=slapd.ca)
    for _ in range(7):
        refused(log_in)
    use_directory(uris=(slapd.secure_url,), ca_file=slapd.ca)
    assert log_in("alice", PASSWORD).code == LoginCode.OK
    assert AuditEvent.objects.filter(action="login.unavailable", ok=False).count() == 7


def test_the_local_administrator_logs_in_while_the_directory_is_down(use_directory, log_in):
    use_directory(uris=(f"ldaps://127.0.0.1:{free_port()}",))
    admin = create_user(username="glass", role="admin", password="break the glass", by=None)
    assert log_in("glass", "break the glass").user == admin
    assert log_in("glass", "wrong").code == LoginCode.WRONG, "guesses at a local account count during an outage too"
    assert AccessAttempt.objects.get().failures_since_start == 1


@pytest.mark.parametrize("scheme, start_tls, says", [
    ("ldaps", False, b""), ("ldap", True, b""), ("ldap", True, START_TLS_ACCEPTED), ("ldap", False, b""),
], ids=["ldaps", "StartTLS", "silent after StartTLS", "clear text"])
def test_a_directory_that_accepts_and_stays_silent_holds_nobody_for_long(
    use_directory, log_in, slapd, scheme, start_tls, says,
):
    with silent_server(says=says) as port:
        use_directory(uris=(f"{scheme}://127.0.0.1:{port}",), start_tls=start_tls, insecure=True, ca_file=slapd.ca,
                      **HURRIED)
        refused(log_in)


def test_the_second_server_is_asked_where_the_first_is_down(use_directory, log_in, slapd):
    use_directory(uris=(f"ldaps://127.0.0.1:{free_port()}", slapd.secure_url), ca_file=slapd.ca)
    assert log_in("alice", PASSWORD).code == LoginCode.OK


def test_start_tls_with_a_trusted_certificate_logs_in(use_directory, log_in, slapd):
    use_directory(uris=(slapd.url,), start_tls=True, ca_file=slapd.ca)
    assert log_in("alice", PASSWORD).code == LoginCode.OK


@pytest.mark.parametrize("encrypted_by", ["StartTLS", "ldaps"])
def test_an_untrusted_authority_is_refused(use_directory, log_in, slapd, encrypted_by):
    use_directory(uris=(slapd.url if encrypted_by == "StartTLS" else slapd.secure_url,),
                  start_tls=encrypted_by == "StartTLS", ca_file=slapd.other_ca)
    refused(log_in)


def test_libldap_itself_refuses_an_untrusted_authority_too(use_directory, log_in, slapd, monkeypatch):
    use_directory(uris=(slapd.secure_url,), ca_file=slapd.other_ca)
    monkeypatch.setattr("docmgr.accounts.backends.reachable", lambda directory: directory.uris[0])
    refused(log_in)


def test_a_certificate_for_another_host_is_refused(use_directory, log_in, slapd):
    use_directory(uris=(slapd.secure_url.replace("127.0.0.1", "localhost"),), ca_file=slapd.ca)
    refused(log_in)


def test_a_wrong_service_password_is_an_outage_and_not_the_persons_fault(use_directory, log_in, slapd):
    use_directory(uris=(slapd.secure_url,), ca_file=slapd.ca, bind_password="changed last night")
    refused(log_in)


def test_synchronising_during_an_outage_disables_nobody(use_directory):
    User.objects.create_user("alice", source=Source.LDAP)
    use_directory(uris=(f"ldaps://127.0.0.1:{free_port()}",))
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("sync_ldap")
    assert User.objects.get().is_active
