"""Confidence is calibrated from confirmed documents before any model is trained, and values stay as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from docmgr.accounts.models import Role, User
from docmgr.automation.models import ErrorBudget
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import calibration, flow
from docmgr.pipeline.jobs import work
from docmgr.training import overview, schedules
from docmgr.training.background import job_words, jobs
from docmgr.training.background.job_kinds import KINDS
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import calibrating, versions, weight_store
from tests.again import again
from tests.matrix.world import client_of
from tests.review import makers
from tests.training import house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def slips(files_dir: Path) -> DocumentType:
    """A type with 8 confirmed documents of eight layouts: nobody finds the number on the next one."""
    return again(_slips)


def _slips() -> DocumentType:
    employee, reviewer, doc_type = makers.person("emil", Role.EMPLOYEE), makers.person("wei"), house.slip_type()
    house.fill(employee, reviewer, doc_type, layouts=range(8), each=1)
    return doc_type


@pytest.fixture
def read(submit: Callable[..., Document], slips: DocumentType, employee: User) -> Callable[[], ExtractionRun]:
    """read(): a document of a layout that nobody has seen goes the whole way of an upload."""
    pdf = pymupdf.open()
    page = pdf.new_page(width=500, height=700)
    for row in house.slip(77, 0)[0]:
        page.insert_text((row["box"][0] * 500, row["box"][1] * 700), row["text"], fontsize=9)
    content = pdf.tobytes()

    def go() -> ExtractionRun:
        run = submit(employee, content, doc_type=slips).runs.get()
        flow.process(run.pk)
        run.refresh_from_db()
        return run

    return go


def told(run: ExtractionRun, *columns: str) -> str:
    return json.dumps(list(run.values.order_by("id").values(*columns)))


def sure(run: ExtractionRun, key: str) -> float:
    return run.values.filter(key=key).order_by("index").values_list("confidence", flat=True).first() or 0.0


def calibrated() -> list[Job]:
    done = calibration.ask()
    for job in done:
        work(job.pk)
        job.refresh_from_db()
    return done


def test_eight_confirmed_documents_tell_how_sure_answers_are_and_change_none_of_them(
    slips: DocumentType, people: dict[Role, User], read: Callable[[], ExtractionRun],
) -> None:
    before = read()
    [job] = calibrated()
    assert (job.state, job.result["taken"], job.result["documents"]) == ("done", True, 8), job_words.sentence(job)
    after = read()
    what = ("key", "value", "page", "box", "source", "how")
    assert told(after, *what) == told(before, *what)
    assert sure(after, "total") > sure(before, "total")
    assert after.engine.endswith("model slip#1")

    versions.use_none(slips, by=people[Role.ADMIN])
    assert told(read(), *what, "confidence") == told(before, *what, "confidence")
    versions.use(versions.get_version(slips, 1), by=people[Role.ADMIN])
    assert told(read(), "confidence") == told(after, "confidence")


def test_it_comes_again_with_half_as_many_documents_more_and_not_before(
    slips: DocumentType, employee: User, reviewer: User,
) -> None:
    assert len(calibrated()) == 1 and calibrated() == []
    house.fill(employee, reviewer, slips, layouts=range(8, 11), each=1)
    assert calibrated() == []
    house.fill(employee, reviewer, slips, layouts=range(11, 12), each=1)
    [job] = calibrated()
    assert job.result["documents"] == 12 and versions.live_number(slips) == 2


def test_what_went_wrong_is_not_tried_again_and_again(slips: DocumentType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "calibrate", replace(KINDS["calibrate"], handler="no.such.module:run"))
    assert [job.state for job in calibrated()] == ["failed"]
    assert calibrated() == []


def test_a_type_that_accepts_values_by_itself_is_left_as_it_is(slips: DocumentType) -> None:
    budget = ErrorBudget.objects.create(doc_type=slips, key="total", mode="on")
    assert calibrated() == []
    ErrorBudget.objects.filter(pk=budget.pk).update(mode="off")
    assert len(calibrated()) == 1


def test_a_trained_model_brings_its_own(slips: DocumentType, people: dict[Role, User]) -> None:
    job = jobs.start("retrain", by=people[Role.ADMIN], params={"type": "slip"})
    assert calibrating.due() == {}
    jobs.cancel(job, by=people[Role.ADMIN])
    assert calibrating.due() == {"slip": 8}
    made = versions.register(slips, by=None, taken=True, type_version=slips.live, sha256=house.weights(slips), trust={})
    assert calibrating.due() == {}
    assert calibrating.calibrate(slips, by=None, progress=lambda *_: None) is None
    assert versions.live_version(slips) == made


def test_it_is_no_training_for_the_calendar_and_for_the_page_of_the_models(
    slips: DocumentType, people: dict[Role, User],
) -> None:
    calibrated()
    page = client_of(people[Role.ADMIN], headers={"Accept-Language": "en"}).get("/models/slip/")
    assert page.status_code == 200 and "calibration of confidence" in page.content.decode()
    state = overview.state_of(slips)
    assert (state.live, state.newest, state.new) == (None, None, 8)
    assert schedules.worth_training(8) == ["slip"]
    assert not ModelVersion.objects.get().has_weights and weight_store.is_whole(ModelVersion.objects.get())


@pytest.mark.database
def test_what_is_asked_every_few_seconds_counts_no_further_than_it_needs(
    slips: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Among 100,000 approved documents counting all of them took a second each time."""
    assert calibrating.due() == {slips.key: 8}
    monkeypatch.setattr(calibrating, "MOST_DOCUMENTS", 5)
    monkeypatch.setattr(calibrating, "FEWEST_DOCUMENTS", 3)
    assert calibrating.due() == {slips.key: 5}
