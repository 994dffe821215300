"""A stack of papers in one file: cut apart on the workbench, by keyboard, and put together again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from docmgr.web.views import splitting as view

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPECIMENS = Path(__file__).resolve().parents[2] / "docmgr" / "specimens"


def a_stack() -> bytes:
    """An invoice, an empty sheet that parts them, and a lease of three pages."""
    with pymupdf.open() as stack, pymupdf.open(SPECIMENS / "invoice.pdf") as one, pymupdf.open(
            SPECIMENS / "lease.pdf") as other:
        stack.insert_pdf(one, to_page=0)
        stack.new_page()
        for number in range(3):
            stack.insert_pdf(other, from_page=number % other.page_count, to_page=number % other.page_count)
        return stack.tobytes()


@pytest.fixture
def stack(
    person: Callable[..., User], submit: Callable[..., Document], files_dir: object, built_in_types: object,
) -> Document:
    document = submit(person("emil"), a_stack(), name="stack.pdf")
    flow.process(ExtractionRun.objects.get(document=document).pk)
    run = ExtractionRun.objects.get(document=document)
    ExtractionRun.objects.filter(pk=run.pk).update(issues=[{
        "code": "several_papers", "page": 3, "params": {"page": 3}}])
    return Document.objects.get(pk=document.pk)


def gap(page: Page, before: int) -> str:
    return f"Another document begins on page {before}"


def test_a_reviewer_cuts_a_stack_apart_by_keyboard_and_undoes_it(
    open_browser: Callable[..., Page], person: Callable[..., User], stack: Document, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(view, "WAIT_SECONDS", 0.0)
    page = open_browser(person("rae", Role.REVIEWER))
    page.goto(f"/review/{stack.pk}/")
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    page.keyboard.press("Alt+s")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".split-part")).to_have_count(2)  # as the engine had noticed
    expect(page.locator(".split-gap:focus")).to_have_attribute("aria-label", gap(page, 3))
    for shown in (2, 0):
        page.keyboard.press("+")
        expect(dialog.locator(".split-page.is-large")).to_have_count(shown)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(page.locator(".split-gap:focus")).to_have_attribute("aria-pressed", "true")
    expect(dialog.locator(".split-part")).to_have_count(3)
    dialog.locator(".split-part").nth(1).get_by_label("Leave out").check()
    expect(dialog.get_by_role("button", name="Split into 2 documents")).to_be_enabled()
    dialog.get_by_label("Type of document 2").select_option("contract")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review/")  # nothing else waits
    expect(page.locator("body")).to_contain_text("Split into 2 documents")

    one, two = Document.objects.exclude(pk=stack.pk).order_by("pk")
    assert (one.name, two.name, two.doc_type.key) == ("stack-p1.pdf", "stack-p3-5.pdf", "contract")
    page.goto(f"/documents/{stack.pk}/")
    family = page.locator(".family")
    expect(family).to_contain_text("Pages 3–5")
    expect(family).to_contain_text("left out")
    family.get_by_role("link", name=f"#{two.pk}").click()
    page.get_by_role("link", name=f"#{stack.pk}, pages 3–5").click()
    page.get_by_role("button", name="Undo the splitting").click()
    page.wait_for_url(f"**/review/{stack.pk}/")
    expect(page.locator(".bench-acts")).to_be_visible()
    assert {d.status for d in Document.objects.exclude(pk=stack.pk)} == {Status.WITHDRAWN}
    assert Document.objects.get(pk=stack.pk).status == Status.IN_REVIEW
