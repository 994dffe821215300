"""The workbench in a real browser, worked by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction.models import FieldValue
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.review.models import Correction
from docmgr.review.values import current_fields
from docmgr.training.models import ErrorSample, LearnedLayout
from tests.e2e.conftest import keep
from tests.e2e.workbench import active, following, go_to, open_page, pictured, settled
from tests.review import makers
from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer

__all__ = ["colleague", "employee", "following", "invoice", "invoice_type", "pictured", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_k_flagged_fields_are_approved_with_k_plus_one_keys_and_the_next_document_opens_by_itself(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, "/review/next")
    page.evaluate("window.sameWindow = true")
    flagged = page.locator(".field[data-open]").count()
    assert flagged == 5
    for _field in range(flagged):
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{following.pk}/")
    page.wait_for_selector(".field.is-active[data-key=number]")
    assert page.evaluate("window.sameWindow"), "the next document came by loading the whole page anew"
    assert page.locator("#left").inner_text() == "1 left"
    pictured.refresh_from_db()
    assert pictured.status == Status.APPROVED
    assert Correction.objects.filter(document=pictured, kind="confirm").count() == flagged
    assert page.problems == []


def test_correcting_by_keyboard_alone(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "total:0")
    expect(page.locator(".field.is-active .field-crop")).to_be_visible()  # drawn once the picture is there
    assert page.locator(".viewer-box.is-active").get_attribute("data-box") == "total:0"
    page.keyboard.press("Alt+1")
    settled(page)
    page.wait_for_selector('.field[data-key=net][data-mark=machine]')

    go_to(page, "date:0")
    page.keyboard.type("2024年5月30日")
    page.keyboard.press("Escape")
    assert page.locator(".field.is-active textarea").input_value() == "2024-03-11"
    page.keyboard.press("Control+a")
    page.keyboard.type("2024年5月30日")
    page.keyboard.press("Enter")
    expect(page.locator(".field[data-key=date] textarea")).to_have_value("2024-05-30")

    assert active(page) == "buyer:0"
    page.keyboard.press("Alt+0")
    assert "Approve" in page.evaluate("document.activeElement.textContent")
    settled(page)
    page.keyboard.press("Shift+Tab")
    keep(page, "review")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/review/{following.pk}/")

    values = {f.key: f.value for f in current_fields(pictured)}
    assert (values["total"], values["date"], values["buyer"]) == ("11300.00", "2024-05-30", "")
    assert set(ErrorSample.objects.values_list("key", flat=True)) == {"total", "date", "buyer"}
    assert page.problems == []


def test_whoever_has_only_a_keyboard_adds_values_looks_closer_and_finds_the_way_back(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    zoom, first = page.locator("[data-view=zoom]"), active(page)
    page.keyboard.press("F1")
    expect(page.locator("#sheet")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+=")
    expect(zoom).to_have_text("120 %")
    page.keyboard.press("Alt+-")
    expect(zoom).to_have_text("100 %")
    page.keyboard.press("Tab")
    second = active(page)
    page.keyboard.press("Escape")
    page.keyboard.press("+")
    expect(zoom).to_have_text("120 %")
    page.keyboard.press("Tab")
    assert active(page) == second != first

    page.keyboard.press("Alt+ArrowUp")
    assert page.locator(".field.is-active").evaluate("card => card.closest('.bench-group').dataset.group") == "none"
    page.keyboard.press("Alt+ArrowDown")
    assert active(page) == first
    go_to(page, "item:0")
    for text in ("Paper", "Ink"):
        page.keyboard.press("Alt+a")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        settled(page)
        go_to(page, "item:0")
    values = [f.value for f in current_fields(pictured) if f.key == "item"]
    assert values[-2:] == ["Paper", "Ink"]
    assert page.problems == []


def test_approving_too_early_shows_what_is_open_first(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-part=hint]")).to_contain_text("need a look: 5")
    pictured.refresh_from_db()
    assert pictured.status == Status.IN_REVIEW
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/review/{following.pk}/")


def test_a_required_field_without_a_value_holds_the_approval_up(
    browser: Any, live_server: Any, reviewer: User, employee: User, invoice_type: DocumentType,
) -> None:
    empty = makers.document(employee, invoice_type, values={"number": "1"})
    page = open_page(browser, live_server, reviewer, f"/review/{empty.pk}/")
    for _try in range(3):
        page.keyboard.press("Control+Enter")
    assert active(page) == "total:0"
    page.keyboard.press("Enter")
    assert "Alt+0" in page.locator(".field.is-active .field-note").inner_text()
    page.keyboard.press("Alt+0")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review/")
    empty.refresh_from_db()
    assert empty.status == Status.APPROVED


def test_keys_are_left_alone_while_an_input_method_composes(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    before = active(page)
    prevented = page.evaluate("""() => ["Enter", "Tab", "Escape"].map((key) => !document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true, cancelable: true})))""")
    assert prevented == [False, False, False]
    assert active(page) == before
    assert not Correction.objects.exists()


def test_a_drawn_box_is_read_into_the_field_with_its_place(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "total:0")
    page.keyboard.press("F8")
    frame = page.locator(".viewer-plate").bounding_box()
    page.mouse.move(frame["x"] + 0.08 * frame["width"], frame["y"] + 0.39 * frame["height"])
    page.mouse.down()
    page.mouse.move(frame["x"] + 0.65 * frame["width"], frame["y"] + 0.44 * frame["height"], steps=4)
    page.mouse.up()
    expect(page.locator(".field.is-active textarea")).to_have_value("11,300.00")
    page.keyboard.press("Enter")
    settled(page)
    saved = Correction.objects.get()
    assert (saved.after, saved.page) == ("11300.00", 1)
    assert saved.box[1] == pytest.approx(0.4, abs=0.01)


def test_a_click_on_a_word_takes_it_and_a_click_on_a_box_goes_to_its_field(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "total:0")
    frame = page.locator(".viewer-plate").bounding_box()
    page.mouse.click(frame["x"] + 0.5 * frame["width"], frame["y"] + 0.42 * frame["height"])
    expect(page.locator(".field.is-active textarea")).to_have_value("11,300.00")
    page.keyboard.press("Escape")
    page.locator('.viewer-box[data-box="number:0"]').dispatch_event("click")
    assert active(page) == "number:0"


def test_walking_postponing_and_rejecting_by_keyboard(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    page.keyboard.press("Alt+n")
    page.wait_for_url(f"**/review/{following.pk}/")
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    page.keyboard.press("Alt+p")
    page.wait_for_url(f"**/review/{pictured.pk}/")
    page.wait_for_selector("[data-part=claim]:not([hidden])")

    page.keyboard.press("Alt+q")
    page.keyboard.type("waiting for the supplier")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{following.pk}/")
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    page.keyboard.press("Alt+x")
    page.keyboard.press("Enter")
    expect(page.locator("#reject")).to_be_visible()
    page.keyboard.type("Not readable")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")

    pictured.refresh_from_db()
    following.refresh_from_db()
    assert (pictured.status, pictured.reason) == (Status.POSTPONED, "waiting for the supplier")
    assert (following.status, following.reason) == (Status.REJECTED, "Not readable")
    assert page.problems == []


def test_approving_with_errors_by_keyboard_asks_for_the_reason_and_teaches_nothing(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#with_errors")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#with_errors")).to_be_hidden()
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#with_errors")).to_be_visible()
    page.keyboard.type("the paper itself adds up wrongly")
    keep(page, "with-errors")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{following.pk}/")
    pictured.refresh_from_db()
    assert (pictured.status, pictured.reason) == (Status.WITH_ERRORS, "the paper itself adds up wrongly")
    assert not ErrorSample.objects.exists() and not LearnedLayout.objects.exists()
    assert page.problems == []


def test_forgetting_by_keyboard_what_a_document_taught_and_reading_without_it(
    browser: Any, live_server: Any, reviewer: User, employee: User, invoice_type: DocumentType, pictured: Document,
) -> None:
    teacher = makers.document(employee, invoice_type, values={"number": "03847562", "total": "11300.00"}, doubt=0.0)
    deciding.decide(teacher, by=reviewer, revision=0, key="number", kind="change", value="PO-7781")
    flow.approve(teacher, actor=reviewer, revision=teacher.revision)
    FieldValue.objects.filter(run__document=pictured, key="number").update(how=f"memory:{teacher.pk}")
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "total:0")
    page.keyboard.press("Alt+g")
    expect(page.locator("[data-part=hint]")).to_contain_text("was not learned from")
    go_to(page, "number:0")
    page.keyboard.press("Alt+g")
    expect(page.locator("#forget")).to_contain_text(f"Forget what #{teacher.pk} taught?")
    page.keyboard.press("Enter")
    expect(page.locator("#forget")).to_be_hidden()
    assert LearnedLayout.objects.filter(document=teacher).exists(), "Enter alone cancels: the dialog starts there"
    page.keyboard.press("Alt+g")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=forgotten]")).to_contain_text(f"#{teacher.pk} is forgotten")
    assert "forgotten since" in page.locator(".field[data-key=number] .field-learned").inner_text()
    assert not LearnedLayout.objects.filter(document=teacher).exists()
    page.keyboard.press("Enter")
    expect(page.locator(".bench-cards")).to_contain_text("being read again")
    pictured.refresh_from_db()
    assert pictured.status == Status.UPLOADED and pictured.runs.count() == 2
    assert page.problems == []


def test_the_key_sheet_names_every_key_and_the_keys_of_the_page_work_outside_fields(
    browser: Any, live_server: Any, reviewer: User, pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    page.keyboard.press("Escape")
    page.keyboard.press("+")
    expect(page.locator("[data-view=zoom]")).to_have_text("120 %")
    page.keyboard.press("0")
    expect(page.locator("[data-view=zoom]")).to_have_text("100 %")
    page.keyboard.press("?")
    expect(page.locator("#sheet")).to_be_visible()
    places = page.locator("[data-keys-of]")
    assert places.count() == 39
    assert all(places.nth(n).locator("kbd").count() for n in range(places.count()))
    keys = {places.nth(n).get_attribute("data-keys-of"): places.nth(n).inner_text() for n in range(places.count())}
    assert keys["forget"].split() == ["Alt", "G"]
    assert keys["with-errors"].split() == ["Ctrl", "Shift", "Enter"]
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("11,300")
    expect(page.locator("[data-view=hits]")).to_have_text("1 / 1")


def test_an_answer_that_comes_late_does_not_open_a_field_again_that_was_decided_meanwhile(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")

    def slowly(route: Any) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/fields", slowly)
    for _field in range(page.locator(".field[data-open]").count()):
        page.keyboard.press("Enter")
    for _look in range(12):
        assert page.locator(".field[data-open]").count() == 0
        page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{following.pk}/")
