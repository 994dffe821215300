"""Two people at one document, on the workbench: who lost it is told, and of two values both are shown."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from docmgr.accounts.models import User
from docmgr.core import clock
from docmgr.documents.models import Document
from docmgr.review import claims
from docmgr.review.models import Correction
from tests.e2e.workbench import go_to, open_page, pictured, settled
from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer

__all__ = ["colleague", "employee", "invoice", "invoice_type", "pictured", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_who_loses_the_document_to_a_colleague_is_told_and_keeps_what_was_typed(
    browser: Any, live_server: Any, reviewer: User, colleague: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "total:0")
    claims.claim(pictured, colleague, take_over=True)
    page.keyboard.type("11300")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-part=banner]:not([hidden])")
    assert "fang" in page.locator("[data-part=banner]").inner_text()
    assert page.locator(".field[data-key=total] textarea").input_value() == "11300"
    assert not Correction.objects.exists()
    page.click("[data-do=take-over]")
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    settled(page)
    assert Correction.objects.get().after == "11300"


def somebody_saves_the_total_meanwhile(document: Document, by: User) -> None:
    Document.objects.filter(pk=document.pk).update(revision=1)
    Correction.objects.create(
        document=document, run=document.runs.get(), key="total", kind="change", before="11800.00", after="11500.00",
        by=by, revision=1, at=clock.now())


def in_conflict(browser: Any, live_server: Any, reviewer: User, colleague: User, document: Document) -> Any:
    """The workbench after the reviewer typed 11300 for a total that the colleague saved as 11500 meanwhile."""
    page = open_page(browser, live_server, reviewer, f"/review/{document.pk}/")
    go_to(page, "total:0")
    somebody_saves_the_total_meanwhile(document, colleague)
    page.keyboard.type("11300")
    page.keyboard.press("Enter")
    return page


def test_two_people_on_one_field_both_see_both_values(
    browser: Any, live_server: Any, reviewer: User, colleague: User, pictured: Document,
) -> None:
    page = in_conflict(browser, live_server, reviewer, colleague, pictured)
    note = page.locator(".field[data-key=total] [data-piece=note]")
    note.get_by_text("11500.00").wait_for()
    assert "fang" in note.inner_text()
    assert "11300" in note.inner_text()
    note.get_by_role("button", name="Save mine").click()
    settled(page)
    assert [c.after for c in Correction.objects.order_by("id")] == ["11500.00", "11300"]


def test_a_conflict_is_gone_once_a_later_save_has_settled_it(
    browser: Any, live_server: Any, reviewer: User, colleague: User, pictured: Document,
) -> None:
    page = in_conflict(browser, live_server, reviewer, colleague, pictured)
    card = page.locator(".field[data-key=total]")
    card.get_by_text("11500.00").last.wait_for()
    card.locator("textarea").fill("11400")
    card.locator("textarea").press("Enter")
    expect(card.get_by_role("button", name="Save mine")).to_have_count(0)
    expect(card.locator("[data-piece=note]")).to_be_hidden()
    assert [c.after for c in Correction.objects.order_by("id")] == ["11500.00", "11400"]
