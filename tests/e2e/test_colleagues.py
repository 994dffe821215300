"""A colleague opens a paper about a person: what is sensitive on it is in neither the words nor the pictures of the
page, in both languages, and whoever reviews it sees it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Department, Role, User
from docmgr.documents.models import Document
from tests.e2e.conftest import keep
from tests.training import cards

pytestmark = [pytest.mark.browser, pytest.mark.service]


@pytest.fixture
def sheet(transactional_db: None, person: Callable[..., User], live_server: object) -> Document:
    room = Department.objects.create(name="Finance")
    emil = person("emil")
    User.objects.filter(pk=emil.pk).update(department=room)
    User.objects.create_user("colleague", department=room, shares_department=True)
    return cards.read(User.objects.get(pk=emil.pk), name=f"{cards.NUMBER}.png")


def test_the_viewer_shows_a_colleague_words_and_no_person_and_a_reviewer_everything(
    sheet: Document, person: Callable[..., User], open_browser: Callable[..., Page],
) -> None:
    colleague, reviewer = User.objects.get(username="colleague"), person("wei", Role.REVIEWER)
    page = opened(open_browser(reviewer), sheet)
    assert cards.NUMBER in told(page) and cards.NUMBER in codes(page, "colleague-reviewer")
    for language, note in (("en-US", "drawn anew from words"), ("zh-CN", "重新绘制")):
        page = opened(open_browser(colleague, language=language), sheet)
        expect(page.locator(".note", has_text=note)).to_be_visible()
        assert not told(page) and not codes(page, f"colleague-{language[:2]}")
        if language == "en-US":
            cards.decide(sheet, reviewer)


def opened(page: Page, sheet: Document) -> Page:
    page.goto(f"/documents/{sheet.pk}/")
    picture = page.locator(".viewer-page img").first
    expect(picture).to_be_visible()
    page.wait_for_function("() => [...document.querySelectorAll('.viewer-page img')].every(i => i.naturalWidth > 0)")
    return page


def told(page: Page) -> str:
    """The sensitive values in all that the browser was given, its title and the text of the pages."""
    page.locator("#tab-text").click()
    expect(page.locator("#full-text .text-page")).not_to_have_count(0)  # fetched when it is asked for
    words = page.title() + page.content()
    page.locator("#tab-fields").click()
    return " ".join(value for value in cards.SENSITIVE.values() if value in words)


def codes(page: Page, name: str) -> list[str]:
    """What a reader of codes finds in the pictures that the window shows."""
    keep(page, name)
    shown = page.locator(".viewer-page img").evaluate_all("images => images.map(image => image.src)")
    assert shown
    found = []
    for address in shown:
        with Image.open(io.BytesIO(page.request.get(address).body())) as picture:
            found += [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
    return found
