"""Line items that nobody has to look at keep nobody; a row tells what its figures make; Esc leads back step by step."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from docmgr.accounts.models import User
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import FieldValue
from docmgr.review.models import Correction
from tests.e2e.test_line_items import at, items, shown
from tests.e2e.workbench import active, open_page, settled
from tests.review.conftest import colleague, employee, reviewer
from tests.review.tabled import table_document, table_type

__all__ = ["colleague", "employee", "items", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRODUCT = {"rule": "product", "of": ["count", "price"], "equals": "amount"}


def test_doubtful_lines_cost_no_key(browser: Any, live_server: Any, reviewer: User, employee: User) -> None:
    document = table_document(employee, table_type(asks=False))
    FieldValue.objects.filter(key="net").update(confidence=0.5)
    FieldValue.objects.filter(key="amount").update(confidence=0.2)
    page = open_page(browser, live_server, reviewer, f"/review/{document.pk}/")
    assert page.locator(".cell[data-doubt]").count() == 3 and page.locator(".cell[data-open]").count() == 0
    assert active(page) == "net:0"
    page.keyboard.press("Enter")    # the only value to look at; then the button that approves
    expect(page.locator(".bench-approve")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    document.refresh_from_db()
    assert document.status == Status.APPROVED
    assert set(Correction.objects.values_list("key", flat=True)) == {"net"}


def test_inside_the_grid_enter_goes_from_doubt_to_doubt(
    browser: Any, live_server: Any, reviewer: User, employee: User,
) -> None:
    document = table_document(employee, table_type(asks=False))
    FieldValue.objects.filter(key="net").update(confidence=0.5)
    FieldValue.objects.filter(key="amount").update(confidence=0.2)
    page = open_page(browser, live_server, reviewer, f"/review/{document.pk}/")
    at(page, "amount:0")
    for place in ("amount:1", "amount:2"):
        page.keyboard.press("Enter")
        assert active(page) == place
    settled(page)
    assert page.locator(".cell[data-doubt]").count() == 1


def test_a_row_whose_figures_make_something_else_says_so_until_it_is_put_right(
    browser: Any, live_server: Any, reviewer: User, employee: User,
) -> None:
    document = table_document(employee, table_type(rules=[PRODUCT]))
    FieldValue.objects.filter(key="net").update(confidence=0.5)
    page = open_page(browser, live_server, reviewer, f"/review/{document.pk}/")
    assert page.locator("[data-piece=sign]:not([hidden])").count() == 0
    at(page, "amount:0")
    page.keyboard.type("54.00")
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator("tr[data-row='0'] [data-piece=sign]").get_attribute("title") == (
        "10 × 4.50 = 45, and here stands 54.00")
    at(page, "what:0")
    expect(page.locator("[data-piece=told]")).to_have_text("10 × 4.50 = 45, and here stands 54.00")
    at(page, "what:2")
    expect(page.locator("[data-piece=told]")).to_be_hidden()
    at(page, "amount:0")
    page.keyboard.type("45.00")
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator("[data-piece=sign]:not([hidden])").count() == 0


def test_shift_tab_leads_from_approving_back_to_the_cell(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    at(page, "amount:2")
    page.keyboard.press("Tab")
    expect(page.locator(".bench-approve")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert active(page) == "amount:2"
    expect(page.locator(".cell[data-place='amount:2'] textarea")).to_be_focused()


def test_esc_gives_what_was_typed_before_and_only_then_what_was_read(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    for text in ("46.00", "47.00"):
        at(page, "amount:0")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        settled(page)
    at(page, "amount:0")
    for stands in ("46.00", "45.00"):
        page.keyboard.press("Escape")
        settled(page)
        page.wait_for_function("(text) => document.activeElement.value === text", arg=stands)
    assert shown(page)[0][3] == "45.00"
    last = Correction.objects.filter(key="amount", index=0).order_by("id").last()
    assert last is not None and last.kind == Correction.Kind.UNDO
    page.reload()
    page.wait_for_selector(".field.is-active")
    assert shown(page)[0][3] == "45.00"
