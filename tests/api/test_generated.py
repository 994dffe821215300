"""Every operation of the schema, called with generated input: no crash, and answers as the schema says."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from docmgr.accounts import tokens
from docmgr.accounts.models import Role, User
from docmgr.api import waiting
from docmgr.wsgi import application
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.database]
load_all_checks()
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = int(os.environ.get("DOCMGR_TEST_EXAMPLES", "25"))  # of each operation
KNOWN = {"id": 0, "key": "date", "number": 1}


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Most calls meet the document that is there."""
    if path_parameters and len(json.dumps(path_parameters, default=str)) % 3:
        return {name: KNOWN.get(name, value) for name, value in path_parameters.items()}
    return path_parameters


# The schema asks no database, so it can be read while tests are collected.
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)


@pytest.fixture
def token(db: None, files_dir: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A reviewer's; one document is there."""
    monkeypatch.setattr(waiting, "LONGEST", 0.02)
    reviewer = User.objects.create_user("rui", role=Role.REVIEWER)
    document = makers.document(reviewer, makers.invoice_type(), values={"number": "1", "total": "2.00"})
    KNOWN["id"] = document.pk
    # The end of a request closes its connection, and with it the transaction of the test.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield tokens.issue(reviewer)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck))
def test_no_input_makes_the_api_break_its_own_schema(case: Any, token: str) -> None:
    case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Token {token}", "Accept-Language": "en"})
