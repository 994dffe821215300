"""What somebody asked for and may not do."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Role
from docmgr.audit import refusals
from docmgr.audit.models import AuditEvent
from tests.matrix.world import client_of
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_whoever_tries_one_number_after_the_other_is_told_of_and_fills_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "NUMBERED", 3)
    page = client_of(makers.person("eve", Role.REVIEWER))
    for number in range(1, 9):
        assert page.post(f"/review/{number}/claim").status_code == 404
    told = AuditEvent.objects.filter(action="act.refused").order_by("seq")
    address = {"address": "web:review_claim"}
    assert [e.after for e in told] == [*({**address, "number": n} for n in (1, 2, 3)), address]
