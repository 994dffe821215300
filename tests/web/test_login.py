"""The login page: what it tells, what it keeps to itself, where it leads."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("emil", password=PASSWORD, language="en", theme="dark")


def log_in(name: str, password: str, **more: str):
    client = Client(headers={"accept-language": "en"})
    return client, client.post(reverse("web:login"), {"username": name, "password": password, **more})


def test_the_right_password_leads_home_with_the_persons_language_and_theme(person: User) -> None:
    client, answer = log_in("emil", PASSWORD)
    assert (answer.status_code, answer.url) == (302, reverse("web:home"))
    assert answer.cookies["docmgr_theme"].value == "dark"
    assert client.get(reverse("web:home")).status_code == 200


def test_the_login_leads_to_the_page_that_was_asked_for(person: User) -> None:
    assert log_in("emil", PASSWORD, next="/documents/?q=a")[1].url == "/documents/?q=a"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_login_never_leads_to_another_site(person: User, elsewhere: str) -> None:
    assert log_in("emil", PASSWORD, next=elsewhere)[1].url == reverse("web:home")


@pytest.mark.parametrize("name", ["documents", "logout", "..."])
def test_a_page_that_is_no_address_leads_home(person: User, name: str) -> None:
    client, answer = log_in("emil", PASSWORD, next=name)
    assert (answer.status_code, answer.url) == (302, reverse("web:home"))
    chosen = client.post(reverse("web:preferences"), {"theme": "dark", "next": name})
    assert (chosen.status_code, chosen.url) == (302, reverse("web:home"))


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(person: User) -> None:
    wrong, unknown = log_in("emil", "wrong")[1], log_in("nobody", "wrong")[1]
    assert wrong.status_code == unknown.status_code == 401
    for answer in (wrong, unknown):
        assert "User name or password is wrong." in answer.content.decode()


def test_an_empty_password_is_refused_without_asking_anybody(person: User) -> None:
    answer = log_in("emil", "")[1]
    assert answer.status_code == 422


def test_after_too_many_wrong_passwords_the_page_says_so_in_plain_words(person: User, settings: Any) -> None:
    for _try in range(settings.AXES_FAILURE_LIMIT):
        answer = log_in("emil", "wrong")[1]
    answer = log_in("emil", PASSWORD)[1]
    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.content.decode()


def test_demo_people_are_shown_only_where_the_installation_is_a_demo(db: None, settings: Any) -> None:
    settings.DEMO = False
    assert 'data-demo="reviewer"' not in Client().get(reverse("web:login")).content.decode()
    settings.DEMO = True
    assert 'data-demo="reviewer"' in Client().get(reverse("web:login")).content.decode()


def test_logging_out_is_a_post(person: User) -> None:
    client, _answer = log_in("emil", PASSWORD)
    assert client.get(reverse("web:logout")).status_code == 405
    client.post(reverse("web:logout"))
    assert client.get(reverse("web:home")).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [
    {"HTTP_ACCEPT": "application/json"}, {"HTTP_X_FRAGMENT": "1"}, {"HTTP_HX_REQUEST": "true"}])
def test_a_script_is_told_in_words_that_nobody_is_logged_in_and_never_given_the_login_page(
    client: Client, headers: dict[str, str],
) -> None:
    answer = client.get("/review/1/fields", HTTP_ACCEPT_LANGUAGE="en", **headers)
    assert answer.status_code == 401
    assert "log in again in another tab" in answer.content.decode()
    assert client.get("/review/1/fields").headers["Location"].startswith("/login/?next=")
