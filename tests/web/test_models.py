"""The pages of the trained models: what they say, who may do what, and that every button does it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.training import schedules
from docmgr.training.background import jobs
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import versions
from tests.review import makers
from tests.training import house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
FIGURES: dict[str, Any] = {
    "documents": 40, "won": 3, "lost": 5, "champion": 0.9, "challenger": 0.85, "held_back": 20, "by": "layout",
    "against": 1, "views": {
        "unseen": {"documents": 12, "won": 1, "lost": 5, "champion": 0.81, "challenger": 0.62, "fields": {
            "number": {"won": 1, "lost": 5, "at_most": 0.4}}},
        "further": {"documents": 18, "won": 2, "lost": 0, "champion": 0.93, "challenger": 0.97, "fields": {}}},
    "fields": {
        "total": {"documents": 20, "won": 0, "lost": 4, "champion": 0.95, "challenger": 0.75, "protected": True,
                  "verdict": "worse", "chance": 0.06, "at_most": 0.31},
        "number": {"documents": 20, "won": 3, "lost": 1, "champion": 0.85, "challenger": 0.95, "protected": True,
                   "verdict": "better", "chance": 0.9}}}


@pytest.fixture
def doc_type(db: None) -> DocumentType:
    return makers.invoice_type()


@pytest.fixture
def two(doc_type: DocumentType, people: dict[Role, User]) -> list[ModelVersion]:
    """A live version, and a later one that was not taken."""
    admin = people[Role.ADMIN]
    first = versions.register(doc_type, by=admin, taken=True, type_version=doc_type.live, sha256="0" * 64,
                              figures={"champion": 0.7, "challenger": 0.9, "fields": {}})
    second = versions.register(doc_type, by=admin, taken=False, type_version=doc_type.live,
                               sha256=house.weights(doc_type),
                               figures=FIGURES, reason=[
                                   {"code": "doubtful_field", "field": "total"},
                                   {"code": "worse_field", "field": "number", "view": "unseen"}])
    return [first, second]


def as_(client: Client, person: User) -> Client:
    client.force_login(person, backend="docmgr.accounts.backends.LocalBackend")
    return client


def page(client: Client, name: str, **arguments: Any) -> str:
    response = client.get(reverse(f"web:{name}", kwargs=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_house_is_told_what_a_model_needs(client: Client, doc_type: DocumentType, people) -> None:
    as_(client, people[Role.ADMIN])
    assert "8 documents to go" in page(client, "models")
    shown = page(client, "model_type", key=doc_type.key)
    assert "Not enough confirmed documents yet" in shown and "there are 0" in shown


def test_the_page_says_why_a_version_was_not_taken_field_by_field(client: Client, two, people) -> None:
    as_(client, people[Role.AUDITOR])
    shown = page(client, "model_type", key="test_invoice")
    assert ("On the protected field “Total” 4 values were lost and 0 won; so few documents do not rule out that it is "
            "up to 31 % worse.") in shown
    assert "Layouts never seen: On the protected field" in shown
    assert "5 values were lost and 1 won, more than chance explains." in shown
    assert "Further documents of known layouts" in shown and "0.930" in shown and "0.970" in shown
    assert "0 / 4" in shown and "3 / 1" in shown and "Champion #1" in shown
    assert "The weights of this version are gone" in shown  # the live one has none in this house


def test_a_field_that_was_removed_since_bears_the_name_that_it_had(client: Client, two, people) -> None:
    doc_type, old = two[0].doc_type, two[0].type_version
    doc_type.live = TypeVersion.objects.create(
        doc_type=doc_type, number=old.number + 1, state=old.state, label_zh=old.label_zh, label_en=old.label_en)
    doc_type.save()
    doc_type.live.fields.create(key="number", label_zh="编号", label_en="Number of today")
    shown = page(as_(client, people[Role.AUDITOR]), "model_type", key="test_invoice")
    assert '<span class="cell-title">Number of today</span>' in shown
    assert '<span class="cell-title">Total</span>' in shown and "On the protected field “Total”" in shown


@pytest.mark.parametrize(("turns", "why"), [(1, True), (3, False)])
def test_the_page_says_how_many_documents_were_compared_and_why_not_more(
    client: Client, doc_type: DocumentType, people, turns: int, why: bool,
) -> None:
    figures = {**FIGURES, "turns": turns, "planned_turns": 3, "seconds_for_turns": 300.0}
    versions.register(doc_type, by=people[Role.ADMIN], taken=True, type_version=doc_type.live, sha256="0" * 64,
                      figures=figures)
    as_(client, people[Role.AUDITOR])
    shown = " ".join(page(client, "model_type", key="test_invoice").split())
    assert f"Compared on 20 documents in {turns} of 3 turns." in shown
    assert ("No further turn is begun after 300 seconds" in shown) is why


def test_who_only_looks_finds_no_button(client: Client, two, people) -> None:
    for role, offered in ((Role.ADMIN, True), (Role.AUDITOR, False), (Role.REVIEWER, False)):
        as_(client, people[role])
        shown = page(client, "models") + page(client, "model_type", key="test_invoice")
        for act in ("test_invoice/retrain", "test_invoice/protect", "test_invoice/use/2", "test_invoice/use/0",
                    "schedules/retrain"):
            assert (f"/models/{act}" in shown) is offered, (role, act)


def test_the_button_asks_for_one_training_and_the_page_follows_it_to_its_end(
    client: Client, doc_type: DocumentType, people,
) -> None:
    as_(client, people[Role.ADMIN])
    for _ in range(2):
        client.post(reverse("web:model_retrain", kwargs={"key": doc_type.key}))
    job = Job.objects.get()
    assert (job.kind, job.topic, job.created_by) == ("retrain", doc_type.key, people[Role.ADMIN])
    progress = reverse("web:job_progress", kwargs={"pk": job.pk})
    assert f'hx-get="{progress}"' in page(client, "model_type", key=doc_type.key)
    Job.objects.filter(pk=job.pk).update(state="running", stage="train", done=40, total=100)
    answer = client.get(progress)
    assert "40 %" in answer.content.decode() and "HX-Refresh" not in answer
    jobs.cancel(job, by=people[Role.ADMIN])
    assert "Stopping" in client.get(progress).content.decode()
    Job.objects.filter(pk=job.pk).update(state="failed", error_code="cancelled", finished_at=job.created_at)
    answer = client.get(progress)
    assert "It was cancelled." in answer.content.decode() and answer["HX-Refresh"] == "true"
    assert "hx-get" not in answer.content.decode()


def test_one_click_puts_another_version_to_use_and_one_takes_all_away(client: Client, two, people) -> None:
    as_(client, people[Role.ADMIN])
    client.post(reverse("web:model_use", kwargs={"key": "test_invoice", "number": 2}))
    assert [m.state for m in ModelVersion.objects.order_by("number")] == ["retired", "live"]
    client.post(reverse("web:model_use", kwargs={"key": "test_invoice", "number": 0}), {"engine": "fields"})
    assert not ModelVersion.objects.filter(state="live").exists()
    assert client.post(reverse("web:model_use", kwargs={"key": "test_invoice", "number": 9})).status_code == 404


def test_protected_fields_and_schedules_are_saved_from_the_page(client: Client, doc_type: DocumentType, people) -> None:
    as_(client, people[Role.ADMIN])
    client.post(reverse("web:model_protect", kwargs={"key": doc_type.key}), {"protected": ["buyer", "date"]})
    assert versions.protected_keys(doc_type) == ["date", "buyer"]
    given = {"revision": 0, "every": "week", "weekday": 5, "day": 1, "hour": 4, "fewest": 30}
    address = reverse("web:model_schedule", kwargs={"kind": "retrain"})
    assert client.post(address, {f"retrain-{k}": v for k, v in given.items()}).status_code == 302
    saved = schedules.schedules()[1]
    assert (saved.active, saved.every, saved.weekday, saved.hour, saved.fewest) == (False, "week", 5, 4, 30)
    assert client.post(address, {f"retrain-{k}": v for k, v in given.items()}).status_code == 409  # an old page
    wrong = {**{f"retrain-{k}": v for k, v in given.items()}, "retrain-hour": 99}
    assert client.post(address, wrong).status_code == 422


def test_a_longer_history_asks_the_database_no_more_often(
    client: Client, two, people, django_assert_max_num_queries,
) -> None:
    as_(client, people[Role.AUDITOR])
    page(client, "model_type", key="test_invoice")
    for number in range(15):
        versions.register(two[0].doc_type, by=None, taken=False, type_version=two[0].type_version, sha256=f"{number}",
                          figures=FIGURES)
    with django_assert_max_num_queries(25):
        page(client, "model_type", key="test_invoice")


def test_a_training_is_not_said_to_be_live_once_another_version_was_put_to_use(
    client: Client, people: dict[Role, User], doc_type: DocumentType, two: list[ModelVersion],
) -> None:
    boss, first = as_(client, people[Role.ADMIN]), two[0]
    Job.objects.create(
        kind="retrain", topic=doc_type.key, state="done", result={"version": first.number, "taken": True})
    told = f"Version #{first.number} was trained and is live."
    assert told in page(boss, "model_type", key=doc_type.key)
    versions.use_none(doc_type, by=people[Role.ADMIN])
    assert told not in page(boss, "model_type", key=doc_type.key)


def test_a_schedule_says_what_is_wrong_what_was_faster_and_when_nothing_changed(
    client: Client, people: dict[Role, User],
) -> None:
    as_(client, people[Role.ADMIN])
    address = reverse("web:model_schedule", kwargs={"kind": "retrain"})
    same = {"retrain-revision": 0, "retrain-active": "on", "retrain-every": "month", "retrain-weekday": 1,
            "retrain-day": 1, "retrain-hour": 3, "retrain-fewest": 20}
    same["retrain-weekday"] = schedules.schedules()[1].weekday
    rows = AuditEvent.objects.count()
    assert b"Nothing was changed." in client.post(address, same, follow=True).content
    assert AuditEvent.objects.count() == rows, "an act that changes nothing is none"
    answer = client.post(address, {**same, "retrain-fewest": ""})
    assert answer.status_code == 422 and b"This field is required." in answer.content
    client.post(address, {**same, "retrain-hour": 5})
    late = client.post(address, {**same, "retrain-hour": 7})
    assert late.status_code == 409 and b"Yours was not saved." in late.content
    assert b'value="5" selected' in late.content, "who comes second is shown what the first one saved"


def test_the_command_says_that_there_is_no_version_yet_and_how_one_is_made(
    two: list[ModelVersion], capsys: pytest.CaptureFixture[str],
) -> None:
    key = two[0].doc_type.key
    ModelVersion.objects.all().delete()
    call_command("model_version", key)
    assert capsys.readouterr().out == f"No model was trained yet: manage.py retrain {key} trains one.\n"


def test_the_command_calls_a_calibration_what_the_page_calls_it_and_tells_the_day_of_the_house(
    two: list[ModelVersion], capsys: pytest.CaptureFixture[str],
) -> None:
    trained, fitted = two
    ModelVersion.objects.filter(pk=fitted.pk).update(sha256="", trust=[1.0])
    ModelVersion.objects.update(created_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC))
    call_command("model_version", trained.doc_type.key)
    later, earlier = capsys.readouterr().out.splitlines()
    assert "calibration of confidence" in later and later.endswith("F1 0.85")
    assert "2026-03-02" in later, "the tests' house lies in Shanghai"
    assert "calibration" not in earlier and earlier.endswith("0" * 12)
