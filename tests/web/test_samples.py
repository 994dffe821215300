"""The error sample page and its download."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.pipeline import flow
from docmgr.pipeline import jobs as runner
from docmgr.review import deciding
from docmgr.training.models import DatasetExport, ErrorSample, Job
from tests.again import again
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin_page(db: None) -> Client:
    return client_of(makers.person("ada", Role.ADMIN))


@pytest.fixture
def samples(db: None) -> None:
    again(_twelve_misread_totals_and_a_missed_identity_number)


def _twelve_misread_totals_and_a_missed_identity_number() -> None:
    employee, reviewer = makers.person("emil", Role.EMPLOYEE), makers.person("wei")
    invoice_type = makers.invoice_type()
    for n in range(12):
        document = makers.document(employee, invoice_type, values={"number": "1", "total": f"{n}1380.00"})
        deciding.decide(
            document, by=reviewer, revision=0, key="total", kind="change", value=f"{n}1300.00")
        if n == 0:
            deciding.decide(document, by=reviewer, revision=1, key="id_no", kind="change",
                            value="110105194912310021")
        flow.approve(document, actor=reviewer, revision=document.revision)


def test_the_list_shows_and_counts_the_samples_in_a_fixed_number_of_queries(
    admin_page: Client, samples: None, django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(14):
        text = admin_page.get(reverse("web:sample_list")).content.decode()
    assert "<strong>1</strong> missed" in text
    assert "11300.00" in text


def test_htmx_gets_the_rows_alone_and_going_back_the_whole_page(admin_page: Client, samples: None) -> None:
    address, htmx = reverse("web:sample_list"), {"HX-Request": "true"}
    rows = admin_page.get(address, {"field": "id_no"}, headers=htmx)
    back = admin_page.get(address, {"field": "id_no"}, headers={**htmx, "HX-History-Restore-Request": "true"})
    assert "<html" not in rows.content.decode() and "<html" in back.content.decode()
    assert "HX-Request" in rows["Vary"] and "HX-Request" in back["Vary"]


def test_sensitive_values_are_masked_in_the_list(admin_page: Client, samples: None) -> None:
    text = admin_page.get(reverse("web:sample_list")).content.decode()
    assert "110***********0021" in text
    assert "110105194912310021" not in text


@pytest.mark.parametrize(("query", "rows"), [
    ({"field": "id_no"}, 1), ({"cause": "missed"}, 1), ({"type": "test_invoice"}, 13), ({"since": "2999-01-01"}, 0),
    ({"until": "2999-01-01", "field": "total"}, 12), ({"type": "nothing", "cause": "rubbish", "since": "x"}, 13),
])
def test_the_filter_narrows_the_list(admin_page: Client, samples: None, query: dict, rows: int) -> None:
    assert admin_page.get(reverse("web:sample_list"), query).context["page"].paginator.count == rows


def exported(page: Client, query: str = "", **data: str) -> Any:
    """What is downloaded once a worker has made what the form asked for."""
    shown = page.post(reverse("web:sample_export") + query, data, follow=True)
    assert (shown.status_code, shown.redirect_chain) == (200, [(reverse("web:sample_list") + query, 302)])
    runner.work(shown.context["job"].pk)
    ready = page.get(reverse("web:sample_list"))
    link = reverse("web:sample_download", args=[ready.context["made"].pk])
    assert f'href="{link}"' in ready.content.decode()
    return page.get(link)


def test_the_download_holds_what_the_filter_shows_masked(admin_page: Client, samples: None) -> None:
    answer = exported(admin_page, "?field=id_no")
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    [line] = [json.loads(text) for text in archive.read("samples.jsonl").decode().splitlines()]
    assert (line["field"], line["after"]) == ("id_no", "*****")
    assert DatasetExport.objects.get().filters == {
        "key": "id_no", "masked": True, "kind": "plain", "everything": False}


def test_readable_values_need_a_second_tick(admin_page: Client, samples: None) -> None:
    url = reverse("web:sample_export")
    assert admin_page.post(url, {"unmasked": "on"}).status_code == 422
    assert not DatasetExport.objects.exists()
    answer = exported(admin_page, unmasked="on", confirmed="on")
    assert b"".join(answer.streaming_content)
    assert DatasetExport.objects.get().filters["masked"] is False


@pytest.mark.parametrize(("role", "sees"), [
    (Role.REVIEWER, 200), (Role.ADMIN, 200), (Role.EMPLOYEE, 403), (Role.AUDITOR, 403),
])
def test_who_may_see_and_who_may_take_out(db: None, role: Role, sees: int) -> None:
    client = client_of(makers.person("somebody", role))
    assert client.get(reverse("web:sample_list")).status_code == sees
    assert client.post(reverse("web:sample_export")).status_code == (302 if role is Role.ADMIN else 403)
    assert ErrorSample.objects.count() == 0


def test_the_page_tells_how_far_an_export_is_without_scripts_too_and_starts_no_second_one(
    admin_page: Client, samples: None,
) -> None:
    admin_page.post(reverse("web:sample_export"))
    job = Job.objects.get(kind="export_samples")
    shown = admin_page.get(reverse("web:sample_list"), {"field": "total"}, headers={"accept-language": "en"})
    text = shown.content.decode()
    assert reverse("web:job_progress", args=[job.pk]) in text and "Waiting for a worker" in text
    assert '<noscript><a class="btn btn-sm" href="/samples/?field=total">See how far it is</a></noscript>' in text
    assert 'data-bs-target="#export" disabled' in text
    admin_page.post(reverse("web:job_cancel", args=[job.pk]))
    text = admin_page.get(reverse("web:sample_list"), headers={"accept-language": "en"}).content.decode()
    assert "It was cancelled." in text and 'data-bs-target="#export" disabled' not in text


def test_another_administrator_neither_sees_nor_takes_what_one_has_exported(admin_page: Client, samples: None) -> None:
    assert b"".join(exported(admin_page).streaming_content)
    made = DatasetExport.objects.get()
    other = client_of(makers.person("ann", Role.ADMIN))
    assert other.get(reverse("web:sample_list")).context["made"] is None
    assert other.get(reverse("web:sample_download", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(("role", "page", "wrong", "label"), [
    (Role.REVIEWER, "web:documents", {"status": "nonsense"}, "Status"),
    (Role.REVIEWER, "web:documents", {"since": "yesterday"}, "From"),
    (Role.ADMIN, "web:sample_list", {"type": "nothing"}, "Document type"),
    (Role.ADMIN, "web:sample_list", {"until": "2026-13-45"}, "To"),
    (Role.AUDITOR, "web:audit_log", {"action": "nonsense"}, "Act"),
    (Role.ADMIN, "web:user_list", {"role": "king"}, "Role"),
    (Role.ADMIN, "web:error_groups", {"type": "nothing"}, "Document type"),
    (Role.ADMIN, "web:error_groups", {"type": "a\0b"}, "Document type"),
    (Role.REVIEWER, "web:review_queue", {"type": "nothing"}, "Document type"),
    (Role.REVIEWER, "web:review_queue", {"type": "x" * 500}, "Document type"),
])
def test_a_filter_that_is_not_understood_says_so_in_the_list_that_it_does_not_narrow(
    role: Role, page: str, wrong: dict[str, str], label: str,
) -> None:
    client = client_of(makers.person("ada", role))
    for headers in ({"accept-language": "en"}, {"accept-language": "en", "HX-Request": "true"}):
        shown = client.get(reverse(page), wrong, headers=headers).content.decode()
        assert f"<strong>{label}:</strong>" in shown and "This part of the filter is left out." in shown
        assert "left out" not in client.get(reverse(page), headers=headers).content.decode()


@pytest.mark.parametrize("page", ["web:error_groups", "web:review_queue"])
def test_a_type_that_there_is_not_is_named_in_both_languages(page: str) -> None:
    client = client_of(makers.person("ada", Role.REVIEWER if page == "web:review_queue" else Role.ADMIN))
    for language, words in (("en", "There is no document type “nothing”."), ("zh", "没有文档类型“nothing”。")):
        shown = client.get(reverse(page), {"type": "nothing"}, headers={"accept-language": language})
        assert words in shown.content.decode()


@pytest.mark.parametrize(("role", "page", "wrong"), [
    (Role.ADMIN, "web:sample_export", "?type=nothing"), (Role.ADMIN, "web:sample_export", "?since=yesterday"),
    (Role.AUDITOR, "web:audit_export", "?action=nonsense"),
])
def test_a_filter_that_is_not_understood_takes_nothing_out(role: Role, page: str, wrong: str) -> None:
    client = client_of(makers.person("ada", role))
    refused = client.post(reverse(page) + wrong)
    assert refused.status_code == 422 and "This part of the filter is left out." in refused.content.decode()
    assert not Job.objects.exists() and not AuditEvent.objects.filter(action="audit.exported").exists()


def test_whoever_may_open_a_document_sees_its_name_beside_its_number(samples: None, admin_page: Client) -> None:
    reviewer = client_of(makers.person("rita", Role.REVIEWER))
    name = ErrorSample.objects.first().document.name
    assert f'title="{name}"' in reviewer.get(reverse("web:sample_list")).content.decode()
    assert name not in admin_page.get(reverse("web:sample_list")).content.decode(), "names of uploads are content"
