"""What would interrupt a reviewer: a lost login, a document that is being read, settings that do not stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from playwright.sync_api import expect

from docmgr.accounts.models import Role, User
from docmgr.automation.budgets import Wanted, set_budgets
from docmgr.automation.models import Assessment
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from docmgr.review import claims, deciding
from docmgr.review.models import Correction
from tests.e2e.conftest import session_of
from tests.e2e.workbench import active, following, go_to, open_page, pictured, settled
from tests.review import makers
from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer

__all__ = ["colleague", "employee", "following", "invoice", "invoice_type", "pictured", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_after_the_login_ran_out_is_kept_and_saved_once_somebody_logged_in_elsewhere(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "buyer:0")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed too late")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=hint]")).to_contain_text("not logged in any more")
    assert page.locator("[data-part=hint] a").get_attribute("href") == "/login/"
    assert page.locator(".field[data-key=buyer] textarea").input_value() == "Typed too late"
    assert not Correction.objects.exists()
    page.context.add_cookies([session_of(reviewer, live_server.url)])
    page.get_by_role("button", name="Try again").click()
    settled(page)
    assert Correction.objects.get().after == "Typed too late"
    assert page.problems == []


def test_zoom_and_folding_stay_from_document_to_document(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    page.locator("[data-view=zoom-in]").click()
    page.locator("details[data-group=none] summary").click()
    assert page.locator("details[data-group=none]").get_attribute("open") is not None
    page.keyboard.press("Alt+n")
    page.wait_for_url(f"**/review/{following.pk}/")
    page.wait_for_selector(".field.is-active")
    assert page.locator("details[data-group=none]").get_attribute("open") is not None
    page.keyboard.press("Alt+p")
    page.wait_for_url(f"**/review/{pictured.pk}/")
    expect(page.locator("[data-view=zoom]")).to_have_text("120 %")
    assert page.problems == []


def test_where_nothing_needs_a_look_the_first_enter_approves(
    browser: Any, live_server: Any, reviewer: User, following: Document, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{following.pk}/")
    assert active(page) == "number:0"
    page.keyboard.press("Enter")
    settled(page)
    page.reload()
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    assert page.evaluate("document.activeElement.classList.contains('bench-approve')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{pictured.pk}/")
    following.refresh_from_db()
    assert following.status == Status.APPROVED


def test_an_enter_that_is_held_down_approves_one_document_and_decides_on_nothing_of_the_next(
    browser: Any, live_server: Any, reviewer: User, following: Document, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{following.pk}/")
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate("document.activeElement.classList.contains('bench-approve')")
    page.keyboard.down("Enter")
    page.wait_for_url(f"**/review/{pictured.pk}/")
    page.wait_for_selector(".field.is-active")
    first = active(page)
    page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    assert active(page) == first
    page.keyboard.press("Enter")
    settled(page)
    assert Correction.objects.filter(document=pictured).count() == 1


def test_a_document_that_is_being_read_opens_by_itself(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    Document.objects.filter(pk=pictured.pk).update(status=Status.PROCESSING)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    context.add_cookies([session_of(reviewer, live_server.url)])
    page = context.new_page()
    page.goto(f"{live_server.url}/review/{pictured.pk}/")
    expect(page.locator(".bench-cards")).to_contain_text("being read again")
    Document.objects.filter(pk=pictured.pk).update(status=Status.IN_REVIEW)
    page.wait_for_selector("[data-part=claim]:not([hidden])", timeout=60_000)
    expect(page.locator(".bench-cards")).not_to_contain_text("being read again")


def read_again(document: Document, values: dict[str, str]) -> None:
    """The engine's next reading of the document, as it happens while a page with the one before is open."""
    run = ExtractionRun.objects.filter(document=document).latest("pk")
    old = list(run.values.all())
    run.pk = None
    run.save()
    for value in old:
        value.pk, value.run, value.value = None, run, values.get(value.key, value.value)
        value.save()
    Document.objects.filter(pk=document.pk).update(revision=F("revision") + 1)


