"""Document types in a real browser: fields by keyboard, publishing, trying a draft; and the page of the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.services import open_draft
from tests.review import makers

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(person: Callable[..., User]) -> User:
    return person("ada", Role.ADMIN)


@pytest.fixture
def editor(live_server: object, ada: User, open_browser: Callable[..., Page]) -> Page:
    """The editor of an invoice type, with a document to try it on."""
    doc_type = makers.invoice_type()
    makers.document(ada, doc_type)
    open_draft(doc_type, by=ada)
    page = open_browser(ada)
    page.goto(f"/types/{doc_type.key}/edit")
    return page


def keys(page: Page) -> list[str]:
    return page.locator("[data-field]:not([hidden]) [data-field-key]").all_inner_texts()


def test_a_field_is_added_moved_tried_and_published_by_keyboard(editor: Page) -> None:
    before = keys(editor)
    editor.get_by_role("button", name="Add field").press("Enter")
    for text in ("订单", "Order", "order"):
        editor.keyboard.type(text)
        editor.keyboard.press("Tab")
    editor.keyboard.type("code")
    editor.keyboard.press("Alt+ArrowUp")
    assert keys(editor) == [*before[:-1], "order", before[-1]]
    editor.locator("[data-field] summary").nth(1).focus()
    editor.keyboard.press("Alt+Delete")
    editor.keyboard.press("Control+s")
    expect(editor.locator("#toasts")).to_contain_text("Draft saved")
    assert keys(editor) == [before[0], *before[2:-1], "order", before[-1]]
    editor.select_option("#id_document", index=1)
    editor.get_by_role("button", name="Try it").click()
    expect(editor.locator("#trial tr", has_text="Order")).to_contain_text("PO-7781")
    editor.fill("#id_note", "asks for the order")
    editor.get_by_role("button", name="Publish v2").click()
    expect(editor.locator("#toasts")).to_contain_text("Version 2 is live")
    assert DocumentType.objects.get().live.note == "asks for the order"


def test_a_draft_with_edits_that_are_not_saved_is_not_published(editor: Page) -> None:
    publish, why = editor.get_by_role("button", name="Publish v2"), editor.get_by_text("Save the draft first")
    prompt = editor.locator("#draft [name=prompt]")
    expect(publish).to_be_enabled()
    expect(why).to_be_hidden()
    before = prompt.input_value()
    prompt.press_sequentially("More")
    expect(publish).to_be_disabled()
    expect(why).to_be_visible()
    publish.press("Enter")
    editor.locator("#id_note").press("Enter")
    assert editor.url.endswith("/edit") and DocumentType.objects.get().live.number == 1
    prompt.fill(before)
    expect(publish).to_be_enabled()
    prompt.fill("Read more.")
    editor.keyboard.press("Control+s")
    expect(editor.locator("#toasts")).to_contain_text("Draft saved")
    expect(why).to_be_hidden()
    publish.press("Enter")
    expect(editor.locator("#toasts")).to_contain_text("Version 2 is live")
    assert DocumentType.objects.get().live.prompt == "Read more."


def test_a_name_that_stands_for_both_languages_is_shown_once(editor: Page) -> None:
    editor.get_by_role("button", name="Add field").click()
    row = editor.locator("[data-field]:not([hidden])").last
    row.locator("[name$=label_zh]").fill("Référence client")
    row.locator("[name$=label_en]").fill("Référence client")
    assert row.locator("[data-field-name]").inner_text() == "Référence client"


def test_a_new_type_with_a_taken_key_says_so_in_its_form(editor: Page) -> None:
    editor.goto("/types/")
    editor.get_by_role("button", name="New type").click()
    editor.fill("#id_key", "test_invoice")
    editor.fill("#id_label_zh", "发票")
    editor.fill("#id_label_en", "Invoice")
    editor.get_by_role("button", name="Create draft").click()
    expect(editor.locator("#new-type .invalid-feedback")).to_be_visible()


def test_whoever_types_before_the_window_has_opened_goes_on_in_the_same_field(editor: Page) -> None:
    editor.goto("/types/")
    editor.get_by_role("button", name="New type").evaluate("""async (button) => {
      const [opening, key] = ["new-type", "id_key"].map((id) => document.getElementById(id));
      const open = new Promise((done) => opening.addEventListener("shown.bs.modal", () => setTimeout(done)));
      button.click();
      while (!key.checkVisibility()) await new Promise(requestAnimationFrame);
      key.focus();
      await open;
    }""")
    expect(editor.locator("#id_key")).to_be_focused()
    editor.get_by_role("button", name="Cancel").click()
    expect(editor.locator("#new-type")).to_be_hidden()
    editor.get_by_role("button", name="New type").click()
    expect(editor.locator("#new-type input:not([type=hidden])").first).to_be_focused()


def test_the_key_follows_the_english_name_until_another_one_is_typed(editor: Page) -> None:
    editor.goto("/types/")
    editor.get_by_role("button", name="New type").click()
    editor.fill("#id_label_en", "Delivery note")
    expect(editor.locator("#id_key")).to_have_value("delivery_note")
    editor.fill("#id_key", "dn")
    editor.fill("#id_label_en", "Delivery notes")
    expect(editor.locator("#id_key")).to_have_value("dn")
    editor.get_by_role("button", name="Create draft").click()
    editor.get_by_role("button", name="Add field").click()
    editor.locator("[name$=-label_en]").last.fill("Note no.")
    assert keys(editor) == ["note_no"]


def test_whoever_saves_a_mistake_by_keyboard_goes_on_where_it_is(editor: Page) -> None:
    editor.get_by_role("button", name="Add field").press("Enter")
    editor.keyboard.type("ใบส่งของ")  # neither Latin nor Chinese: no key can be made of it
    editor.keyboard.press("Control+s")
    expect(editor.locator("[name$=-key].is-invalid")).to_be_focused()
    expect(editor.locator("[name$=-label_zh]").last).to_have_value("ใบส่งของ")


def test_a_file_that_is_no_type_is_told_in_its_dialog_and_the_right_one_becomes_a_draft(editor: Page) -> None:
    def bring(content: bytes) -> None:
        editor.set_input_files("[name=definition]", {
            "name": "t.json", "mimeType": "application/json", "buffer": content})
        editor.locator("#type-file .btn-primary").click()

    editor.goto("/types/")
    editor.get_by_role("button", name="From a file").click()
    bring(b'{"key": "visa"}')
    expect(editor.locator("#type-file .invalid-feedback")).to_be_visible()
    bring(b'{"key": "visa", "label": {"en": "Visa"}, "fields": [{"key": "no", "label": {"en": "Number"}}]}')
    expect(editor.locator("#toasts")).to_contain_text("brought in as a draft")
    assert keys(editor) == ["no"]


def test_the_page_of_the_api_works_under_the_content_policy(
    live_server: object, open_browser: Callable[..., Page],
) -> None:
    page, strangers = open_browser(), []
    page.on("request", lambda r: strangers.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
    page.goto("/api/v1/docs/")
    expect(page.locator("#operations-documents-documents_create")).to_be_visible()
    page.locator("#operations-doctypes-doctypes_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("401")
    assert not strangers
