"""The one foreground command, for real: from an empty folder to specimens that the engine has read."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Iterator

import pytest

from tests.services.installation import Installation
from tests.services.process import PATIENCE, wait_for

UNFINISHED = ("uploaded", "processing")
DEMO = {"DOCMGR_DEMO": "1", "DOCMGR_DEMO_PASSWORD": "try me out"}
pytestmark = [pytest.mark.service, pytest.mark.xdist_group("engine")]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation as ``make run`` makes it of an empty folder."""
    installation = Installation(tmp_path_factory.mktemp("first") / "data", "--prepare", "--demo", **DEMO)
    try:
        assert wait_for(lambda: installation.said("docmgr is ready")), installation.log.read_text()
        yield installation
    finally:
        installation.process.terminate()
        installation.process.wait(PATIENCE)


def _is_well(installation: Installation) -> bool:
    try:
        return json.loads(installation.page("/health"))["ok"]
    except urllib.error.HTTPError:
        return False


def test_a_taken_port_is_said_plainly(first: Installation) -> None:
    second = Installation(first.data.parent / "second" / "data", PORT=str(first.port))
    try:
        assert second.process.wait(PATIENCE) == 1
    finally:
        second.process.kill()
    assert second.said(f"Cannot listen on port {first.port}")
    assert not second.said("Traceback")


def test_the_first_start_reads_the_specimens_and_the_second_makes_nothing_twice(first: Installation) -> None:
    assert first.said("employee, reviewer, admin, auditor. Password: try me out")
    assert wait_for(lambda: _is_well(first))  # the worker says its name a moment after the pages answer
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

    second = Installation(first.data, "--prepare", "--demo", **DEMO)
    try:
        assert wait_for(lambda: second.log.read_text().count("docmgr is ready") == 2), second.log.read_text()
        assert second.rows("SELECT name, status FROM documents_document ORDER BY id") == outcome
        assert second.rows("SELECT count(*) FROM accounts_user") == [(4,)]
    finally:
        assert second.end() == 0
