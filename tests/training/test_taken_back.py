"""What a model saw of a document that was taken back is told, and trained away at the calendar's next time."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.training import overview, schedules
from docmgr.training.layouts import memory
from docmgr.training.models import LearnedLayout, ModelVersion, Schedule
from docmgr.training.trained import versions
from docmgr.training.trained.taken_back import model_that_saw, taken_back
from tests.training import house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def slips(employee: User, reviewer: User) -> DocumentType:
    """A type with eight confirmed documents and a live model that was trained from all of them."""
    doc_type = house.slip_type()
    house.fill(employee, reviewer, doc_type, layouts=range(4), each=2)
    versions.register(
        doc_type, by=None, taken=True, type_version=doc_type.live, sha256=house.weights(doc_type),
        documents=list(LearnedLayout.objects.values_list("document_id", flat=True)), figures={"fields": {}})
    return doc_type


def forgotten(doc_type: DocumentType) -> int:
    document = LearnedLayout.objects.filter(doc_type=doc_type).first().document
    assert memory.forget(document)
    return document.pk


@pytest.mark.database
def test_a_model_knows_which_of_its_documents_were_forgotten(slips: DocumentType) -> None:
    model = slips.models.get()
    assert taken_back([model]) == {}
    gone = forgotten(slips)
    assert taken_back(iter([model])) == {model.pk: [gone]}  # whatever it is given them in
    assert overview.state_of(slips).taken_back == 1


def test_a_document_kept_for_measuring_is_taken_back_as_well(slips: DocumentType) -> None:
    row = LearnedLayout.objects.first()
    type(row.document).objects.filter(pk=row.document_id).update(held_back=True)
    assert taken_back(slips.models.all()) == {slips.models.get().pk: [row.document_id]}


def test_the_calendar_trains_away_what_was_forgotten_however_little_is_new(
    slips: DocumentType, employee: User, reviewer: User,
) -> None:
    assert schedules.worth_training(1) == []
    forgotten(slips)
    assert schedules.worth_training(1) == []  # seven are too few to train from
    house.fill(employee, reviewer, slips, layouts=range(5, 6), each=1)
    assert schedules.worth_training(50) == ["slip"]


def test_a_version_that_is_not_live_and_a_calibration_ask_for_nothing(slips: DocumentType) -> None:
    forgotten(slips)
    slips.models.update(sha256="")
    assert taken_back(slips.models.all()) == {}
    slips.models.update(sha256="0" * 64, state=ModelVersion.State.RETIRED)
    assert overview.state_of(slips).taken_back == 0 and schedules.worth_training(50) == []


def test_whoever_forgets_is_told_of_the_model_that_still_knows(slips: DocumentType) -> None:
    document = LearnedLayout.objects.first().document
    assert model_that_saw(document) == 1
    call_command("forget_layout", str(document.pk), stdout=(told := StringIO()))
    assert "#1" in told.getvalue().splitlines()[1]
    versions.use_none(slips, by=None)
    assert model_that_saw(document) == 0


def test_the_page_says_that_the_live_model_was_trained_from_what_was_forgotten(
    client: Client, slips: DocumentType, people: dict[Role, User],
) -> None:
    client.force_login(people[Role.ADMIN], backend="docmgr.accounts.backends.LocalBackend")
    address = reverse("web:model_type", kwargs={"key": slips.key})
    assert "teaches nothing any more" not in client.get(address).content.decode()
    forgotten(slips)
    shown = client.get(address).content.decode()
    assert "1 document that teaches nothing any more" in shown and "too few confirmed documents" in shown


def test_the_page_does_not_promise_a_training_that_is_switched_off(
    client: Client, slips: DocumentType, people: dict[Role, User], employee: User, reviewer: User,
) -> None:
    client.force_login(people[Role.ADMIN], backend="docmgr.accounts.backends.LocalBackend")
    forgotten(slips)
    house.fill(employee, reviewer, slips, layouts=range(5, 6), each=1)
    address = reverse("web:model_type", kwargs={"key": slips.key})
    assert "The calendar trains it anew" in client.get(address).content.decode()
    Schedule.objects.filter(kind="retrain").update(active=False)
    assert "its schedule is off" in client.get(address).content.decode()
