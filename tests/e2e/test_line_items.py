"""Line items as a grid, worked by keyboard and from a spreadsheet."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from docmgr.accounts.models import User
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import FieldValue
from docmgr.review import deciding
from docmgr.review.models import Correction
from docmgr.review.rows import tables_of
from docmgr.review.values import current_fields
from tests.e2e.conftest import keep
from tests.e2e.workbench import active, open_page, settled
from tests.review.conftest import colleague, employee, reviewer
from tests.review.tabled import table_document, table_type

__all__ = ["colleague", "employee", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """([element, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def items(employee: User) -> Document:
    """Somebody has to look at its total."""
    document = table_document(employee, table_type())
    FieldValue.objects.filter(key="net").update(confidence=0.5)
    return document


def grid(document: Document) -> list[list[str]]:
    [table] = tables_of(current_fields(document))
    return [[cell.value for cell in row.cells] for row in table.rows]


def shown(page: Any) -> list[list[str]]:
    return page.evaluate("""() => [...document.querySelectorAll("[data-piece=rows] tr:not([hidden])")].map(
        (row) => [...row.querySelectorAll("textarea")].map((cell) => cell.value))""")


def at(page: Any, place: str) -> Any:
    cell = page.locator(f".cell[data-place='{place}'] textarea")
    cell.focus()
    return cell


def paste(page: Any, text: str) -> None:
    page.evaluate(PASTE, [page.evaluate_handle("document.activeElement"), text])


def hint(page: Any) -> Any:
    return page.locator("[data-part=hint]")


def test_cells_are_walked_and_corrected_by_keys_alone(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    at(page, "what:0")
    for key, place in (
        ("ArrowDown", "what:1"), ("ArrowRight", "count:1"), ("End", "amount:1"), ("ArrowDown", "amount:2"),
        ("ArrowDown", "amount:2"), ("Home", "what:2"), ("Control+Home", "what:0"), ("ArrowUp", "what:0"),
        ("Control+End", "amount:2"), ("Shift+Tab", "price:2"),
    ):
        page.keyboard.press(key)
        assert active(page) == place, key
    page.keyboard.type("30.00")     # typing replaces
    page.keyboard.press("ArrowUp")  # and an arrow key saves
    assert active(page) == "price:1"
    page.keyboard.type("12.00")
    page.keyboard.press("Escape")
    assert shown(page)[1][2] == ""
    at(page, "what:1")
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")  # inside the value now
    page.keyboard.type("!")
    assert page.evaluate("document.activeElement.value") == "Ink blac!k"
    page.keyboard.press("Escape")
    at(page, "count:2")
    page.keyboard.press("Delete")
    settled(page)
    assert grid(items) == [["Paper A4", "10", "4.50", "45.00"], ["Ink black", "2", "", "24.00"],
                           ["Desk lamp", "", "30.00", "31.00"]]
    page.keyboard.press("Escape")
    expect(page.locator(".cell[data-place='count:2'] textarea")).to_have_value("1")
    settled(page)
    assert grid(items)[2][1] == "1"
    assert page.problems == []


def test_nothing_is_done_while_an_input_method_composes(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    at(page, "what:0")
    for key in ("ArrowDown", "Enter", "Delete", "F2"):
        page.evaluate("""(key) => document.activeElement.dispatchEvent(new KeyboardEvent(
            "keydown", { key, isComposing: true, bubbles: true, cancelable: true }))""", key)
    assert active(page) == "what:0"
    assert not Correction.objects.exists()


def test_rows_are_added_in_between_and_removed_and_brought_back(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    at(page, "amount:0")
    page.keyboard.press("Alt+a")
    page.keyboard.type("Stapler")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    settled(page)
    assert [row[0] for row in shown(page)] == [row[0] for row in grid(items)] == [
        "Paper A4", "Stapler", "Ink black", "Desk lamp"]
    at(page, "what:1")
    page.keyboard.press("Control+Delete")
    settled(page)
    expect(hint(page)).to_contain_text("Esc")
    assert [row[0] for row in shown(page)] == [row[0] for row in grid(items)] == ["Paper A4", "Stapler", "Desk lamp"]
    page.keyboard.press("Escape")
    expect(page.locator(".cell[data-place='what:1'] textarea")).to_have_value("Ink black")
    settled(page)
    page.reload()
    page.wait_for_selector(".field.is-active")
    assert shown(page) == grid(items)
    assert [row[0] for row in grid(items)] == ["Paper A4", "Stapler", "Ink black", "Desk lamp"]
    assert page.problems == []


def test_rows_of_a_spreadsheet_fill_cells_and_add_rows_and_what_does_not_fit_is_told(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    at(page, "what:2")
    paste(page, 'Item\tQuantity\tPrice\tAmount\r\nDesk lamp\t1\t\t31.00\r\n"<b>Shelf</b>\n24"" deep"\t2\t=1+1\t9\r\n')
    expect(hint(page)).to_contain_text("Values pasted: 4")
    settled(page)
    expect(page.locator(".grid-table tbody tr")).to_have_count(4)
    assert grid(items)[2:] == [["Desk lamp", "1", "31.00", "31.00"], ['<b>Shelf</b> 24" deep', "2", "=1+1", "9"]]
    assert page.locator(".grid-table b").count() == 0
    keep(page, "line-items")
    page.keyboard.press("Escape")
    expect(page.locator(".grid-table tbody tr")).to_have_count(3)
    settled(page)
    before = grid(items)
    for place, text, told in (
        ("price:0", "1\t2\t3", "has 3 columns, and from this cell on there are 2"),
        ("what:0", "a\tb\n" * 500, "more than 500"),
        ("what:0", "\n".join(["\t".join("abcdefghijklmnopqrstu")] * 480), "has 21 columns"),
        ("what:0", "x" * 20_001 + "\ty", "more than 20000 characters"),
    ):
        at(page, place)
        paste(page, text)
        expect(hint(page)).to_contain_text(told)
    assert grid(items) == before
    assert page.problems == []


def test_k_flagged_cells_take_k_keys_a_row_one_and_all_rows_one(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    FieldValue.objects.filter(key__in=["what", "amount"], index__in=[0, 2]).update(confidence=0.3)
    FieldValue.objects.filter(key="count", index=1).update(box=None, page=None)
    deciding.decide(items, by=reviewer, revision=0, key="amount", index=3, kind="change", value="30.00")
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    assert page.locator(".cell[data-open]").count() == 5
    for place in ("net:0", "what:0"):
        assert active(page) == place
        page.keyboard.press("Enter")
    assert active(page) == "amount:0"
    assert page.locator(".grid-dock .field-reason").count()
    page.keyboard.press("Alt+Shift+Enter")
    settled(page)
    expect(hint(page)).to_contain_text("with a flag or without a place on the page: 1")
    assert active(page) == "count:1"
    assert Correction.objects.filter(kind="confirm").count() == 1 + 10
    page.keyboard.press("Alt+Enter")
    settled(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review/")
    items.refresh_from_db()
    assert items.status == Status.APPROVED
    assert page.problems == []


def test_the_foot_says_whether_a_column_adds_up_as_soon_as_it_does(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    foot = page.locator("[data-sum-of=amount]")
    expect(foot).to_contain_text("Net is 130.00: 30.00 apart")
    at(page, "what:2")
    page.keyboard.press("Alt+a")
    page.keyboard.press("End")
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    settled(page)
    expect(foot).to_contain_text("agrees with Net")


def test_two_people_at_one_table_lose_nothing(
    browser: Any, live_server: Any, reviewer: User, colleague: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    items.claim.delete()
    deciding.decide(items, by=colleague, revision=0, key="price", index=1, kind="change", value="11.00")
    items.claim.delete()
    at(page, "price:1")
    paste(page, "12.00\t24.00\n30.00\t31.50")
    expect(page.locator(".cell[data-conflict]")).to_have_count(1)
    expect(page.locator(".grid-dock .field-note")).to_contain_text("fang")
    expect(page.locator(".cell[data-place='amount:2'][data-decided]")).to_have_count(1)
    page.locator(".grid-dock .field-note .btn-primary").click()
    settled(page)
    assert [row[2:] for row in grid(items)[1:]] == [["12.00", "24.00"], ["30.00", "31.50"]]
    assert page.problems == []


def test_a_type_without_a_table_shows_nothing_new(
    browser: Any, live_server: Any, reviewer: User, employee: User,
) -> None:
    doc_type = table_type()
    doc_type.live.fields.update(rows="")
    document = table_document(employee, doc_type)
    FieldValue.objects.filter(key="net").update(confidence=0.5)
    page = open_page(browser, live_server, reviewer, f"/review/{document.pk}/")
    assert page.locator("[data-table], .bench-tables").count() == 0
    page.keyboard.press("F1")
    expect(page.locator("#sheet")).to_be_visible()
    expect(page.get_by_role("heading", name="Table", exact=True)).not_to_be_visible()


def test_the_place_of_a_cell_stands_in_sight_though_what_is_said_of_it_takes_room_from_the_page(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    page.set_viewport_size({"width": 1280, "height": 640})
    at(page, "amount:2")
    page.wait_for_function("""() => {
      const box = document.querySelector(".viewer-box.is-active")?.getBoundingClientRect();
      const stage = document.querySelector(".viewer-stage").getBoundingClientRect();
      return box && box.top >= stage.top && box.bottom <= stage.bottom;
    }""")
