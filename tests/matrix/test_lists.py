"""What a list page costs does not grow with its rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from docmgr.accounts.models import Department, User
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from tests.matrix.world import World
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _people(world: World) -> None:
    for n in range(15):
        User.objects.create_user(f"p{n}", department=Department.objects.create(name=f"room {n}"))


def _events(world: World) -> None:
    for n in range(15):
        record(Action.LOGIN, actor=world.people[("owner", "other", "admin")[n % 3]])


def _documents(world: World) -> None:
    for n in range(15):
        makers.document(world.people["owner"], world.doc_type, name=f"{n}.pdf", values={"number": str(n)})


@pytest.mark.parametrize(("address", "who", "more"), [
    ("/people/", "admin", _people),
    ("/audit/", "auditor", _events),
    ("/documents/", "owner", _documents),
    ("/review/", "reviewer", _documents),
    ("/api/v1/documents", "owner", _documents),
    ("/types/", "admin", _documents),
    ("/", "reviewer", _documents),
])
def test_a_longer_list_asks_the_database_no_more_often(
    world: World, address: str, who: str, more: Callable[[World], None],
) -> None:
    client = world.client(who)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    queries()
    before = queries()
    more(world)
    assert queries() <= before + 1 < 40
