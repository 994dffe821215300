"""Every person calls every address with every method: exactly the answers of the table, and never a crash."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from docmgr.accounts.models import ApiToken, Department, User
from docmgr.accounts.roles import Act
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.review.models import Correction
from tests.matrix.table import TABLE
from tests.matrix.world import DONE, World, acts, call, names

pytestmark = pytest.mark.django_db
WATCHED = (Document, Correction, DocumentType, TypeVersion, FieldDefinition, User, Department, ApiToken)


def test_every_address_stands_in_the_table_and_every_line_is_an_address() -> None:
    assert set(names()) == set(TABLE)


def test_every_act_opens_some_address_or_is_listed_here() -> None:
    assert set(Act) - acts() == {Act.SEE_ALL_DOCUMENTS}


def _to_login(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_person_gets_what_the_table_says(world: World, name: str) -> None:
    address, wrong = world.address(name), []
    for method, who in world.calls(name):
        with transaction.atomic():
            response = call(world.client(who), method, address, name)
            transaction.set_rollback(True)
        good = world.expected(name, method, who)
        sent_away = good == DONE and _to_login(response) and name not in ("web:logout", "web:preferences")
        if response.status_code not in good or sent_away:
            wrong.append(f"{method} by {who}: {response.status_code}, right would be {sorted(good)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "method"), [("web:job_progress", "GET"), ("web:job_cancel", "POST")])
def test_a_question_is_watched_and_taken_back_by_its_asker_and_by_those_who_look_after_jobs(
        world: World, name: str, method: str) -> None:
    address = reverse(name, kwargs={"pk": world.question})
    for who in sorted(set(world.people) - {"anonymous", "disabled"}):
        with transaction.atomic():
            status = call(world.client(who), method, address, name).status_code
            transaction.set_rollback(True)
        assert status in world.on_job(world.people[who], method, asker="owner"), (who, status)


@pytest.mark.parametrize("name", sorted(n for n, rule in TABLE.items() if "GET" in rule.methods))
def test_reading_changes_nothing(world: World, name: str) -> None:
    def state() -> list[list[tuple[object, ...]]]:
        return [list(model.objects.order_by("pk").values_list()) for model in WATCHED]

    before = state()
    for who in ("owner", "reviewer", "admin", "auditor"):
        call(world.client(who), "GET", world.address(name), name)
        assert state() == before, who


@pytest.mark.parametrize("name", sorted(n for n, rule in TABLE.items() if set(rule.methods) & {"POST", "PATCH"}))
def test_a_change_without_the_csrf_token_is_refused(world: World, name: str) -> None:
    method = "PATCH" if "PATCH" in TABLE[name].methods else "POST"
    for who in ("owner", "reviewer", "admin", "auditor"):
        response = call(world.client(who, enforce_csrf_checks=True), method, world.address(name), name)
        if name == "api:token":  # starts no session and reads none: there is nothing to forge
            assert response.status_code == 400
        else:
            assert response.status_code == 403


@pytest.mark.parametrize("name", sorted(n for n, rule in TABLE.items() if rule.methods))
def test_strangers_are_sent_to_the_login_or_told_so(world: World, name: str) -> None:
    """Asked for JSON, nobody is sent to a page."""
    for who in ("anonymous", "disabled"):
        for method, need in TABLE[name].methods.items():
            response = call(world.client(who), method, world.address(name), name, HX_Request="true")
            if need is not None:
                assert response.status_code in (302, 401), (who, method)
                assert b"QZX" not in response.content
