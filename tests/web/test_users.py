"""The pages of people: what is refused is told beside its input, and nothing of a refused change stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from docmgr.accounts.models import Department, Role, Source, User
from tests.review import makers

pytestmark = pytest.mark.django_db


def test_role_and_department_are_changed_together(page):
    person, house = makers.person("emil", Role.EMPLOYEE), Department.objects.create(name="Finance")
    page.post(reverse("web:user_change", args=[person.pk]), {
        "role": "reviewer", "department": house.pk, "shares_department": "on"})
    person.refresh_from_db()
    assert (person.role, person.department, person.shares_department) == (Role.REVIEWER, house, True)


def test_where_the_role_is_refused_the_department_stays_as_it_was(page):
    person, house = makers.person("emil", Role.EMPLOYEE), Department.objects.create(name="Finance")
    User.objects.filter(pk=person.pk).update(source=Source.LDAP)
    answer = page.post(reverse("web:user_change", args=[person.pk]), {"role": "admin", "department": house.pk})
    person.refresh_from_db()
    assert (answer.status_code, person.role, person.department) == (422, Role.EMPLOYEE, None)


@pytest.mark.parametrize(("name", "told"), [("Finance", "already a department"), (" ", "required")])
def test_a_department_that_cannot_be_made_is_told_beside_its_name(page, name, told):
    Department.objects.create(name="Finance")
    answer = page.post(reverse("web:department_new"), {"name": name})
    assert answer.status_code == 422 and told in answer.content.decode()
    assert Department.objects.count() == 1


def test_a_taken_name_and_a_weak_password_are_told_at_once(page):
    makers.person("emil", Role.EMPLOYEE)
    given = {"username": "Emil", "role": "employee", "password": "short"}
    text = page.post(reverse("web:user_new"), given).content.decode()
    assert "already an account" in text and "at least 12 characters" in text
