"""The strip view in a real browser, worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Page
from docmgr.review import deciding
from docmgr.review.models import Correction, ReviewClaim
from tests.e2e.conftest import keep
from tests.fixtures import broken
from tests.review import makers
from tests.review.conftest import colleague, employee, invoice_type, reviewer

__all__ = ["colleague", "employee", "invoice_type", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WALL = "/review/by-field/?type=test_invoice&field=total"


def test_a_wall_is_decided_by_keyboard_alone_and_nothing_of_a_colleague_is_lost(
    open_browser: Callable[..., Any], employee: User, reviewer: User, colleague: User, invoice_type: DocumentType,
) -> None:
    candidate = {"value": "9.00", "raw": "9.00", "confidence": 0.1, "page": 1, "box": makers.BOX}
    made = [makers.document(employee, invoice_type, name=f"scan-{n}.pdf", values={
        "total": {"value": f"{n}1.00", "confidence": n / 10, "candidates": [candidate]}}) for n in range(1, 9)]
    Page.objects.update(image=default_storage.save("pages/strip/page.jpg", ContentFile(broken.jpeg())))
    page = open_browser(reviewer)
    page.goto(WALL)
    cells, keys, progress = page.locator(".cell"), page.keyboard, page.locator("[data-part=progress]")

    def is_at(number: int) -> None:
        expect(cells.nth(number).locator("textarea")).to_be_focused()

    def is_saved(number: int) -> None:
        expect(cells.nth(number)).to_have_attribute("data-state", "saved")

    expect(progress).to_have_text("0 of 8 decided")
    is_at(0)
    keys.press("Enter")
    is_at(1)
    keys.type("1234.56")  # replaces what was read
    keys.press("ArrowLeft")  # is the text's while it is typed
    is_at(1)
    keys.press("Enter")
    is_at(2)
    keys.press("Alt+0")
    keys.press("Alt+1")
    is_at(4)
    expect(progress).to_have_text("4 of 8 decided")
    for number in range(4):
        is_saved(number)
    assert [(c.key, c.kind, c.after) for c in Correction.objects.order_by("document_id")] == [
        ("total", "confirm", "11.00"), ("total", "change", "1234.56"), ("total", "absent", ""),
        ("total", "change", "9.00")]

    keys.press("ArrowLeft")
    is_at(3)
    keys.press("Escape")
    expect(cells.nth(3)).not_to_have_attribute("data-decided", "")
    expect(cells.nth(3).locator("textarea")).to_have_value("41.00")
    keys.press("End")
    is_at(7)
    keys.type("7")
    keys.press("Escape")  # what was typed is gone, and nothing was saved
    expect(cells.nth(7).locator("textarea")).to_have_value("81.00")

    deciding.decide(made[7], by=colleague, revision=0, key="total", kind="change", value="5.00")
    keys.press("Enter")  # a colleague holds the document
    expect(cells.nth(7).locator(".field-note")).to_contain_text("fang")
    expect(cells.nth(7).locator("textarea")).to_have_value("5.00")

    keys.press("Home")
    is_at(0)
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    is_at(0)
    cells.nth(4).locator("textarea").focus()
    keys.press("Alt+m")
    expect(page.locator("[data-part=all]")).to_have_text("Confirm the 3 seen…")
    keep(page, "strip")
    keys.press("Control+Enter")
    expect(page.locator("#all")).to_contain_text("You confirm 3 values")
    keys.press("Enter")
    expect(page.locator("[data-part=hint]")).to_have_text("3 values confirmed.")
    assert sorted(Correction.objects.filter(kind="confirm", by=reviewer).values_list("document", flat=True)) == [
        made[n].pk for n in (0, 3, 5, 6)]
    assert set(ReviewClaim.objects.values_list("by", flat=True)) == {colleague.pk}
