"""The one foreground command, for real: from an empty folder to specimens that the engine has read."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.installation import Installation
from tests.services.process import wait_for

UNFINISHED = ("uploaded", "processing")
pytestmark = [pytest.mark.service, pytest.mark.timeout(400)]


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    started: list[Installation] = []

    def start(*arguments: str, **environment: str) -> Installation:
        started.append(Installation(tmp_path / "data", *arguments, **environment))
        return started[-1]
    yield start
    for installation in started:
        installation.process.terminate()
        installation.process.wait(60)


def _is_well(installation: Installation) -> bool:
    try:
        return json.loads(installation.page("/health"))["ok"]
    except urllib.error.HTTPError:
        return False


@pytest.mark.xdist_group("engine")
def test_the_first_start_reads_the_specimens_and_the_second_makes_nothing_twice(start):
    demo = {"DOCMGR_DEMO": "1", "DOCMGR_DEMO_PASSWORD": "try me out"}
    first = start("--prepare", "--demo", **demo)
    assert wait_for(lambda: first.said("docmgr is ready"), 150), first.log.read_text()
    assert first.said("employee, reviewer, admin, auditor. Password: try me out")
    assert wait_for(lambda: _is_well(first), 90)  # the worker says its name a moment after the pages answer
    assert b"stylesheet" in first.page("/login/")

    def all_read() -> bool:
        return not first.rows(f"SELECT 1 FROM documents_document WHERE status IN {UNFINISHED}")

    assert wait_for(all_read, 240), first.log.read_text()
    outcome = first.rows("SELECT name, status FROM documents_document ORDER BY id")
    assert len(outcome) >= 6
    assert {status for _, status in outcome} == {"in_review"}, outcome
    assert first.rows("SELECT count(*) FROM extraction_fieldvalue")[0][0] > 20
    assert first.end() == 0
    assert first.said("docmgr has ended")

    second = start("--prepare", "--demo", **demo)
    assert wait_for(lambda: second.log.read_text().count("docmgr is ready") == 2, 150), second.log.read_text()
    assert second.rows("SELECT name, status FROM documents_document ORDER BY id") == outcome
    assert second.rows("SELECT count(*) FROM accounts_user") == [(4,)]
    assert second.end() == 0


def test_a_taken_port_is_said_plainly(start):
    first = start("--prepare")
    assert wait_for(lambda: first.said("docmgr is ready"), 150), first.log.read_text()
    second = start(PORT=str(first.port))
    assert second.process.wait(120) == 1
    assert second.said(f"Cannot listen on port {first.port}")
    assert not second.said("Traceback")
