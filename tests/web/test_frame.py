"""What every page keeps to: who sees which entry, languages, themes, content security, errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User

LEARNING = {"web:dashboard", "web:evaluation", "web:models", "web:automation"}
ENTRIES = {
    Role.EMPLOYEE: {"web:home", "web:upload", "web:documents", "web:type_list"},
    Role.REVIEWER: {"web:home", "web:upload", "web:documents", "web:review_queue", "web:type_list", "web:sample_list",
                    "web:error_groups", *LEARNING},
    Role.ADMIN: {"web:home", "web:upload", "web:documents", "web:type_list", "web:sample_list", "web:user_list",
                 "web:error_groups", "web:engines", *LEARNING},
    Role.AUDITOR: {"web:home", "web:type_list", "web:audit_log", *LEARNING},
}
ClientOf = Callable[[User], Client]


def side_bar(html: str) -> set[str]:
    bar = html[html.index("<nav"):html.index("</nav>")]
    return set(re.findall(r'<a href="([^"]+)"', bar))


@pytest.mark.parametrize("role", list(Role))
def test_the_side_bar_shows_a_role_what_it_may_use_and_nothing_else(
    role: Role, people: dict[Role, User], client_of: ClientOf,
) -> None:
    html = client_of(people[role]).get(reverse("web:home")).content.decode()
    assert side_bar(html) == {reverse(name) for name in ENTRIES[role]}


@pytest.mark.parametrize("role", list(Role))
def test_every_entry_of_the_side_bar_opens_for_its_role(
    role: Role, people: dict[Role, User], client_of: ClientOf,
) -> None:
    client = client_of(people[role])
    assert {name: client.get(reverse(name)).status_code for name in ENTRIES[role]} == dict.fromkeys(ENTRIES[role], 200)


def test_a_stranger_is_sent_to_the_login_and_back_to_where_he_wanted(db: None) -> None:
    answer = Client().get(reverse("web:documents"))
    assert answer.status_code == 302
    assert answer.url == f"{reverse('web:login')}?next={reverse('web:documents')}"


def test_no_page_holds_an_inline_style_or_handler(
    people: dict[Role, User], client_of: ClientOf, invoice: object,
) -> None:
    for role in Role:
        client = client_of(people[role])
        for name in ENTRIES[role]:
            html = client.get(reverse(name)).content.decode()
            assert not re.search(r"<[^>]+\s(style|on[a-z]+)=[\"']", html), (role, name)
            assert "<style" not in html


def test_every_script_bears_the_nonce_of_the_answer(people: dict[Role, User], client_of: ClientOf) -> None:
    answer = client_of(people[Role.EMPLOYEE]).get(reverse("web:upload"))
    nonce = re.search(r"script-src[^;]*'nonce-([^']+)'", answer["Content-Security-Policy"]).group(1)
    scripts = re.findall(r"<script[^>]*src=[^>]*>", answer.content.decode())
    assert scripts and all(f'nonce="{nonce}"' in tag for tag in scripts)


def test_the_language_somebody_chose_is_kept_with_the_account(employee: User, client_of: ClientOf) -> None:
    client = client_of(employee)
    client.post(reverse("web:preferences"), {"language": "zh-hans", "next": "/upload/"})
    employee.refresh_from_db()
    assert employee.language == "zh-hans"
    html = client.get(reverse("web:upload")).content.decode()
    assert '<html lang="zh-CN"' in html and "上传" in html


def test_a_stranger_may_choose_the_language_of_the_login_page(db: None) -> None:
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("web:preferences"), {"language": "zh-hans", "next": reverse("web:login")})
    assert "用户名" in client.get(reverse("web:login")).content.decode()


@pytest.mark.parametrize(("choice", "kept"), [("dark", "dark"), ("light", "light"), ("system", "")])
def test_the_theme_is_kept_and_the_system_is_a_choice_too(
    choice: str, kept: str, employee: User, client_of: ClientOf,
) -> None:
    client = client_of(employee)
    client.post(reverse("web:preferences"), {"theme": choice})
    employee.refresh_from_db()
    html = client.get(reverse("web:home")).content.decode()
    assert employee.theme == kept
    assert ("data-bs-theme" in html[:400]) == bool(kept)


def test_a_made_up_theme_or_language_is_not_remembered(employee: User, client_of: ClientOf) -> None:
    answer = client_of(employee).post(reverse("web:preferences"), {"theme": "<b>", "language": "xx"})
    employee.refresh_from_db()
    assert (employee.theme, employee.language) == ("", "")
    assert not answer.cookies


def test_preferences_never_lead_to_another_site(employee: User, client_of: ClientOf) -> None:
    answer = client_of(employee).post(reverse("web:preferences"), {"theme": "dark", "next": "https://evil.example/"})
    assert answer.url == reverse("web:home")


def test_a_page_that_is_not_there_says_so_in_the_frame(employee: User, client_of: ClientOf) -> None:
    answer = client_of(employee).get(reverse("web:document", args=[999]))
    assert answer.status_code == 404
    assert "This does not exist, or you may not see it." in answer.content.decode()
    assert side_bar(answer.content.decode())


def test_an_address_that_never_was_gets_the_same_page(employee: User, client_of: ClientOf) -> None:
    answer = client_of(employee).get("/no/such/page/")
    assert answer.status_code == 404
    assert "This does not exist" in answer.content.decode()


def test_an_address_that_only_takes_what_is_sent_explains_itself_in_a_browser(
    people: dict[Role, User], client_of: ClientOf,
) -> None:
    client, url = client_of(people[Role.ADMIN]), reverse("web:sample_export")
    answer = client.get(url, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address cannot be opened directly" in answer.content.decode()
    assert side_bar(answer.content.decode())
    assert client.get(url, headers={"Accept": "*/*"}).content == b""


def test_htmx_gets_a_fragment_instead_of_an_error_page(employee: User, client_of: ClientOf) -> None:
    answer = client_of(employee).get(reverse("web:document", args=[999]), headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.content.decode() and "data-error" in answer.content.decode()


def test_a_script_gets_json_with_a_code(employee: User, client_of: ClientOf) -> None:
    answer = client_of(employee).get(reverse("web:document", args=[999]), headers={"Accept": "application/json"})
    assert answer.json()["code"] == "not_found"


def test_the_auditor_is_told_that_his_role_does_not_upload(people: dict[Role, User], client_of: ClientOf) -> None:
    answer = client_of(people[Role.AUDITOR]).get(reverse("web:upload"))
    assert answer.status_code == 403
    assert "Your role does not allow this." in answer.content.decode()


def test_a_fault_of_ours_is_told_in_both_languages(db: None) -> None:
    from django.template.loader import render_to_string

    html = render_to_string("500.html")
    assert "系统出了故障" in html and "Something broke" in html
