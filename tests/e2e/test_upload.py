"""Uploading in a real browser, read by a real worker."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from tests.e2e.conftest import keep
from tests.fixtures import broken
from tests.services.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.service]
SPECIMENS = Path(__file__).resolve().parents[2] / "docmgr" / "specimens"
OpenBrowser = Callable[..., Page]
Person = Callable[..., User]

DROP = """([name, content]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt())], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""
PASTE = """(content) => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt());
  carried.items.add(new File([bytes], "image.png", { type: "image/png" }));
  document.body.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carried }));
}"""


def line(page: Page, name: str):
    return page.locator(".lines .line", has_text=name).first


def pick(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator(".drop-choose input").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files])


def test_files_good_and_bad_each_tell_their_own_story(
    house: Worker, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"))
    page.goto("/upload/")
    pick(
        page, ("invoice.pdf", (SPECIMENS / "invoice.pdf").read_bytes()), ("empty.pdf", b""), ("letter.docx", b"x"),
        ("lie.png", broken.page_as_picture()), ("locked.pdf", broken.encrypted_pdf()))
    expect(line(page, "empty.pdf")).to_contain_text("The file is empty. Check it on your computer")
    expect(line(page, "letter.docx")).to_contain_text("Save it as PDF or as a picture")
    expect(line(page, "lie.png")).to_contain_text("This kind of file is not supported.")
    expect(line(page, "locked.pdf")).to_contain_text("protected by a password", timeout=120_000)
    expect(line(page, "invoice.pdf")).to_have_attribute("data-state", "done", timeout=120_000)
    expect(line(page, "invoice.pdf")).to_contain_text("fields found")
    expect(page.locator("[data-summary]")).to_have_text("All done (5)")
    keep(page, "upload")
    line(page, "invoice.pdf").get_by_role("link", name="Open").click()
    expect(page.locator(".viewer-page img")).to_have_js_property("complete", True)
    expect(page.locator(".fields .field")).not_to_have_count(0)


def test_the_first_page_counts_and_lists_an_upload_once_it_is_read(
    house: Worker, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"))
    page.goto("/")
    expect(page.locator("#home-recent")).not_to_contain_text("invoice.pdf")
    pick(page, ("invoice.pdf", (SPECIMENS / "invoice.pdf").read_bytes()))
    expect(line(page, "invoice.pdf")).to_have_attribute("data-state", "done", timeout=120_000)
    expect(page.locator("#home-recent")).to_contain_text("invoice.pdf")
    expect(page.locator("#home-numbers .figure", has_text="In review")).to_contain_text("1")
    expect(line(page, "invoice.pdf")).to_contain_text("fields found")


def test_a_file_dropped_anywhere_and_a_pasted_picture_are_taken(
    live_server: object, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"))
    page.goto("/upload/")
    page.evaluate(DROP, ["dropped.pdf", b64encode(broken.pdf()).decode()])
    page.evaluate(PASTE, b64encode((SPECIMENS / "vat_invoice.png").read_bytes()).decode())
    expect(line(page, "dropped.pdf")).to_contain_text("in the queue")
    expect(line(page, "Pasted picture")).to_contain_text("in the queue")
    assert Document.objects.count() == 2


def test_closing_the_page_changes_nothing_and_a_reload_shows_what_still_runs(
    live_server: object, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"))
    page.goto("/upload/")
    pick(page, ("long.pdf", broken.pdf(3)))
    expect(line(page, "long.pdf")).to_contain_text("in the queue")
    page.goto("about:blank")
    page.goto("/upload/")
    expect(line(page, "long.pdf")).to_contain_text("Waiting: number 1 in the queue")


def test_the_same_file_twice_is_told_with_a_link(
    live_server: object, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"))
    page.goto("/upload/")
    pick(page, ("first.pdf", broken.pdf()))
    expect(line(page, "first.pdf")).to_contain_text("in the queue")
    pick(page, ("second.pdf", broken.pdf()))
    expect(line(page, "second.pdf").get_by_role("link", name="first.pdf")).to_be_visible()


def test_a_broken_connection_loses_nothing(
    live_server: object, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"))
    page.goto("/upload/")
    page.route("**/upload/files", lambda route: route.abort())
    pick(page, ("kept.pdf", broken.pdf()))
    expect(line(page, "kept.pdf")).to_contain_text("The connection broke off.")
    page.unroute("**/upload/files")
    line(page, "kept.pdf").get_by_role("button", name="Try again").click()
    expect(line(page, "kept.pdf")).to_contain_text("in the queue")


def test_a_phone_offers_its_camera_and_nothing_sticks_out(
    live_server: object, person: Person, open_browser: OpenBrowser,
) -> None:
    page = open_browser(person("emil"), language="zh-CN", size=(390, 844))
    page.goto("/upload/")
    expect(page.get_by_text("拍照")).to_be_visible()
    assert page.locator("input[capture=environment]").count() == 1
    pick(page, ("a-very-long-file-name-that-would-not-fit-on-a-phone-at-all.pdf", broken.pdf()))
    expect(page.locator(".line").first).to_contain_text("排队中")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    keep(page, "upload-phone")


def test_the_upload_works_without_a_mouse(live_server: object, person: Person, open_browser: OpenBrowser) -> None:
    page = open_browser(person("emil"))
    # Asked for before the page opens: the browser needs a moment to hand its dialog over.
    page.on("filechooser", lambda dialog: dialog.set_files(
        [{"name": "k.pdf", "mimeType": "application/pdf", "buffer": broken.pdf()}]))
    page.goto("/upload/")
    choose = page.locator(".drop-choose input")
    for _press in range(40):
        page.keyboard.press("Tab")
        if choose.evaluate("input => input === document.activeElement"):
            break
    expect(choose).to_be_focused()
    page.keyboard.press("Enter")
    expect(line(page, "k.pdf")).to_contain_text("in the queue")
