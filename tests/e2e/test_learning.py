"""The pages of the administrators in a real browser: what a hurried hand does to them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.evaluation.models import GoldDocument
from docmgr.pipeline import flow
from docmgr.pipeline import jobs as runner
from docmgr.review import deciding
from docmgr.training.models import Job
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["employee", "invoice_type", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def evaluation(
    person: Callable[..., User], open_browser: Callable[..., Page], employee: User, reviewer: User,
    invoice_type: object,
) -> Page:
    """The evaluation page of a type with four approved documents, before an administrator."""
    for _number in range(4):
        document = makers.document(employee, invoice_type, values={"number": "1", "total": "2.00"})
        flow.approve(document, actor=reviewer, revision=document.revision)
    page = open_browser(person("ada", Role.ADMIN))
    page.goto("/evaluation/test_invoice/")
    return page


def test_a_double_click_sends_a_form_once(evaluation: Page) -> None:
    evaluation.fill("[name=count]", "2")
    evaluation.dblclick("text=Add by lot")
    expect(evaluation.locator(".toast-card")).to_contain_text("2 documents")
    assert GoldDocument.objects.count() == 2
    evaluation.fill("[name=count]", "1")
    evaluation.click("text=Add by lot")
    expect(evaluation.locator(".toast-card")).to_contain_text("1 document")
    assert GoldDocument.objects.count() == 3, "the page that came back sends again"


def test_a_refused_file_is_told_beside_its_input_and_the_language_can_be_changed_there(evaluation: Page) -> None:
    evaluation.click("summary:has-text('Import labelled files')")
    evaluation.set_input_files("[name=archive]", {"name": "a.zip", "mimeType": "application/zip", "buffer": b"no zip"})
    evaluation.click("button:has-text('Import')")
    expect(evaluation.get_by_text("not a ZIP archive")).to_be_visible()
    described = evaluation.locator("[name=archive]").get_attribute("aria-describedby").split()
    told = [evaluation.locator(f"#{part}").inner_text() for part in described]
    assert any("not a ZIP archive" in part for part in told)
    evaluation.click("button[lang=zh-hans]")
    expect(evaluation).to_have_url("/evaluation/test_invoice/")
    assert evaluation.locator("html").get_attribute("lang") == "zh-CN"


def test_what_scrolls_on_a_telephone_is_reached_by_keyboard_and_the_menu_takes_and_gives_back_the_focus(
    person: Callable[..., User], open_browser: Callable[..., Page], invoice_type: object,
) -> None:
    page = open_browser(person("ada", Role.ADMIN), size=(390, 844))
    page.goto("/evaluation/")
    assert not page.locator(".table-wrap[tabindex]").count(), "rows stand under one another here"
    page.goto("/engines/")
    scroll = "(boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth).length"
    assert page.locator(".table-wrap[tabindex='0']").count() == page.eval_on_selector_all(".table-wrap", scroll) > 0
    page.click("[data-act=open-side]")
    expect(page.locator("#side a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-act=open-side]")).to_be_focused()


def test_a_dialog_whose_form_was_refused_is_open_again_and_closes_by_key(
    person: Callable[..., User], open_browser: Callable[..., Page], invoice_type: object,
) -> None:
    page = open_browser(person("ada", Role.ADMIN))
    page.goto("/samples/")
    page.click("[data-bs-target='#export']")
    page.check("[name=unmasked]")
    page.click("#export .btn-primary")
    expect(page.locator("#export")).to_be_visible()
    expect(page.locator("#export .note-bad")).to_contain_text("second tick")
    expect(page.locator(".modal-backdrop.show")).to_be_visible()
    expect(page.locator("#export:focus, #export :focus")).to_have_count(1)  # it stands, and has stopped moving
    page.keyboard.press("Escape")
    expect(page.locator("#export")).to_be_hidden()


def test_an_export_holds_what_the_filter_shows_also_where_it_was_chosen_after_the_page_was_loaded(
    person: Callable[..., User], open_browser: Callable[..., Page], employee: User, reviewer: User,
    invoice_type: object,
) -> None:
    document = makers.document(employee, invoice_type, values={"number": "1", "total": "2.00"})
    for key, value in (("number", "7"), ("total", "3.00")):
        deciding.decide(document, by=reviewer, revision=document.revision, key=key, kind="change", value=value)
    flow.approve(document, actor=reviewer, revision=document.revision)
    page = open_browser(person("ada", Role.ADMIN))
    page.goto("/samples/")
    page.select_option("[name=field]", "total")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page.click("[data-bs-target='#export']")
    page.click("#export .btn-primary")
    expect(page.locator(".samples-export .job-stage")).to_have_text("Waiting for a worker")
    expect(page.locator("#rows tbody tr")).to_have_count(1)  # the page that came keeps the filter
    runner.work(Job.objects.get(kind="export_samples").pk)
    with page.expect_download() as taken:
        page.click(".samples-export a.btn-primary")
    with zipfile.ZipFile(taken.value.path()) as archive:
        rows = [json.loads(line) for line in archive.read("samples.jsonl").decode().splitlines()]
    assert [row["field"] for row in rows] == ["total"]


def test_what_was_refused_far_down_the_page_is_in_sight_and_is_no_more_red_once_it_is_changed(
    person: Callable[..., User], open_browser: Callable[..., Page], invoice_type: object,
) -> None:
    page = open_browser(person("ada", Role.ADMIN))
    page.goto("/automation/types/test_invoice/")
    page.fill("[name=number]", "4711")
    page.fill("[name=reason]", "The total is wrong")
    page.click("text=Open again")
    expect(page.get_by_text("No decided document of this type has the number 4711.")).to_be_in_viewport()
    expect(page.locator("[name=number]")).to_be_focused()
    page.fill("[name=number]", "4712")
    expect(page.locator(".is-invalid")).to_have_count(0)
