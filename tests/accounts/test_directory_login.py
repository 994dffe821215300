"""Logging in against a real OpenLDAP."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt

from docmgr.accounts.login import LoginCode
from docmgr.accounts.models import Role, Source, User
from docmgr.accounts.services import create_user
from docmgr.audit.models import AuditEvent
from tests.services.slapd import LOCKED, group, person

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def password(uid: str) -> str:
    return f"pass {uid} 密"


def test_the_right_password_makes_an_account_with_name_mail_and_role(directory, log_in):
    outcome = log_in("bob", password("bob"))
    user = User.objects.get(username="bob")
    assert (outcome.code, outcome.user) == (LoginCode.OK, user)
    assert (user.first_name, user.last_name, user.email) == ("Bob", "Review", "review@firm.test")
    assert (user.role, user.source) == (Role.REVIEWER, Source.LDAP)
    assert not (user.is_staff or user.is_superuser or user.has_usable_password())


def test_a_chinese_user_name_logs_in(directory, log_in):
    assert log_in("李雷", password("李雷")).user.get_full_name() == "雷 李"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(directory, log_in):
    wrong, unknown = log_in("alice", "no"), log_in("nobody", "no")
    assert wrong == unknown and wrong.code == LoginCode.WRONG
    assert not User.objects.exists()


@pytest.mark.parametrize("empty", ["", "\0", "a\0b"])
def test_an_empty_password_never_reaches_the_directory(directory, log_in, empty):
    """This slapd accepts a name without a password as an anonymous bind, as many directories do."""
    before = directory.failures("alice")
    assert log_in("alice", empty).code == LoginCode.WRONG
    assert directory.failures("alice") == before


def test_the_group_decides_the_role_and_a_change_counts_at_the_next_login(directory, log_in):
    assert log_in("alice", password("alice")).user.role == Role.EMPLOYEE
    directory.set(group("reviewers"), member=[person("bob"), person("alice")])
    try:
        assert log_in("alice", password("alice")).user.role == Role.REVIEWER
        assert User.objects.get(username="alice").role == Role.REVIEWER
    finally:
        directory.set(group("reviewers"), member=[person("bob")])
    assert log_in("alice", password("alice")).user.role == Role.EMPLOYEE


def test_an_auditor_who_is_also_in_the_administrators_group_only_audits(directory, log_in):
    assert log_in("frank", password("frank")).user.role == Role.AUDITOR


def test_somebody_without_a_role_is_told_so_and_gets_no_account(directory, log_in):
    assert log_in("erin", password("erin")).code == LoginCode.NO_ROLE
    assert log_in("erin", "wrong").code == LoginCode.WRONG
    assert not User.objects.exists()


@pytest.mark.parametrize("flag, back", [
    ({"userAccountControl": 514}, {"userAccountControl": 512}),
    ({"userAccountControl": 66050}, {"userAccountControl": 512}),
])
def test_an_account_that_active_directory_calls_disabled_is_refused(directory, log_in, flag, back):
    directory.set(person("alice"), **flag)
    try:
        assert log_in("alice", password("alice")).code == LoginCode.DISABLED
        assert log_in("alice", "wrong").code == LoginCode.WRONG
    finally:
        directory.set(person("alice"), **back)
    assert not User.objects.exists()


def test_an_account_locked_by_password_policy_is_refused(directory, log_in):
    directory.set(person("alice"), relax=True, pwdAccountLockedTime=LOCKED)
    try:
        assert log_in("alice", password("alice")).code in (LoginCode.DISABLED, LoginCode.WRONG)
    finally:
        directory.set(person("alice"), relax=True, pwdAccountLockedTime=None)
    assert not User.objects.exists()
    assert log_in("alice", password("alice")).code == LoginCode.OK


def test_somebody_disabled_here_stays_out_whatever_the_directory_says(directory, log_in):
    user = log_in("alice", password("alice")).user
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert log_in("alice", password("alice")).code == LoginCode.DISABLED


INJECTIONS = [
    "*", "a*", "*)(uid=*", "alice)(|(uid=*", "alice)(&", "*)(&", "*))%00", "alice\0", "admin)(|(userPassword=*",
    "x*)(|(objectClass=*", ")(cn=*", "(", ")", "\\", "\\2a", "\\00", "alice\\", "*" * 5000, "алиса*",
    "alice,ou=people", "alice+cn=x", '"alice"', "alice;", "<alice>", "#alice", "uid=alice", person("alice"), "%(user)s",
    "%s", "{}", "alice\n", "alice\r\nbob", "\u202ealice", "alice\u2028", "' OR 1=1 --", "", " ", "\t",
]


@pytest.mark.parametrize("name", INJECTIONS)
def test_no_injected_name_logs_in_or_breaks_the_login(directory, log_in, name):
    for secret in (password("alice"), "*", "x"):
        assert log_in(name, secret).code == LoginCode.WRONG
    assert not User.objects.exists()


@pytest.mark.parametrize("spelling", ["ALICE", "Alice", " alice ", "ａｌｉｃｅ", "alice\u00a0", "Ａlice"])
def test_one_entry_is_one_account_however_it_is_spelled(directory, log_in, spelling):
    first = log_in("alice", password("alice")).user
    again = log_in(spelling, password("alice"))
    assert again.code == LoginCode.WRONG or again.user == first
    assert User.objects.count() == 1


def test_spellings_of_one_name_share_one_counter(directory, log_in, settings):
    before = directory.failures("bob")
    for spelling in ("bob", "Bob", "BOB", "ｂob", " bob", "bOb\u00a0"):
        for _ in range(3):
            log_in(spelling, "wrong")
    assert directory.failures("bob") - before <= settings.AXES_FAILURE_LIMIT
    assert AccessAttempt.objects.count() == 1
    assert log_in("bob", password("bob")).code == LoginCode.LOCKED
    assert log_in("bob", password("bob"), ip="192.0.2.99").code == LoginCode.OK, "others are not locked out with him"


def test_a_directory_person_cannot_take_over_the_local_account_of_the_same_name(directory, log_in):
    local = create_user(username="root", role="admin", password="local and long", by=None)
    assert log_in("root", password("root")).code == LoginCode.WRONG
    assert log_in("ｒoot", password("root")).code == LoginCode.WRONG
    assert log_in("root", "local and long").user == local
    assert User.objects.get().source == Source.LOCAL


def test_the_password_of_a_local_account_is_not_shown_to_the_directory(directory, log_in):
    create_user(username="root", role="admin", password="local and long", by=None)
    before = directory.failures("root")
    log_in("root", "local and lomg")
    assert directory.failures("root") == before


def test_every_try_is_audited_without_names_that_nobody_bears(directory, log_in):
    log_in("alice", "wrong")
    log_in("my secret password", "oops")
    log_in("alice", password("alice"))
    rows = list(AuditEvent.objects.order_by("seq").values_list("action", "actor_name", "ok", "after"))
    assert rows == [
        ("login.failed", "", False, {"reason": "wrong"}), ("login.failed", "", False, {"reason": "wrong"}),
        ("login", "alice", True, {"reason": "ok"})]
