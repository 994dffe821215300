"""A worker's process that grew beyond its limit is replaced between documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from docmgr.accounts.models import User
from docmgr.extraction import engine
from docmgr.extraction.engine import footprint
from tests.fixtures import broken
from tests.pipeline.conftest import fresh, run_of
from tests.services.process import wait_for
from tests.services.worker import Worker, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.service]


def _readers(one: Worker) -> set[int]:
    """The processes that read; none while one is being replaced."""
    try:
        return {child.pid for child in one.children()}
    except psutil.Error:
        return set()


def test_a_process_that_grew_is_replaced_between_documents_and_no_document_is_lost(submit, tmp_path: Path) -> None:
    employee = User.objects.create_user("emil")
    readers = []
    with worker(tmp_path, DOCMGR_WORKER_MEMORY_MB="60") as one:  # less than any process holds once it has read
        for number in range(3):
            assert wait_for(lambda: bool(_readers(one)))
            before = _readers(one)
            document = submit(employee, broken.pdf() + b"%%NUMBER %d\n" % number)
            assert wait_for(lambda document=document: fresh(document).status == "in_review")
            assert wait_for(lambda before=before: bool(_readers(one)) and not before & _readers(one))
            readers.append(before)
            assert run_of(document).attempts == 1
    assert len(set(map(frozenset, readers))) == 3


def test_a_process_within_its_limit_stays(submit, tmp_path: Path) -> None:
    employee = User.objects.create_user("emil")
    with worker(tmp_path) as one:
        before = _readers(one)
        for number in range(2):
            document = submit(employee, broken.pdf() + b"%%NUMBER %d\n" % number)
            assert wait_for(lambda document=document: fresh(document).status == "in_review")
        assert _readers(one) == before


def test_the_weights_of_local_readers_are_no_growth(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Else a process with TrOCR in it would be replaced after each document, and load it for the next one."""
    with (tmp_path / "model.safetensors").open("wb") as weights:
        weights.truncate(300 * 2**20)
    plain = engine.config()
    assert footprint.weights_mb() == 0
    monkeypatch.setattr(footprint, "config", lambda: replace(plain, lines="handwriting", trocr_path=str(tmp_path)))
    assert footprint.weights_mb() == 600
