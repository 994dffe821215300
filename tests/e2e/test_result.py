"""The result page in a real browser: boxes and fields, search, turning, downloads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import User
from docmgr.documents.models import Document, Status
from tests.e2e.conftest import keep
from tests.services.process import wait_for
from tests.services.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.service]
SPECIMENS = Path(__file__).resolve().parents[2] / "docmgr" / "specimens"


@pytest.fixture
def shown(
    house: Worker, person: Callable[..., User], submit: Callable[..., Document], open_browser: Callable[..., Page],
) -> Page:
    """The lease specimen (six pages), read and open."""
    emil = person("emil")
    document = submit(emil, (SPECIMENS / "lease.pdf").read_bytes(), name="lease.pdf")
    assert wait_for(lambda: Document.objects.get(pk=document.pk).status == Status.IN_REVIEW)
    page = open_browser(emil, size=(1280, 800))
    page.goto(f"/documents/{document.pk}/")
    expect(page.locator(".viewer-page")).to_have_count(6)
    return page


def test_a_result_is_read_searched_turned_copied_and_taken_home(shown: Page, tmp_path: Path) -> None:
    box_and_field_light_each_other_up(shown)
    a_field_on_another_page_makes_that_page_the_current_one(shown)
    the_search_lights_up_hits_and_walks_through_them(shown)
    pages_turn_and_keep_their_boxes_in_place(shown)
    the_text_tab_loads_the_whole_text(shown)
    the_json_download_holds_the_fields(shown, tmp_path)


def box_and_field_light_each_other_up(page: Page) -> None:
    page.locator(".field-main[data-page='1']").first.click()
    expect(page.locator(".viewer-box.is-active")).to_have_count(1)
    other = page.locator(".viewer-page[data-page='1'] .viewer-box:not(.is-active)").first
    key = other.get_attribute("data-box")
    other.click()
    expect(page.locator(f"[data-field='{key}']")).to_have_class(re.compile("is-active"))
    keep(page, "result")


def a_field_on_another_page_makes_that_page_the_current_one(page: Page) -> None:
    number, stage = page.locator("[data-view=page]"), page.locator(".viewer-stage")
    field = page.locator(".field-main[data-page]:not([data-page='1'])").first
    there = field.get_attribute("data-page")
    field.click()
    expect(page.locator(".viewer-box.is-active")).to_be_in_viewport()
    expect(number).to_have_value(there)
    expect(page.locator(f"[data-thumb='{there}']")).to_have_attribute("aria-current", "page")
    page.locator("[data-thumb='6']").click()
    expect(number).to_have_value("6")
    stage.hover()
    page.mouse.wheel(0, -20_000)
    expect(number).to_have_value("1")


def the_search_lights_up_hits_and_walks_through_them(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("租赁")
    hits = page.locator("[data-view=hits]")
    expect(hits).to_contain_text("1 / ")
    assert int(hits.inner_text().split("/")[1]) >= 3
    page.keyboard.press("Enter")
    expect(hits).to_contain_text("2 / ")
    page.keyboard.press("Escape")
    expect(page.locator(".viewer-hit")).to_have_count(0)


def pages_turn_and_keep_their_boxes_in_place(page: Page) -> None:
    plate = page.locator(".viewer-page[data-page='1'] .viewer-plate")
    page.locator("[data-thumb='1']").click()
    upright = plate.bounding_box()
    page.locator("[data-view=rotate]").click()
    turned = plate.bounding_box()
    assert abs(turned["width"] / turned["height"] - upright["height"] / upright["width"]) < 0.02
    for _turn in range(3):
        page.locator("[data-view=rotate]").click()
    assert abs(plate.bounding_box()["width"] - upright["width"]) < 2


def the_text_tab_loads_the_whole_text(page: Page) -> None:
    page.get_by_role("tab", name="Text").click()
    expect(page.locator(".text-page")).to_have_count(6)
    expect(page.locator("#full-text")).to_contain_text("房屋租赁合同")


def the_json_download_holds_the_fields(page: Page, folder: Path) -> None:
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    path = folder / "result.json"
    download.value.save_as(path)
    told = json.loads(path.read_text())
    assert told["doc_type"] == "contract" and told["fields"]
