"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test.testcases import TransactionTestCase

pytest_plugins = ["tests.services.fixtures"]


@pytest.fixture(autouse=True, scope="session")
def _emptying_a_test_database() -> Iterator[None]:
    """Tests that really commit empty the tables afterwards, which the audit log refuses: lift that for the moment."""
    from docmgr.audit import triggers
    from docmgr.audit.models import AuditHead

    original = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        connection = connections["default"]
        triggers.remove(connection)
        original(case)
        AuditHead.objects.get_or_create(pk=1)
        triggers.install(connection)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]
