"""The dashboard in a real browser: nothing runs over the edge of a window, and the keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.automation.models import ErrorBudget
from docmgr.core import clock
from docmgr.documents.models import Status
from tests.dashboard.made import document, judged
from tests.e2e.conftest import keep
from tests.review import makers

pytestmark = pytest.mark.browser
# A phone; a laptop at 200 %; a laptop; a large screen.
SIZES = ((320, 640), (640, 400), (1280, 800), (1920, 1080))


@pytest.fixture
def ada(live_server: object, person: Callable[..., User]) -> User:
    """An administrator of a house in which something has happened."""
    ada, doc_type, now = person("ada", Role.ADMIN), makers.invoice_type(), clock.now()
    for n in range(6):
        made = document(
            ada, doc_type, handed_in=now - timedelta(days=9 * n + 1), decided=now - timedelta(days=9 * n),
            status=Status.APPROVED, by=ada, values={"number": "A", "total": ("1.00", 0.5 + n / 10)},
            said={"number": "A", "total": f"{n % 3 + 1}.00"})
        judged(made, known=bool(n % 2))
    document(ada, doc_type, handed_in=now - timedelta(days=2), values={"number": "B"})
    ErrorBudget.objects.create(doc_type=doc_type, key="number", mode="on", alpha=0.02)
    return ada


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_nothing_runs_over_the_edge_of_a_window(
        ada: User, open_browser: Callable[..., Page], language: str) -> None:
    page = open_browser(ada, language=language)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/dashboard/?type=test_invoice&days=90")
        expect(page.locator("#quadrants strong")).to_have_count(4)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        hidden = page.evaluate(
            "[...document.querySelectorAll('.dash section > .card-body > .table-wrap')]"
            ".filter(box => box.scrollWidth > box.clientWidth).map(box => box.closest('section').id)")
        assert hidden == [], (width, hidden)
        letters = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.dash svg text')].map(text => {"
            " const svg = text.ownerSVGElement; return parseFloat(getComputedStyle(text).fontSize)"
            " * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width }))")
        assert letters > 9, width
    keep(page, f"dashboard-{language}")


def test_the_keyboard_chooses_and_opens_the_figures_behind_a_chart(
        ada: User, open_browser: Callable[..., Page]) -> None:
    page = open_browser(ada)
    page.goto("/dashboard/")
    page.get_by_label("Document type").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**type=test_invoice**")
    expect(page.get_by_role("heading", name="Field accuracy by field")).to_be_visible()
    figures = page.locator("#volume summary")
    figures.press("Enter")
    expect(page.locator("#volume-table")).to_be_visible()
    expect(page.get_by_role("img", name="Documents handed in, decided, and passed without a person")).to_be_visible()