def test_nobody_confirms_a_value_that_another_reading_put_there_unseen(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    seen = active(page)
    read_again(pictured, {seen.split(":")[0]: "Another value"})
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=hint]")).to_contain_text("read again in the meantime")
    expect(page.locator(f'.field[data-place="{seen}"] textarea')).to_have_value("Another value")
    assert not Correction.objects.exists()
    page.keyboard.press("Enter")
    settled(page)
    assert Correction.objects.get().after == "Another value"
    assert page.problems == []


def test_what_was_typed_over_an_older_reading_waits_on_the_new_one(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "buyer:0")
    read_again(pictured, {"total": "12.00"})
    page.keyboard.press("Control+a")
    page.keyboard.type("火星贸易")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=hint]")).to_contain_text("read again in the meantime")
    assert active(page) == "buyer:0"
    expect(page.locator(".field[data-key=buyer] textarea")).to_have_value("火星贸易")
    assert not Correction.objects.exists()
    page.keyboard.press("Enter")
    settled(page)
    assert Correction.objects.get().after == "火星贸易"
    assert page.problems == []


def test_whoever_approves_what_somebody_else_took_over_and_decided_sees_how_it_stands(
    browser: Any, live_server: Any, reviewer: User, colleague: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    claims.claim(pictured, colleague, take_over=True)
    flow.approve(pictured, actor=colleague, revision=pictured.revision)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("this is how it stands now")
    expect(page.locator(".bench-bar .status")).to_have_text("approved")
    assert page.problems == []


def test_the_keyboard_leads_into_a_document_on_which_nothing_needs_a_look(
    browser: Any, live_server: Any, reviewer: User, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{following.pk}/")
    page.keyboard.press("Enter")
    settled(page)
    page.reload()
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    assert page.evaluate("document.activeElement.classList.contains('bench-approve')")
    page.keyboard.press("Alt+ArrowDown")
    assert active(page) == "number:0"


def test_a_document_that_is_held_while_another_of_its_layout_is_approved_is_read_again_by_a_key(
    browser: Any, live_server: Any, reviewer: User, colleague: User, pictured: Document, employee: User,
    invoice_type: DocumentType,
) -> None:
    ExtractionRun.objects.filter(document=pictured).update(started_at=clock.now() - timedelta(minutes=1))
    teacher = makers.document(employee, invoice_type, values={"number": "1", "total": "11.00"}, name="teacher.pdf")
    deciding.decide(teacher, by=colleague, revision=teacher.revision, key="buyer", kind="change", value="火星贸易")
    flow.approve(teacher, actor=colleague, revision=teacher.revision)
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    expect(page.locator("[data-part=taught]")).to_contain_text(f"#{teacher.pk} looks like this document")
    page.keyboard.press("Alt+r")
    expect(page.locator(".bench-cards")).to_contain_text("being read again")
    pictured.refresh_from_db()
    assert pictured.status == Status.UPLOADED
    assert page.problems == []


def test_where_every_value_is_asked_for_enter_leads_through_the_validated_ones_too(
    browser: Any, live_server: Any, reviewer: User, following: Document, invoice_type: DocumentType,
) -> None:
    set_budgets(invoice_type, {"total": Wanted(mode="on", alpha=0.05, delta=0.05)}, by=makers.person("ada", Role.ADMIN))
    run = ExtractionRun.objects.get(document=following)
    Assessment.objects.create(run=run, doc_type=invoice_type, regime="now", scores={"total": {"counts": True}})
    page = open_page(browser, live_server, reviewer, f"/review/{following.pk}/")
    seen = [active(page)]
    for _value in range(2):
        page.keyboard.press("Enter")
        seen.append(active(page) if page.locator(".field.is-active").count() else "approve")
    assert seen == ["number:0", "total:0", "approve"]
    settled(page)
    assert set(Correction.objects.values_list("key", "kind")) == {("number", "confirm"), ("total", "confirm")}
    assert page.evaluate("document.activeElement.classList.contains('bench-approve')")
    assert page.problems == []
