"""The directory goes while it is being asked: nobody loses anything by it, and everybody is told what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from threading import Lock

import psutil
import pytest
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command

from docmgr.accounts import backends, sync
from docmgr.accounts.login import LoginCode, LoginOutcome
from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from tests.services import slapd as openldap
from tests.services.process import wait_for
from tests.simultaneous import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.service]
PEOPLE = ("alice", "bob", "carol", "dave")
LogIn = Callable[[str, str], LoginOutcome]


@pytest.fixture
def process(use_directory: Callable[..., None]) -> Iterator[psutil.Process]:
    """The server of a directory of this test's own. What is asked of it while it stands still takes as long as that."""
    before = set(_servers())
    with openldap.slapd() as one:
        use_directory(uris=(one.secure_url,), ca_file=one.ca, connect_seconds=5.0, answer_seconds=10.0)
        [server] = set(_servers()) - before
        yield server
        if server.is_running():
            server.resume()


def _servers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name() == "slapd"]


def _runs(process: psutil.Process) -> bool:
    """Signals take a moment: until then the server may still answer."""
    return process.is_running() and process.status() not in (psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE)


@pytest.mark.parametrize("how", ["kill", "suspend"])
def test_a_directory_that_goes_in_the_middle_of_synchronising_changes_nobody(
    log_in: LogIn, process: psutil.Process, how: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in PEOPLE:
        assert log_in(name, f"pass {name} 密").code == LoginCode.OK
    User.objects.filter(username="alice").update(role=Role.ADMIN)  # the directory says otherwise
    asked, ask = list[object](), sync._role_now

    def role_now(entry: object, directory: object) -> str | None:
        if len(asked) == 2:
            getattr(process, how)()
            assert wait_for(lambda: not _runs(process))
        asked.append(entry)
        return ask(entry, directory)  # type: ignore[arg-type]

    monkeypatch.setattr(sync, "_role_now", role_now)
    before = list(User.objects.order_by("pk").values("username", "role", "is_active", "gone_from_directory"))
    with pytest.raises(CommandError, match="cannot be reached; nothing was changed"):
        call_command("sync_ldap")
    assert len(asked) == 3
    assert before == list(User.objects.order_by("pk").values("username", "role", "is_active", "gone_from_directory"))
    assert not AuditEvent.objects.filter(action="user.synchronised").exists()


def test_a_directory_that_goes_while_a_password_is_checked_counts_against_nobody(
    log_in: LogIn, process: psutil.Process, monkeypatch: pytest.MonkeyPatch,
) -> None:
    reach = backends.reachable

    def reachable(directory: object) -> str:
        found = reach(directory)  # type: ignore[arg-type]
        process.kill()
        return found

    monkeypatch.setattr(backends, "reachable", reachable)
    outcome = log_in("alice", "pass alice 密")
    assert (outcome.code, outcome.status) == (LoginCode.DIRECTORY_DOWN, 503)
    assert not AccessAttempt.objects.exists() and not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_people_who_log_in_while_the_directory_goes_each_is_let_in_or_told_so(
    log_in: LogIn, process: psutil.Process,
) -> None:
    told, lock = Counter[LoginCode](), Lock()

    def enter(name: str) -> None:
        for _ in range(6):
            outcome = log_in(name, f"pass {name} 密")
            with lock:
                told[outcome.code] += 1

    def kill() -> None:
        assert wait_for(lambda: told[LoginCode.OK] >= 2)
        process.kill()

    assert at_once(kill, *(lambda name=name: enter(name) for name in PEOPLE)) == []
    assert set(told) <= {LoginCode.OK, LoginCode.DIRECTORY_DOWN} and told.total() == 6 * len(PEOPLE), told
    assert not AccessAttempt.objects.exists()
    assert set(User.objects.values_list("is_active", flat=True)) == {True}
    done = Counter(AuditEvent.objects.values_list("action", flat=True))
    assert (done["login"], done["login.unavailable"]) == (told[LoginCode.OK], told[LoginCode.DIRECTORY_DOWN])
