"""Trainings whose process is killed in the middle of them, with a real worker: done by the next try, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.pipeline import calibration
from docmgr.training.background import jobs
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import versions
from docmgr.training.trained.weight_store import folder_of
from tests.engine.finetune import tiny
from tests.review import makers
from tests.services.process import wait_for
from tests.services.worker import Worker, worker
from tests.training import house, shops

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.service, pytest.mark.long]


def killed_at(stage: str, job: Job, one: Worker, gate: Path, *, seen: Callable[[], None] = lambda: None) -> Job:
    """The job after the process of its first try was killed at this stage, and another process did it."""
    assert wait_for(lambda: Job.objects.get(pk=job.pk).stage == stage), list(Job.objects.values())
    seen()
    [process] = one.having("run_job")
    process.kill()
    gate.touch()
    ended = (JobState.DONE, JobState.FAILED, JobState.DEAD)
    assert wait_for(lambda: Job.objects.get(pk=job.pk).state in ended), list(Job.objects.values())
    return Job.objects.get(pk=job.pk)


def in_the_store() -> set[str]:
    return {f.name for f in folder_of("").iterdir()}


def test_a_calibration_whose_process_is_killed_is_made_by_the_next_one_once(
    employee: User, reviewer: User, tmp_path: Path,
) -> None:
    slips, gate = house.slip_type(), tmp_path / "go on"
    house.fill(employee, reviewer, slips, layouts=range(8), each=1)
    [job] = calibration.ask()
    with worker(tmp_path, HELD_STAGE=f"trust {gate}") as one:
        done = killed_at("trust", job, one, gate)
    assert (done.state, done.attempts, done.result["taken"]) == (JobState.DONE, 2, True)
    made = ModelVersion.objects.get()
    assert made.number == versions.live_number(slips) == done.result["version"]
    assert AuditEvent.objects.filter(action__in=["model.trained", "model.refused"]).count() == 1
    assert calibration.ask() == []


def being_read() -> set[str]:
    return {f.name for f in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("reading-*")}


def test_a_fine_tuning_whose_process_is_killed_is_made_by_the_next_one_once_and_leaves_nothing(
    employee: User, reviewer: User, tmp_path: Path,
) -> None:
    invoice_type, gate = makers.invoice_type(), tmp_path / "go on"
    for s, shop in enumerate(shops.SHOPS):
        for n in range(2):
            shops.approved(employee, reviewer, invoice_type, shop, number=f"R{s}0{n}47", total=f"1,{s}{n}0.50")
    job = jobs.start("retrain", by=makers.person("ada", Role.ADMIN), params={
        "type": invoice_type.key, "engine": "trocr"})
    base, left, taught_from = tiny.trocr(tmp_path / "base"), list[str](), set[str]()

    def look() -> None:
        left.extend(in_the_store() - before)
        taught_from.update(being_read() - read_before)

    folder_of("").mkdir(exist_ok=True)
    before, read_before = in_the_store(), being_read()
    with worker(tmp_path, HELD_STAGE=f"train {gate}", DOCMGR_TROCR_BASE=str(base), DOCMGR_FINETUNE_STEPS="3",
                HF_HUB_OFFLINE="1") as one:
        done = killed_at("train", job, one, gate, seen=look)
    assert (done.state, done.attempts) == (JobState.DONE, 2), done.error_code
    made = ModelVersion.objects.get()
    assert made.number == done.result["version"] and len(made.documents) == 10
    assert left and not any(folder_of(name).exists() for name in left), "what the killed try had begun"
    assert in_the_store() - before == {made.folder} - {""}
    assert taught_from and not taught_from & being_read(), "the pictures and texts that it was training from"
    assert AuditEvent.objects.filter(action__in=["model.trained", "model.refused"]).count() == 1
