"""Questions by the API, and what a colleague of the department is not told by any address."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from docmgr.accounts.models import Department, Role, User
from docmgr.core.lease import JobState
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.training.models import Job
from tests.review import makers

pytestmark = pytest.mark.django_db
SECRET = "110105194912310021"


def test_a_question_is_answered_with_pages_and_places(api, invoice):
    answer = api.post(reverse("api:document_ask", args=[invoice.pk]), {"task": "find", "words": "every date"})
    assert answer.status_code == 200 and answer.data["state"] == "done"
    assert answer.data["pages"][0]["spotted"][0]["text"] == "2024年03月11日"


def test_a_field_is_found_by_the_name_that_its_type_gives_it(api, owner, invoice_type):
    FieldDefinition.objects.filter(version=invoice_type.live, key="number").update(label_zh="桶号", aliases=["Ref"])
    document = makers.document(owner, invoice_type)
    document.pages.update(lines=[makers.line("Ref: QX-4471-B", 0.2)])
    answer = api.post(reverse("api:document_ask", args=[document.pk]), {"task": "find", "words": "桶号在哪里"})
    [spot] = answer.data["pages"][0]["spotted"]
    assert spot["text"] == "QX-4471-B" and spot["box"]


def test_an_unknown_task_and_missing_words_are_refused_by_name(api, invoice):
    address = reverse("api:document_ask", args=[invoice.pk])
    assert "task" in str(api.post(address, {"task": "dance"}).data) and not Job.objects.exists()
    assert api.post(address, {"task": "find"}).status_code == 422
    refused = api.post(address, {"task": "translate"})
    assert refused.status_code == 422 and refused.data["code"] == "task_unavailable"
    assert "HunyuanOCR" in refused.data["message"]


def test_the_model_is_asked_in_a_job_that_can_be_polled(api, invoice, monkeypatch):
    monkeypatch.setattr(engine, "who_answers", lambda task: "model")
    started = api.post(reverse("api:document_ask", args=[invoice.pk]), {"task": "free", "words": "Who?"})
    assert started.status_code == 202 and started["Location"].endswith(f"/ask/{started.data['job']}")
    assert api.get(started["Location"]).status_code == 202
    Job.objects.update(state=JobState.DONE, result={"pages": [], "issues": []})
    assert api.get(started["Location"]).data["state"] == "done"


def test_an_answer_is_not_given_to_somebody_who_lost_the_right_to_see_all_of_it_meanwhile(
    calls_as, person, invoice, monkeypatch,
):
    monkeypatch.setattr(engine, "who_answers", lambda task: "model")
    room = Department.objects.create(name="Sales")
    Document.objects.update(department=room)
    reviewer = person("rita", Role.REVIEWER, department=room, shares_department=True)
    rita = calls_as(reviewer)
    where = rita.post(reverse("api:document_ask", args=[invoice.pk]), {"task": "free", "words": "Who?"})["Location"]
    Job.objects.update(state=JobState.DONE, result={"pages": [], "issues": []})
    assert rita.get(where).status_code == 200
    User.objects.filter(pk=reviewer.pk).update(role=Role.EMPLOYEE)
    assert calls_as(User.objects.get(pk=reviewer.pk)).get(where).status_code == 403


def test_a_question_is_taken_back_and_asked_twice_it_runs_once(api, calls_as, person, invoice, monkeypatch):
    monkeypatch.setattr(engine, "who_answers", lambda task: "model")
    address = reverse("api:document_ask", args=[invoice.pk])
    first, again, other = (
        api.post(address, {"task": "free", "words": words}).data["job"] for words in ("Who?", "Who?", "Why?"))
    assert first == again != other
    where = reverse("api:document_answer", args=[invoice.pk, first])
    assert calls_as(person("dora")).delete(where).status_code == 404
    gone = api.delete(where)
    assert (gone.status_code, gone.data["state"], gone.data["message"]) == (200, "failed", "It was cancelled.")
    assert Job.objects.get(pk=other).is_open


def test_nobody_lets_more_than_five_questions_wait(api, invoice, monkeypatch):
    monkeypatch.setattr(engine, "who_answers", lambda task: "model")
    address = reverse("api:document_ask", args=[invoice.pk])
    answers = [api.post(address, {"task": "free", "words": f"Who is {n}?"}) for n in range(6)]
    assert [a.status_code for a in answers] == [202] * 5 + [422]
    assert answers[5].data["code"] == "too_many_questions"


def test_a_colleague_gets_the_text_and_the_pictures_covered_and_never_the_file(
        api, calls_as, person, owner, invoice, files_dir):
    room = Department.objects.create(name="Finance")
    Document.objects.update(department=room)
    white = io.BytesIO()
    Image.new("RGB", (1000, 1400), "white").save(white, "JPEG")
    invoice.pages.update(image=default_storage.save("pages/test/0003.jpg", ContentFile(white.getvalue())))
    theirs = calls_as(person("cem", department=room, shares_department=True))
    assert SECRET in api.get(reverse("api:document_text", args=[invoice.pk])).content.decode()
    assert SECRET not in theirs.get(reverse("api:document_text", args=[invoice.pk])).content.decode()
    assert theirs.get(reverse("api:document_file", args=[invoice.pk])).status_code == 403
    picture = reverse("api:document_page", args=[invoice.pk, 1])
    assert api.get(picture).content == white.getvalue()
    covered = Image.open(io.BytesIO(theirs.get(picture).content))
    assert max(covered.getpixel((300, 720))) < 80 and min(covered.getpixel((300, 1000))) > 240
