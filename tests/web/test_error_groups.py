"""The page of error groups: what it shows, to whom, and what its buttons do."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents.models import Document
from docmgr.evaluation import proposals as trying
from docmgr.training.models import ErrorSample, Job, LearnedLayout, Proposal
from tests.again import again
from tests.review import makers
from tests.training import shops

pytestmark = pytest.mark.django_db
SECRET = "110105194912310021"


def client_of(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def admin_page(db: None) -> Client:
    return client_of(makers.person("ada", Role.ADMIN))


@pytest.fixture
def documents(db: None) -> list[Document]:
    return again(_documents)


@pytest.fixture
def offered(db: None) -> Proposal:
    return again(_offered)


@pytest.fixture
def reviewer(db: None) -> User:
    return User.objects.get(username="wei")


def _documents() -> list[Document]:
    employee, reviewer, invoice_type = makers.person("emil", Role.EMPLOYEE), makers.person("wei"), makers.invoice_type()
    return [shops.approved(employee, reviewer, invoice_type, "acorn", number=f"R{n}0{n}47", total="1.00",
                           read_number=f"R{n}O{n}47", id_no=SECRET if n == 0 else "") for n in range(7)]


def _offered() -> Proposal:
    _documents()
    LearnedLayout.objects.all().delete()
    trying.run({"type": ""}, progress=lambda stage, done, total: None)
    return Proposal.objects.get(kind="pattern", state="offered")


def listed(client: Client) -> str:
    return client.get(reverse("web:error_groups")).content.decode()


def test_a_group_says_what_is_read_for_what_how_often_and_shows_examples(
    admin_page: Client, documents: list[Document],
) -> None:
    text = listed(admin_page)
    assert "Invoice number: “O” read for “0”" in text
    assert "<b>7</b>" in text
    assert text.count("/crop") >= 3
    assert SECRET not in text


def test_fixes_are_shown_with_their_figures_and_taken_or_refused(admin_page: Client, offered: Proposal) -> None:
    text = listed(admin_page)
    assert "R\\d{5}" in text and "each left out in turn" in text and "Put it into the draft" in text
    answer = admin_page.post(reverse("web:error_group_accept", args=[offered.pk]))
    assert answer["Location"] == reverse("web:type_edit", args=["test_invoice"])
    assert "accepted by ada" in listed(admin_page)
    assert admin_page.post(reverse("web:error_group_refuse", args=[offered.pk])).status_code == 409


def test_throwing_the_draft_away_brings_the_fix_back_to_the_page(admin_page: Client, offered: Proposal) -> None:
    admin_page.post(reverse("web:error_group_accept", args=[offered.pk]))
    number = offered.doc_type.versions.get(state="draft").number
    admin_page.post(reverse("web:type_discard", args=["test_invoice", number]))
    text = listed(admin_page)
    assert "accepted by ada" not in text and reverse("web:error_group_accept", args=[offered.pk]) in text


def test_a_refused_fix_is_gone_from_the_page(admin_page: Client, offered: Proposal) -> None:
    admin_page.post(reverse("web:error_group_refuse", args=[offered.pk]))
    assert "R\\d{5}" not in listed(admin_page)


def test_looking_for_fixes_is_a_background_job(admin_page: Client, documents: list[Document]) -> None:
    admin_page.post(reverse("web:error_group_fixes"), {"type": "test_invoice"})
    job = Job.objects.get(kind="propose_fixes")
    assert admin_page.post(reverse("web:error_group_fixes"), {"type": "nothing"}).status_code == 404
    assert Job.objects.get() == job
    assert (job.topic, job.params) == ("test_invoice", {"type": "test_invoice"})
    assert f"job-{job.pk}" in admin_page.get(reverse("web:error_groups"), {"type": "test_invoice"}).content.decode()


def test_a_crop_shows_no_secret_to_anybody(
    admin_page: Client, documents: list[Document], reviewer: User,
) -> None:
    sample = ErrorSample.objects.get(key="id_no")
    for client in (admin_page, client_of(reviewer)):
        answer = client.get(reverse("web:error_group_crop", args=[sample.pk]))
        picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
        assert max(picture.getpixel((picture.width // 2, picture.height // 2))) < 40


def test_a_crop_that_may_not_be_shown_is_not_there(admin_page: Client, documents: list[Document]) -> None:
    sample = ErrorSample.objects.filter(key="number").first()
    documents[0].pages.model.objects.filter(document=sample.document_id).update(image="tests/gone.jpg")
    assert admin_page.get(reverse("web:error_group_crop", args=[sample.pk])).status_code == 404


def test_the_page_asks_for_no_crop_that_would_be_refused(admin_page: Client, documents: list[Document]) -> None:
    def asked() -> list[str]:
        return re.findall(r'src="([^"]+/crop)"', listed(admin_page))

    assert asked() and all(admin_page.get(address).status_code == 200 for address in asked())
    # A name that is to be hidden, of which nobody knows where it stands: any picture might show it.
    secret = FieldDefinition.objects.filter(version__doc_type__key="test_invoice", sensitive=True)
    secret.update(kind="name")
    gone = [sample.pk for sample in ErrorSample.objects.all() if admin_page.get(
        reverse("web:error_group_crop", args=[sample.pk])).status_code == 404]
    assert gone and not {reverse("web:error_group_crop", args=[pk]) for pk in gone} & set(asked())
    documents[0].pages.model.objects.update(image="")
    assert not asked()


def test_reviewers_see_groups_and_decide_nothing(offered: Proposal, reviewer: User) -> None:
    client = client_of(reviewer)
    text = listed(client)
    assert "Look for fixes</button>" not in text and "Put it into the draft" not in text
    assert client.post(reverse("web:error_group_accept", args=[offered.pk])).status_code == 403


def test_the_page_costs_a_fixed_number_of_queries(
    admin_page: Client, offered: Proposal, django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(16):
        listed(admin_page)
