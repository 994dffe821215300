"""The schema and the page that shows it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_without_warnings(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_the_schema_may_be_read_without_a_login_and_tells_every_operation(client: Client) -> None:
    schema = json.loads(client.get("/api/v1/schema/?format=json").content)
    operations = [o for path in schema["paths"].values() for o in path.values()]
    assert all(o["summary"] and "default" in o["responses"] for o in operations)
    assert {o["operationId"] for o in operations} >= {
        "auth_token_create", "documents_create", "documents_retrieve", "documents_correct_field", "documents_approve",
        "documents_reject", "documents_text", "doctypes_list", "error_samples_export", "error_samples_export_start",
        "error_samples_export_state", "error_samples_export_cancel", "error_samples_export_file"}


def test_the_page_brings_its_scripts_from_this_server_and_none_inline(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert "//" not in page.replace("<!doctype", "").replace("http://testserver", "")
    assert "<style" not in page and "<script>" not in page and "onload=" not in page
