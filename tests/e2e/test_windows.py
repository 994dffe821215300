"""Windows of every size, from a desk to a telephone on its side: nothing that is needed goes missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.documents.models import Document
from tests.review import makers
from tests.review.conftest import employee, invoice, invoice_type, reviewer

__all__ = ["employee", "invoice", "invoice_type", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenBrowser = Callable[..., Page]
SIZES = [(1366, 768), (911, 340), (683, 330), (844, 390), (390, 844), (341, 300)]


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def share_in_sight(page: Page, selector: str) -> float:
    """How much of an element nothing cuts off and nothing covers, after it was scrolled to."""
    page.locator(selector).first.scroll_into_view_if_needed()
    return float(page.locator(selector).first.evaluate("""(seen) => {
      const box = seen.getBoundingClientRect();
      const spots = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y]));
      const hits = spots.filter(([x, y]) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (seen.contains(top) || top.contains(seen));
      });
      return hits.length / spots.length;
    }"""))


def test_the_field_and_the_page_and_the_approval_are_in_sight_in_windows_of_every_size(
    open_browser: OpenBrowser, reviewer: User, invoice: Document,
) -> None:
    page = open_browser(reviewer)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/review/{invoice.pk}/")
        page.wait_for_selector("[data-part=claim]:not([hidden])", state="attached")
        expect(page.locator(".field.is-active")).to_have_count(1)
        assert sticks_out(page) <= 0, width
        for needed in (".field.is-active .field-input", ".bench-approve", "[data-view=zoom-in]", "[data-do=reject]"):
            assert share_in_sight(page, needed) == 1, (width, needed)
        assert page.locator(".viewer-stage").bounding_box()["height"] >= 80, width


def too_wide(page: Page) -> bool:
    """Whether anything on the page runs over the edge of the window or of its table."""
    return sticks_out(page) > 0 or page.evaluate("""[...document.querySelectorAll(".table-wrap")]
        .some((box) => box.scrollWidth > box.clientWidth + 1)""")


def test_a_telephone_is_never_wider_than_its_glass(
    open_browser: OpenBrowser, reviewer: User, employee: User, invoice_type: Any,
) -> None:
    name = "Rechtsschutzversicherungsgesellschaften-Betriebskostenabrechnung-2026.pdf"
    long = makers.document(employee, invoice_type, name=name, values={"number": ("1" * 60, 0.4)})
    page = open_browser(reviewer, size=(390, 844))
    for path in ("/", "/review/", "/documents/", "/upload/", f"/documents/{long.pk}/"):
        page.goto(path)
        assert not too_wide(page), path


@pytest.mark.parametrize(("role", "paths"), [
    (Role.ADMIN, ("/types/", "/types/{key}/", "/people/", "/automation/types/{key}/")), (Role.AUDITOR, ("/audit/",))],
    ids=["admin", "auditor"])
def test_nor_are_the_tables_of_those_who_look_after_it(
    open_browser: OpenBrowser, person: Callable[..., User], invoice: Document, role: Role, paths: tuple[str, ...],
) -> None:
    page = open_browser(person("somebody", role), size=(390, 844))
    for path in paths:
        page.goto(path.format(key=invoice.doc_type.key))
        expect(page.locator("main table")).not_to_have_count(0)
        assert not too_wide(page), path
