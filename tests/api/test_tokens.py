"""Tokens: issued for a password, kept as a digest, refused when withdrawn or when the account is disabled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from docmgr.accounts import services, tokens
from docmgr.accounts.models import ApiToken, Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core import clock
from tests.api.conftest import PASSWORD
from tests.matrix.world import client_of

pytestmark = pytest.mark.django_db
TOKEN, DOCUMENTS = "/api/v1/auth/token", "/api/v1/documents"


def ask(username: str, password: str, **more: str) -> object:
    return APIClient(HTTP_ACCEPT_LANGUAGE="en").post(
        TOKEN, {"username": username, "password": password, **more}, format="json")


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def test_the_right_password_gives_a_token_that_opens_the_api(owner: User) -> None:
    answer = ask("ola", PASSWORD, name="importer")
    assert answer.status_code == 200
    client = APIClient()
    for scheme in ("Token", "Bearer"):
        client.credentials(HTTP_AUTHORIZATION=f"{scheme} {answer.data['token']}")
        assert client.get(DOCUMENTS).status_code == 200
    assert actions() == ["login", "token.created"]
    assert ApiToken.objects.get().name == "importer"


def test_forms_are_understood_too(owner: User) -> None:
    assert APIClient().post(TOKEN, {"username": "ola", "password": PASSWORD}).status_code == 200


def test_the_database_does_not_hold_the_token(owner: User) -> None:
    secret = ask("ola", PASSWORD).data["token"]
    row = ApiToken.objects.get()
    assert secret not in {row.digest, row.name}
    assert row.digest == tokens.digest(secret)


def test_a_wrong_password_is_told_from_nothing_else(owner: User) -> None:
    wrong, unknown = ask("ola", "wrong"), ask("nobody", "wrong")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.data == unknown.data == {"code": "login_wrong", "message": "User name or password is wrong."}
    assert wrong["WWW-Authenticate"]
    assert not ApiToken.objects.exists()
    assert set(actions()) == {"login.failed"}


def test_guessing_is_paused(owner: User) -> None:
    for _try in range(settings.AXES_FAILURE_LIMIT):
        ask("ola", "wrong")
    answer = ask("ola", PASSWORD)
    assert (answer.status_code, answer.data["code"]) == (429, "login_locked")
    assert int(answer["Retry-After"]) > 0


def test_a_disabled_account_gets_no_token_and_its_old_one_opens_nothing(owner: User, person: Callable) -> None:
    secret = tokens.issue(owner)
    services.set_active(owner, active=False, by=person("boss", Role.ADMIN))
    answer = ask("ola", PASSWORD)
    assert (answer.status_code, answer.data["code"]) == (403, "login_disabled")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    assert client.get(DOCUMENTS).status_code == 401


def test_a_withdrawn_token_opens_nothing(owner: User, api: APIClient) -> None:
    assert api.delete(TOKEN).status_code == 204
    assert api.get(DOCUMENTS).status_code == 401
    assert actions()[-1] == "token.revoked"


def test_withdrawing_needs_the_token_itself(owner: User) -> None:
    client = APIClient()
    assert client.delete(TOKEN).status_code == 401
    client.force_login(owner)
    assert client.delete(TOKEN).status_code == 401


@pytest.mark.database
def test_a_new_password_withdraws_every_token(owner: User, person: Callable, api: APIClient) -> None:
    services.set_password(owner, password="another long password", by=person("boss", Role.ADMIN))
    assert api.get(DOCUMENTS).status_code == 401


@pytest.mark.parametrize("header", ["Token", "Token a b", "Token wrong", "Bearer " + "x" * 9000, "Token ÿ"])
def test_a_header_that_is_no_token_is_refused_even_with_a_session(owner: User, header: str) -> None:
    client = APIClient(HTTP_AUTHORIZATION=header)
    client.force_login(owner)
    answer = client.get(DOCUMENTS)
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


@pytest.mark.database
def test_an_eleventh_token_takes_the_place_of_the_one_unused_longest(owner: User) -> None:
    secrets = [tokens.issue(owner) for _ in range(tokens.MOST)]
    assert tokens.find(secrets[0])
    newest = tokens.issue(owner)
    assert ApiToken.objects.count() == tokens.MOST
    assert tokens.find(newest) and tokens.find(secrets[0])
    assert tokens.find(secrets[1]) is None


def test_a_token_ends_when_the_installation_says(owner: User, settings: object) -> None:
    settings.TOKEN_DAYS = 30
    issued = ask("ola", PASSWORD).json()
    ends = datetime.fromisoformat(issued["expires_at"])
    assert timedelta(days=29) < ends - clock.now() < timedelta(days=31)
    client = APIClient(HTTP_AUTHORIZATION=f"Token {issued['token']}")
    assert client.get(DOCUMENTS).status_code == 200
    ApiToken.objects.update(expires_at=clock.now())
    answer = client.get(DOCUMENTS)
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_a_program_may_ask_for_less_time_and_not_for_more(owner: User, settings: object) -> None:
    settings.TOKEN_DAYS = 30
    for days, status in ((1, 200), (31, 422), (-1, 422)):
        assert ask("ola", PASSWORD, expires_at=(clock.now() + timedelta(days=days)).isoformat()).status_code == status
    assert ask("ola", PASSWORD, expires_at="tomorrow").status_code == 400
    settings.TOKEN_DAYS = 0
    assert ask("ola", PASSWORD).json()["expires_at"] is None


def test_the_page_of_a_person_says_when_a_token_ends_and_that_it_has(owner: User, person: Callable) -> None:
    tokens.issue(owner)
    browser = client_of(person("boss", Role.ADMIN), headers={"Accept-Language": "en"})
    ApiToken.objects.update(expires_at=datetime(2031, 5, 6, tzinfo=UTC))
    assert "2031-05-06" in browser.get(f"/people/{owner.pk}/").content.decode()
    ApiToken.objects.update(expires_at=clock.now())
    assert "expired" in browser.get(f"/people/{owner.pk}/").content.decode()


def test_nobody_withdraws_a_colleagues_token(owner: User, reviewer: User) -> None:
    from docmgr.core.exceptions import NotAllowed

    tokens.issue(owner)
    with pytest.raises(NotAllowed):
        tokens.withdraw(ApiToken.objects.get(), by=reviewer)


def test_an_administrator_sees_and_withdraws_tokens_on_the_page_of_people(
    owner: User, api: APIClient, person: Callable,
) -> None:
    browser = client_of(person("boss", Role.ADMIN), headers={"Accept-Language": "en"})
    token = owner.api_tokens.get()
    address = f"/people/{owner.pk}/"
    assert f"{address}tokens/{token.pk}/withdraw" in browser.get(address).content.decode()
    assert browser.post(f"{address}tokens/{token.pk}/withdraw").status_code == 302
    assert api.get(DOCUMENTS).status_code == 401
    assert AuditEvent.objects.get(action="token.revoked").actor.username == "boss"


def test_a_session_needs_the_csrf_token_and_an_api_token_does_not(
    reviewer: User, review_api: APIClient, invoice: object,
) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(reviewer)
    answer = browser.post(f"{DOCUMENTS}/{invoice.pk}/reject", {"reason": "x"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    review_api.handler.enforce_csrf_checks = True
    assert review_api.post(f"{DOCUMENTS}/{invoice.pk}/reject", {"reason": "x"}, format="json").status_code == 200
