"""An export whose process is killed in the middle of it, with a real worker."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.lease import JobState
from docmgr.documents import storage
from docmgr.documents.models import Page
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.training.exports import exporting
from docmgr.training.models import Job
from docmgr.training.selectors import SampleFilter
from tests.review import makers
from tests.services.process import wait_for
from tests.services.worker import worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.service]


def test_an_export_whose_process_is_killed_is_taken_up_again_and_leaves_one_whole_file(
    employee: User, reviewer: User, invoice_type: Any, tmp_path: Path,
) -> None:
    document = makers.document(employee, invoice_type, values={"number": "1", "total": "1.00"})
    deciding.decide(document, by=reviewer, revision=document.revision, key="total", kind="change", value="2.00")
    flow.approve(document, actor=reviewer, revision=document.revision)
    Image.new("RGB", (60, 80), "white").save(tmp_path / "page.jpg")
    key = storage.save_image(f"tests/{document.pk}/0001.jpg", tmp_path / "page.jpg")
    Page.objects.filter(document=document).update(image=key)
    picture = Path(default_storage.path(key))
    whole = picture.rename(picture.with_suffix(".whole"))
    os.mkfifo(picture)  # whoever opens it stands still
    job = exporting.start(SampleFilter(), makers.person("ada", Role.ADMIN))
    folder = Path(default_storage.path("exports"))
    with worker(tmp_path) as one:
        assert wait_for(lambda: Job.objects.get(pk=job.pk).stage == "write")
        [left] = folder.glob(f"{job.pk}-*.part")
        whole.replace(picture)
        [process] = one.having("run_job")
        process.kill()
        assert wait_for(lambda: Job.objects.get(pk=job.pk).state == JobState.DONE)
    made = exporting.made_by(job)
    assert made is not None and Job.objects.get(pk=job.pk).attempts == 2
    assert not left.exists() and not list(folder.glob("*.part"))
    with zipfile.ZipFile(folder / made.file) as archive:
        assert archive.testzip() is None and any(name.startswith("pages/") for name in archive.namelist())
    assert AuditEvent.objects.filter(action="samples.exported").count() == 1
    (folder / made.file).unlink()
