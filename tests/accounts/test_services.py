from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from docmgr.accounts import services
from docmgr.accounts.login import LoginCode
from docmgr.accounts.models import Role, Source, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Invalid, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PASSWORD = "eine lange Losung"


@pytest.fixture
def admin() -> User:
    return services.create_user(username="admin", role="admin", password=PASSWORD, by=None)


@pytest.fixture
def clerk(admin) -> User:
    return services.create_user(username="clerk", password=PASSWORD, by=admin)


def last() -> AuditEvent:
    return AuditEvent.objects.latest("seq")


def test_an_administrator_creates_an_account_and_it_is_recorded(admin):
    user = services.create_user(username="  Wang ", password=PASSWORD, by=admin, role="reviewer")
    assert (user.username, user.role, user.source) == ("wang", Role.REVIEWER, Source.LOCAL)
    assert (last().action, last().actor_name, last().after) == (
        "user.created", "admin", {"username": "wang", "role": "reviewer"})


@pytest.mark.parametrize("name", ["clerk", "CLERK", "ｃlerk", " clerk ", ""])
def test_a_name_that_is_taken_in_any_spelling_or_empty_is_refused(admin, clerk, name):
    with pytest.raises(Invalid):
        services.create_user(username=name, password=PASSWORD, by=admin)


@pytest.mark.parametrize("weak", ["", "short", "newcomer2026!", "newcomer2026"])
def test_a_weak_password_is_refused_with_the_reasons(admin, weak):
    with pytest.raises(Invalid) as refusal:
        services.create_user(username="newcomer2026", password=weak, by=admin)
    assert refusal.value.params["problems"]
    assert not User.objects.filter(username="newcomer2026").exists()


@pytest.mark.parametrize("role", ["employee", "reviewer", "auditor"])
def test_nobody_but_an_administrator_changes_people(admin, clerk, role):
    other = User.objects.create_user("other", role=role)
    for act in (
        lambda: services.create_user(username="x", password=PASSWORD, by=other),
        lambda: services.set_role(clerk, role="admin", by=other),
        lambda: services.set_active(clerk, active=False, by=other),
        lambda: services.set_department(clerk, department=None, by=other, shares_department=True),
        lambda: services.set_password(clerk, password=PASSWORD, by=other),
        lambda: services.create_department(name="x", by=other),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_role_is_changed_and_recorded(admin, clerk):
    services.set_role(clerk, role="auditor", by=admin)
    assert User.objects.get(pk=clerk.pk).role == Role.AUDITOR
    assert (last().before, last().after) == ({"role": "employee"}, {"role": "auditor"})


def test_nobody_changes_the_own_role_or_state(admin):
    services.create_user(username="second", role="admin", password=PASSWORD, by=admin)
    with pytest.raises(NotAllowed):
        services.set_role(admin, role="auditor", by=admin)
    with pytest.raises(NotAllowed):
        services.set_active(admin, active=False, by=admin)


def test_the_last_active_administrator_stays(admin):
    """The other one exists, but is disabled: he acts with an object loaded while he was still active."""
    second = services.create_user(username="second", role="admin", password=PASSWORD, by=admin)
    stale = User.objects.get(pk=second.pk)
    services.set_active(second, active=False, by=admin)
    for act in (
        lambda: services.set_active(admin, active=False, by=stale),
        lambda: services.set_role(admin, role="employee", by=stale),
    ):
        with pytest.raises(Invalid):
            act()
    assert User.objects.get(pk=admin.pk).role == Role.ADMIN


def test_disabling_ends_the_persons_sessions_and_no_others(admin, clerk):
    for user in (admin, clerk):
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session.save()
    services.set_active(clerk, active=False, by=admin)
    assert [s.get_decoded()["_auth_user_id"] for s in Session.objects.all()] == [str(admin.pk)]
    assert last().action == "user.disabled"


def test_nothing_changed_leaves_no_row(admin, clerk):
    before = last().seq
    services.set_role(clerk, role="employee", by=admin)
    services.set_active(clerk, active=True, by=admin)
    services.set_department(clerk, department=None, by=admin)
    assert last().seq == before


def test_a_department_and_the_sight_of_its_documents_are_set(admin, clerk):
    room = services.create_department(name=" 法务部 ", by=admin)
    services.set_department(clerk, department=room, by=admin, shares_department=True)
    clerk = User.objects.get(pk=clerk.pk)
    assert (clerk.department, clerk.department.name, clerk.shares_department) == (room, "法务部", True)
    with pytest.raises(Invalid):
        services.create_department(name="法务部", by=admin)


def test_role_and_password_of_a_directory_person_are_the_directorys(admin):
    person = User.objects.create_user("lei", source=Source.LDAP)
    with pytest.raises(Invalid):
        services.set_role(person, role="admin", by=admin)
    with pytest.raises(Invalid):
        services.set_password(person, password=PASSWORD, by=admin)


def test_a_person_sets_the_own_password(clerk, log_in):
    services.set_password(clerk, password="eine andere Losung", by=clerk)
    assert log_in("clerk", "eine andere Losung").user == clerk
    assert log_in("clerk", PASSWORD).code == LoginCode.WRONG


def test_a_local_login_tells_disabled_only_to_whoever_knows_the_password(admin, clerk, log_in):
    services.set_active(clerk, active=False, by=admin)
    assert log_in("CLERK", PASSWORD).code == LoginCode.DISABLED
    assert log_in("clerk", "wrong").code == LoginCode.WRONG


def test_a_directory_person_has_no_local_password(admin, log_in):
    User.objects.create_user("lei", source=Source.LDAP)
    assert log_in("lei", "").code == log_in("lei", "!").code == LoginCode.WRONG


def test_after_five_wrong_passwords_the_right_one_has_to_wait(clerk, log_in, settings):
    codes = [log_in("clerk", "wrong").code for _ in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert codes[0] == LoginCode.WRONG and codes[-1] == LoginCode.LOCKED
    assert log_in("clerk", PASSWORD).code == LoginCode.LOCKED
    assert last().action == "login.locked"
    assert log_in("clerk", PASSWORD, ip="192.0.2.2").code == LoginCode.OK
