"""The workbench in a browser: documents to review on it, and what its tests do again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents import storage
from docmgr.documents.models import Document, Page
from tests.e2e.conftest import session_of
from tests.review import makers


@pytest.fixture
def pictured(invoice: Document, tmp_path: Path) -> Document:
    """The invoice with a picture of its page."""
    picture = Image.new("RGB", (1000, 1400), "white")
    pen = ImageDraw.Draw(picture)
    for line in makers.LINES:
        x0, y0 = line["box"][0] * 1000, line["box"][1] * 1400
        pen.text((x0, y0), line["text"].encode("ascii", "replace").decode(), fill="black", font_size=28)
    picture.save(tmp_path / "page.jpg")
    storage.save_image(f"tests/{invoice.pk}/0001.jpg", tmp_path / "page.jpg")
    Page.objects.filter(document=invoice).update(image=f"tests/{invoice.pk}/0001.jpg")
    return invoice


@pytest.fixture
def following(employee: User, invoice_type: DocumentType) -> Document:
    """The next one in the queue."""
    return makers.document(employee, invoice_type, doubt=0.1, name="following.pdf", values={
        "number": ("1", 0.4), "total": "11.00"})


# Whoever works holds the document for another while, each half minute: on a busy machine in the middle of anything.
NO_BEAT = """const every = window.setInterval;
window.setInterval = (act, pause, ...more) => every(act, pause === 30_000 ? 1_000_000_000 : pause, ...more);"""


def open_page(browser: Any, live_server: Any, person: User, path: str) -> Any:
    """The workbench, held and at its first field. Nothing glides: places on the page are where they were measured."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US", reduced_motion="reduce")
    context.add_cookies([session_of(person, live_server.url)])
    page = context.new_page()
    page.add_init_script(NO_BEAT)
    page.set_default_timeout(60_000)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(live_server.url + path)
    page.wait_for_selector(".field.is-active")
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    return page


def settled(page: Any) -> None:
    """All that was decided is saved."""
    page.wait_for_selector("[data-part=saved][data-state=saved]")


def active(page: Any) -> str:
    return page.locator(".field.is-active").get_attribute("data-place")


def go_to(page: Any, place: str) -> None:
    for _step in range(30):
        if active(page) == place:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {place}")
