"""Days in filters: whole days of the installation's time zone, and none of them breaks a page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from docmgr.accounts.models import Role
from docmgr.core.days import between
from tests.review import makers


def test_a_day_is_meant_from_midnight_to_midnight_where_the_installation_is(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    day = date(2024, 3, 11)
    assert between("at", day, day) == {
        "at__gte": datetime(2024, 3, 10, 16, tzinfo=UTC), "at__lt": datetime(2024, 3, 11, 16, tzinfo=UTC)}
    assert between("at", None, None) == {}


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("query", ["until=9999-12-31", "since=0001-01-01", "since=9999-12-31&until=0001-01-01"])
@pytest.mark.parametrize(("path", "role"), [
    ("/audit/", Role.AUDITOR), ("/documents/", Role.EMPLOYEE), ("/api/v1/documents", Role.EMPLOYEE),
    ("/samples/", Role.ADMIN)])
def test_the_first_and_the_last_day_that_there_is_may_be_asked_for(client_of, path, role, query):
    assert client_of(makers.person("ann", role)).get(f"{path}?{query}").status_code == 200
