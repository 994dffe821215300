"""What belongs to somebody else: not found, not told from what never was, not changed, not leaked."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from docmgr.accounts import tokens
from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.audit.models import AuditEvent
from docmgr.documents.models import Document
from tests.matrix.table import TABLE
from tests.matrix.world import FOREIGN, MARKER, MISSING, World, arguments_of, call, names

pytestmark = pytest.mark.django_db
ON_DOCUMENTS = sorted(name for name, rule in TABLE.items() if rule.on in ("document", "own"))

# How far the reading is.
SHOW_NOTHING = {"web:document_progress"}

KINDS_OF_CALLER: tuple[dict[str, str], ...] = ({}, {"Accept": "application/json"}, {"HX-Request": "true"})


def _content(response: HttpResponse) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return re.sub(rb'[0-9a-f]{16}\b|7000\d\d|[A-Za-z0-9]{64}|nonce="[^"]+"', b"?", content)


@pytest.mark.parametrize("name", ON_DOCUMENTS)
def test_a_foreign_document_answers_exactly_like_one_that_never_was(world: World, name: str) -> None:
    assert world.document.pk == FOREIGN
    for who in ("other", "admin"):
        client = world.client(who)
        for method, headers in product(TABLE[name].methods, KINDS_OF_CALLER):
            foreign = call(client, method, world.address(name), name, **headers)
            missing = call(client, method, world.address(name, pk=MISSING), name, **headers)
            assert foreign.status_code == missing.status_code in (403, 404), (who, method, headers)
            assert _content(foreign) == _content(missing), (who, method, headers)


@pytest.mark.parametrize("name", sorted(n for n in TABLE if "pk" in arguments_of(n) or "number" in arguments_of(n)))
def test_a_number_that_is_nobodys_is_not_found(world: World, name: str) -> None:
    """Also one that no database can hold."""
    acts = [act for act in TABLE[name].methods.values() if isinstance(act, Act)]
    person = "reviewer" if all(may(world.people["reviewer"], act) for act in acts) else "admin"
    for number in (MISSING, 10**30):
        given = {a: number if a in ("pk", "number", "token", "job") else "json" for a in arguments_of(name)}
        if "key" in given:
            given["key"] = world.doc_type.key
        for method in TABLE[name].methods:
            response = call(world.client(person), method, reverse(name, kwargs=given), name)
            assert response.status_code == 404, (method, number)


def test_a_token_is_withdrawn_only_under_its_own_person(world: World) -> None:
    tokens.issue(world.people["other"])
    foreign = world.people["other"].api_tokens.get().pk
    address = reverse("web:user_token_withdraw", kwargs={"pk": world.people["owner"].pk, "token": foreign})
    assert world.client("admin").post(address).status_code == 404
    assert world.people["other"].api_tokens.exists()


def test_lists_of_numbers_leave_out_what_one_may_not_see(world: World) -> None:
    client = world.client("other")
    for name in ("web:upload_status", "web:document_rows"):
        response = client.get(reverse(name), {"ids": f"{FOREIGN},{MISSING}"})
        assert (response.status_code, MARKER.encode() in response.content) == (200, False)
    export = client.post(reverse("web:documents_export"), {"ids": [FOREIGN], "kind": "csv"})
    assert MARKER.encode() not in export.content


@pytest.mark.parametrize("name", [n for n in ON_DOCUMENTS if "GET" in TABLE[n].methods and n not in SHOW_NOTHING])
def test_whatever_shows_something_of_a_document_leaves_a_row(world: World, name: str) -> None:
    """Of whoever gets it, and of whoever tries to and may not."""
    told = AuditEvent.objects.filter(object_type="documents.document", object_id=str(FOREIGN))
    for who, ok in (("reviewer", True), ("other", False)):
        may_call = may(world.people[who], TABLE[name].methods["GET"])
        call(world.client(who), "GET", world.address(name), name)
        assert told.filter(actor=world.people[who], ok=ok).exists() == may_call, who


@pytest.mark.parametrize("name", sorted(n for n, rule in TABLE.items() if set(rule.methods) - {"GET"}))
def test_whoever_asks_for_a_change_and_is_refused_leaves_a_row(world: World, name: str) -> None:
    for method, who in product(set(TABLE[name].methods) - {"GET"}, ("owner", "other", "reviewer", "auditor")):
        before = AuditEvent.objects.count()
        answer = call(world.client(who), method, world.address(name), name)
        if answer.status_code in (403, 404):
            told = AuditEvent.objects.order_by("seq").last()
            assert AuditEvent.objects.count() > before, (method, who)
            assert (told.ok, told.actor) == (False, world.people[who])


# --- a marker in a foreign document ----------------------------------------------------------------------------------

LINK = re.compile(r'(?:href|src|action|hx-get|data-url)="(/[^"#]*)"')


def _crawl(who: str, world: World) -> dict[str, bytes]:
    """Everything that can be reached by links from the known addresses, as this person."""
    client, seen = world.client(who), {}
    waiting = [world.address(n) for n in names() if "GET" in TABLE[n].methods and n != "api:missing"]
    waiting += [f"/documents/?q={MARKER}", f"/api/v1/documents?q={MARKER}", f"/api/v1/documents/{FOREIGN}"]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith("/static/") or len(seen) > 400:
            continue
        response = client.get(address)
        assert response.status_code < 500, address
        raw = b"".join(response.streaming_content) if response.streaming else response.content
        seen[address] = raw
        if response["Content-Type"].startswith("text/html"):
            waiting += [a.replace("&amp;", "&") for a in LINK.findall(raw.decode())]
        if response.status_code in (301, 302):
            waiting.append(response["Location"])
    return seen


@pytest.mark.parametrize("who", ["other", "admin", "auditor"])
def test_nothing_of_a_foreign_document_appears_in_any_answer(world: World, who: str) -> None:
    leaks = []
    for address, content in _crawl(who, world).items():
        text = content.decode(errors="replace")
        asked = text.replace(f"q={MARKER}", "").replace(f'value="{MARKER}"', "")
        if MARKER.lower() in asked.lower() and f"“{MARKER}”" not in asked:
            leaks.append(address)
    assert not leaks


def test_the_crawl_would_see_the_marker(world: World) -> None:
    found = [a for a, content in _crawl("owner", world).items() if MARKER.encode() in content]
    assert len(found) > 8


# --- input that nobody asked for -------------------------------------------------------------------------------------

EXTRA: dict[str, Any] = {
    "id": 1, "pk": 1, "owner": 1, "owner_id": 1, "by": 1, "status": "approved", "is_superuser": "1", "is_staff": "1",
    "is_active": "1", "source": "ldap", "live": 1, "state": "published", "built_in": "1", "created_by": 1, "user": 1,
}


@pytest.mark.parametrize("name", sorted(n for n, rule in TABLE.items() if "POST" in rule.methods and n[:3] == "web"))
def test_inputs_that_no_form_has_change_nothing_of_their_own(world: World, name: str) -> None:
    for who in ("owner", "reviewer", "admin"):
        world.client(who).post(world.address(name), {**TABLE[name].data, **EXTRA})
    assert not User.objects.filter(is_superuser=True).exists() and not User.objects.filter(is_staff=True).exists()
    assert not User.objects.filter(source="ldap").exists()
    document = Document.objects.get(pk=FOREIGN)
    assert (document.owner, document.status == "approved") == (world.people["owner"], False)
