"""The list of documents and the frame in a real browser: parts of the page change, the address tells which."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.documents.models import Document, Status
from tests.e2e.conftest import keep
from tests.review import makers

pytestmark = pytest.mark.browser
Person = Callable[..., User]
OpenBrowser = Callable[..., Page]


@pytest.fixture
def page(
    live_server: object, person: Person, open_browser: OpenBrowser, make_document: Callable[..., Document],
) -> Page:
    """The list of somebody with thirty documents."""
    emil = person("emil")
    for n in range(30):
        make_document(emil, name=f"scan-{n:02d}.pdf", text="amount 12.50" if n == 7 else "", status=Status.APPROVED)
    page = open_browser(emil)
    page.goto("/documents/")
    return page


def names(page: Page) -> list[str]:
    return page.locator(".docs .cell-title").all_inner_texts()


def test_search_sort_and_pages_change_the_rows_and_the_address(page: Page) -> None:
    expect(page.locator(".docs tbody tr")).to_have_count(25)
    page.get_by_role("link", name="2", exact=True).click()
    expect(page.locator(".docs tbody tr")).to_have_count(5)
    expect(page).to_have_url(re.compile("page=2"))
    page.get_by_role("link", name="Name").click()
    expect(page.locator(".docs .cell-title").first).to_have_text("scan-00.pdf")
    expect(page).to_have_url(re.compile("sort=name"))
    page.get_by_label("Search", exact=True).fill("12.50")  # at once: a pause while one types is a search of its own
    expect(page.locator(".docs tbody tr")).to_have_count(1)
    expect(page.locator(".snippet mark")).to_have_text("12.50")
    expect(page).to_have_url(re.compile(r"q=12\.50"))
    page.go_back()
    expect(page.locator(".docs tbody tr")).to_have_count(25)
    expect(page.locator(".side")).to_be_visible()


def test_ticked_documents_are_counted_and_downloaded(page: Page) -> None:
    page.get_by_label("Choose all on this page").check()
    expect(page.locator("[data-count]")).to_have_text("25")
    page.get_by_label("Choose scan-29.pdf").uncheck()
    expect(page.locator("[data-count]")).to_have_text("24")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")


def test_a_row_under_way_renews_itself_and_stays_ticked(
    live_server: object, person: Person, open_browser: OpenBrowser, make_document: Callable[..., Document],
) -> None:
    emil = person("emil")
    document = make_document(emil, status=Status.PROCESSING)
    page = open_browser(emil)
    page.goto("/documents/")
    page.get_by_label("Choose scan.pdf").check()
    expect(page.locator(".status")).to_have_text("being read")
    Document.objects.filter(pk=document.pk).update(status=Status.IN_REVIEW)
    expect(page.locator(".status")).to_have_text("in review")
    expect(page.get_by_label("Choose scan.pdf")).to_be_checked()


@pytest.mark.parametrize(("language", "size"), [
    ("en-US", (1280, 800)), ("zh-CN", (1280, 800)), ("en-US", (390, 844)),
])
def test_failed_documents_with_long_names_fit_into_the_list(
    live_server: object, person: Person, open_browser: OpenBrowser, make_document: Callable[..., Document],
    language: str, size: tuple[int, int],
) -> None:
    emil = person("emil")
    doc_type = makers.invoice_type()
    for code in ("file_truncated", "parser_time", "gave_up"):
        document = make_document(emil, name=f"a name that somebody made as long as it could be, {code}.pdf")
        Document.objects.filter(pk=document.pk).update(
            status=Status.FAILED, doc_type=doc_type, failure_code=code, failure_params={"seconds": 60, "attempts": 3})
    page = open_browser(emil, language=language, size=size)
    page.goto("/documents/")
    expect(page.locator(".is-bad")).to_have_count(3)
    assert page.locator(".table-wrap").evaluate("wrap => wrap.scrollWidth - wrap.clientWidth") == 0


def test_language_and_theme_switch_where_one_is(page: Page) -> None:
    page.goto("/documents/?sort=name")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("文档")
    expect(page).to_have_url(re.compile("sort=name"))
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    keep(page, "documents-dark")


def test_the_theme_follows_the_system_until_somebody_chooses(
    live_server: object, open_browser: OpenBrowser,
) -> None:
    page = open_browser(dark=True)
    page.goto("/login/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_the_menu_opens_on_a_phone_and_folds_on_a_desk(
    live_server: object, person: Person, open_browser: OpenBrowser,
) -> None:
    phone = open_browser(person("rita", Role.REVIEWER), size=(390, 844))
    expect(phone.locator(".side")).not_to_be_in_viewport()
    phone.get_by_role("button", name="Menu").click()
    expect(phone.locator(".side")).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(phone.locator(".side")).not_to_be_in_viewport()
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.get_by_role("button", name="Fold the menu").click()
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("data-side", "folded")
