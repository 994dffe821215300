from __future__ import annotations

import contextlib

import ldap
import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory

from docmgr.accounts.login import LoginCode
from docmgr.accounts.models import Role, Source, User
from docmgr.accounts.services import create_user
from docmgr.accounts.sync import synchronise
from docmgr.audit.models import AuditEvent
from tests.services.slapd import add_person, group, person

pytestmark = [pytest.mark.django_db, pytest.mark.service]


STAFF = ["alice", "bob", "carol", "dave", "李雷", "root"]


@pytest.fixture
def guest(directory, log_in):
    """A person of the directory who has logged in and may be disabled or deleted there."""
    add_person(directory, "guest")
    directory.set(group("staff"), member=[person(p) for p in [*STAFF, "guest"]])
    yield log_in("guest", "pass guest 密").user
    directory.set(group("staff"), member=[person(p) for p in STAFF])
    with contextlib.suppress(ldap.NO_SUCH_OBJECT):
        directory.delete(person("guest"))


def session_of(user: User) -> None:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.save()


def test_somebody_disabled_in_the_directory_loses_account_and_sessions(directory, guest, log_in):
    other = log_in("alice", "pass alice 密").user
    session_of(guest)
    session_of(other)
    directory.set(person("guest"), userAccountControl=514)
    assert [f.user for f in synchronise()] == [guest]
    guest.refresh_from_db()
    assert (guest.is_active, guest.gone_from_directory) == (False, True)
    assert [s.get_decoded()["_auth_user_id"] for s in Session.objects.all()] == [str(other.pk)]
    assert AuditEvent.objects.latest("seq").action == "user.synchronised"


def test_somebody_deleted_from_the_directory_loses_the_account(directory, guest):
    directory.delete(person("guest"))
    synchronise()
    assert not User.objects.get(pk=guest.pk).is_active


def test_whoever_comes_back_gets_the_account_back(directory, guest, log_in):
    directory.set(person("guest"), userAccountControl=514)
    synchronise()
    directory.set(person("guest"), userAccountControl=512)
    synchronise()
    assert User.objects.get(pk=guest.pk).is_active
    assert log_in("guest", "pass guest 密").code == LoginCode.OK


def test_somebody_whom_an_administrator_disabled_here_is_not_brought_back(directory, guest):
    User.objects.filter(pk=guest.pk).update(is_active=False)
    synchronise()
    assert not User.objects.get(pk=guest.pk).is_active


def test_a_changed_group_changes_the_role_without_a_login(directory, guest):
    directory.set(group("reviewers"), member=[person("bob"), person("guest")])
    try:
        synchronise()
    finally:
        directory.set(group("reviewers"), member=[person("bob")])
    assert User.objects.get(pk=guest.pk).role == Role.REVIEWER


def test_local_accounts_are_left_alone(directory):
    local = create_user(username="glass", role="admin", password="break the glass", by=None)
    assert synchronise() == []
    assert User.objects.get(pk=local.pk).is_active


def test_a_directory_that_suddenly_knows_nobody_is_not_believed(directory):
    for n in range(5):
        User.objects.create_user(f"ghost{n}", source=Source.LDAP)
    with pytest.raises(CommandError, match="5 of 5 people"):
        call_command("sync_ldap")
    assert User.objects.filter(is_active=True).count() == 5
    call_command("sync_ldap", force=True)
    assert not User.objects.filter(is_active=True).exists()


def test_a_disabled_persons_open_session_is_refused_at_once(directory, guest):
    client = Client()
    client.force_login(guest, backend="docmgr.accounts.backends.DirectoryBackend")
    User.objects.filter(pk=guest.pk).update(is_active=False)
    request = RequestFactory().get("/")
    request.session = client.session
    assert not get_user(request).is_authenticated
