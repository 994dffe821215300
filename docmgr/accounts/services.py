"""How people change: created, given a role, put into a department, disabled. Each with its audit row."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts import tokens
from docmgr.accounts.models import Department, Role, Source, User
from docmgr.accounts.names import canonical
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core.exceptions import Invalid, NotAllowed


@transaction.atomic
def create_user(
    *, username: str, by: User | None, role: str = Role.EMPLOYEE, password: str = "", first_name: str = "",
    last_name: str = "", email: str = "", department: Department | None = None, shares_department: bool = False,
) -> User:
    """A local account. ``by`` is None only for the installation itself (demo people, the first administrator).

    Raises Invalid for a taken name, however it is spelled, and for a weak password.
    """
    if by is not None:
        require(by, Act.MANAGE_USERS)
    name = canonical(username)
    if not name:
        raise Invalid(_("A user name is needed."))
    user = User(
        username=name, role=Role(role), first_name=first_name, last_name=last_name, email=email, department=department,
        shares_department=shares_department)
    if by is not None:
        check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid(_("There is already an account with this name.")) from error
    record(Action.USER_CREATED, actor=by, obj=user, after={"username": name, "role": user.role})
    return user


def check_password(password: str, user: User) -> None:
    """Raises Invalid with everything that is wrong with it."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), problems=error.messages) from error


@transaction.atomic
def change(user: User, *, role: str, department: Department | None, shares_department: bool, by: User) -> None:
    """All that the page of a person offers, or nothing of it; an empty ``role`` stays. Raises as the others do."""
    set_department(user, department=department, shares_department=shares_department, by=by)
    if role and role != user.role:
        set_role(user, role=role, by=by)


@transaction.atomic
def set_role(user: User, *, role: str, by: User) -> None:
    """The next request already runs under the new role. Raises NotAllowed for one's own, Invalid for the last admin."""
    _may_change(user, by)
    person, wanted = _locked(user), Role(role)
    if person.source == Source.LDAP:
        raise Invalid(_("The role of this person comes from the directory."))
    if person.role == wanted:
        return
    if person.role == Role.ADMIN:
        _refuse_last_admin(person)
    User.objects.filter(pk=person.pk).update(role=wanted)
    user.role = wanted
    record(Action.USER_ROLE_CHANGED, actor=by, obj=user, before={"role": person.role}, after={"role": wanted.value})


@transaction.atomic
def set_active(user: User, *, active: bool, by: User) -> None:
    """Disabling ends all sessions of the person at once; API tokens of a disabled account are refused."""
    _may_change(user, by)
    person = _locked(user)
    if person.is_active == active:
        return
    if not active and person.role == Role.ADMIN:
        _refuse_last_admin(person)
    switch(person, active=active, by=by)
    user.is_active = active


@transaction.atomic
def switch(user: User, *, active: bool, by: User | None, action: Action | None = None) -> None:
    """The change itself, for set_active and the directory's synchronisation."""
    User.objects.filter(pk=user.pk).update(is_active=active)
    if not active:
        end_sessions(user)
    action = action or (Action.USER_ENABLED if active else Action.USER_DISABLED)
    record(action, actor=by, obj=user, before={"active": not active}, after={"active": active})


@transaction.atomic
def set_department(
    user: User, *, department: Department | None, by: User, shares_department: bool | None = None,
) -> None:
    """``shares_department`` (sees the colleagues' documents) stays as it is where it is None."""
    require(by, Act.MANAGE_USERS)
    person = _locked(user)
    shares = person.shares_department if shares_department is None else shares_department
    before = {"department": person.department_id, "shares": person.shares_department}
    after = {"department": department.pk if department else None, "shares": shares}
    if before == after:
        return
    User.objects.filter(pk=person.pk).update(department=department, shares_department=shares)
    user.department, user.shares_department = department, shares
    record(Action.USER_DEPARTMENT_CHANGED, actor=by, obj=user, before=before, after=after)


@transaction.atomic
def set_password(user: User, *, password: str, by: User) -> None:
    """For a local account, by an administrator or the person. Ends all sessions and withdraws all API tokens."""
    if by.pk != user.pk:
        require(by, Act.MANAGE_USERS)
    person = _locked(user)
    if person.source == Source.LDAP:
        raise Invalid(_("The password of this person is kept in the directory."))
    check_password(password, person)
    person.set_password(password)
    User.objects.filter(pk=person.pk).update(password=person.password)
    end_sessions(person)
    tokens.withdraw_all(person, by=by)
    record(Action.USER_PASSWORD_SET, actor=by, obj=person)


@transaction.atomic
def create_department(*, name: str, by: User | None) -> Department:
    """``by`` is None only for the installation itself."""
    if by is not None:
        require(by, Act.MANAGE_USERS)
    try:
        with transaction.atomic():
            department = Department.objects.create(name=name.strip())
    except IntegrityError as error:
        raise Invalid(_("There is already a department with this name.")) from error
    record(Action.DEPARTMENT_CREATED, actor=by, obj=department)
    return department


def end_sessions(user: User) -> int:
    """Log the person out everywhere; how many sessions that were. Reads all sessions: they carry no user column."""
    mine = [
        s.session_key for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(session_key__in=mine).delete()
    return len(mine)


def _may_change(user: User, by: User) -> None:
    require(by, Act.MANAGE_USERS)
    if by.pk == user.pk:
        raise NotAllowed(_("You cannot change the role or state of your own account."))


def _locked(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _refuse_last_admin(user: User) -> None:
    """All active administrators are locked, so that two of them cannot remove each other at the same moment."""
    admins = User.objects.select_for_update(no_key=True).filter(role=Role.ADMIN, is_active=True).order_by("pk")
    if user.is_active and [a.pk for a in admins] == [user.pk]:
        raise Invalid(_("This is the last administrator."))
