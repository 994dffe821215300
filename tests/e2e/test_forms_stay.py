"""Plain forms in a real browser: what was typed stays where the login ran out, and nothing goes in a wrong name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.services import open_draft
from tests.e2e.conftest import session_of
from tests.review import makers

pytestmark = pytest.mark.browser
OUT = "not logged in any more"


@pytest.fixture
def ada(person: Callable[..., User]) -> User:
    return person("ada", Role.ADMIN)


def log_in_elsewhere(page: Page, user: User, live_server: Any) -> None:
    """As in another tab: with a new session and a new token."""
    page.context.clear_cookies()
    page.context.add_cookies([session_of(user, live_server.url)])
    other = page.context.new_page()
    other.goto("/people/new")
    other.close()


def test_a_form_stays_as_it_was_typed_password_included_and_is_sent_after_a_login_elsewhere(
    live_server: Any, ada: User, open_browser: Callable[..., Page],
) -> None:
    page = open_browser(ada)
    page.goto("/people/new")
    page.fill("[name=username]", "newcomer")
    page.fill("[name=password]", "correct horse battery")
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("#toasts")).to_contain_text(OUT)
    assert page.locator("#toasts a").get_attribute("href") == "/login/"
    assert page.locator("[name=username]").input_value() == "newcomer"
    assert page.locator("[name=password]").input_value() == "correct horse battery"
    assert "newcomer" not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    assert not User.objects.filter(username="newcomer").exists()
    log_in_elsewhere(page, ada, live_server)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/people/*/")
    assert User.objects.get(username="newcomer").has_usable_password()


def test_nothing_is_sent_in_the_name_of_somebody_who_logged_in_meanwhile(
    live_server: Any, ada: User, person: Callable[..., User], open_browser: Callable[..., Page],
) -> None:
    page = open_browser(ada)
    page.goto("/people/new")
    page.fill("[name=username]", "newcomer")
    page.fill("[name=password]", "correct horse battery")
    log_in_elsewhere(page, person("bob", Role.ADMIN), live_server)
    page.locator("main form button.btn-primary").click()
    expect(page.locator("#toasts")).to_contain_text("bob logged in in another tab")
    assert not User.objects.filter(username="newcomer").exists()


def test_the_editor_of_a_type_keeps_a_whole_draft(
    live_server: Any, ada: User, open_browser: Callable[..., Page],
) -> None:
    doc_type: DocumentType = makers.invoice_type()
    open_draft(doc_type, by=ada)
    page = open_browser(ada)
    page.goto(f"/types/{doc_type.key}/edit")
    page.fill("[name=prompt]", "Read every line twice.")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text(OUT)
    assert page.locator("[name=prompt]").input_value() == "Read every line twice."
    log_in_elsewhere(page, ada, live_server)
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("Draft saved")
    assert doc_type.versions.get(number=2).prompt == "Read every line twice."
