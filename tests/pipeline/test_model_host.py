"""The process that holds the model: begins and ends with the worker, and answers documents and questions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.core.lease import JobState
from docmgr.extraction import engine
from docmgr.extraction.engine import holding
from docmgr.pipeline.worker.model_host import Keeper
from docmgr.training.background import jobs
from docmgr.training.models import Job
from ocr_engine.vlm.served.shared import SharedModel
from tests.engine.vlm import tiny
from tests.fixtures import broken
from tests.pipeline.conftest import run_of
from tests.services.process import wait_for
from tests.services.worker import worker


class Ended:
    """A process that ended with a status, or still runs."""

    status: int | None = None

    def __init__(self, *_command: Any, **_how: Any) -> None:
        pass

    def poll(self) -> int | None:
        return self.status


def test_a_process_that_ends_is_started_again_later_each_time_and_one_that_is_not_needed_stands_by(monkeypatch) -> None:
    now, started = [0.0], []
    monkeypatch.setattr("docmgr.pipeline.worker.model_host.time.monotonic", lambda: now[0])
    monkeypatch.setattr("docmgr.pipeline.worker.model_host.subprocess.Popen",
                        lambda *_a, **_k: started.append(now[0]) or Ended())
    keeper = Keeper("socket")
    for status, until in ((1, 40.0), (3, 90.0)):
        monkeypatch.setattr(Ended, "status", status)
        while now[0] < until:
            keeper.tick()
            now[0] += 0.5
    waits = [b - a for a, b in pairwise(started)]
    assert waits[0] < waits[1] < waits[2] and waits[-1] == waits[-2] and 10 <= waits[-1] < 12


def test_a_process_that_ends_after_a_long_time_is_started_again_at_once(monkeypatch) -> None:
    """What happened a day ago says nothing of today."""
    now, started = [0.0], []
    monkeypatch.setattr("docmgr.pipeline.worker.model_host.time.monotonic", lambda: now[0])
    monkeypatch.setattr("docmgr.pipeline.worker.model_host.subprocess.Popen",
                        lambda *_a, **_k: started.append(now[0]) or Ended())
    keeper = Keeper("socket")
    monkeypatch.setattr(Ended, "status", 1)
    while len(started) < 6:
        keeper.tick()
        now[0] += 0.5
    monkeypatch.setattr(Ended, "status", None)
    keeper.tick()
    now[0] += 86_400
    monkeypatch.setattr(Ended, "status", 1)
    ended = now[0]
    while len(started) < 7:
        keeper.tick()
        now[0] += 0.5
    assert started[-1] - ended < 5


def test_without_a_model_on_this_machine_there_is_nothing_to_hold(settings: Any) -> None:
    assert engine.model_socket() == ""
    assert len(holding.socket_path()) < 100


@pytest.mark.slow
@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_a_question_is_answered_by_the_process_that_holds_the_model_and_that_ends_with_the_worker(
    submit: Any, tmp_path: Path,
) -> None:
    owner = User.objects.create_user("emil")
    folder = tiny.hunyuan(tmp_path / "weights")
    model = SharedModel(holding.socket_path())
    with worker(tmp_path, DOCMGR_OCR_VLM="hunyuan_ocr", DOCMGR_OCR_VLM_PATH=str(folder),
                DOCMGR_OCR_VLM_DEVICE="cpu") as one:
        assert model.is_there(wait=30)
        document = submit(owner, broken.pdf())
        assert wait_for(lambda: run_of(document).state == JobState.DONE)
        job = jobs.start("ask", by=owner, params={
            "document": document.pk, "task": "free", "words": "Who?", "language": "en"}, topic="1")
        assert wait_for(lambda: Job.objects.get(pk=job.pk).state == JobState.DONE), Job.objects.values()
        assert Job.objects.get(pk=job.pk).result["pages"][0]["engine"] == "vlm:hunyuan_ocr"
        assert model.figures()["questions"] >= 1
        [host] = one.having("ocr_engine.vlm.host")
        assert one.stop() == 0
        assert wait_for(lambda: not host.is_running()) and not model.is_there()
