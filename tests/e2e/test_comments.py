"""Reviewers and uploaders talk about a document: from the workbench to the uploader's page and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from docmgr.accounts.models import User
from docmgr.documents.models import Document, Status
from docmgr.review import comments
from docmgr.review.models import Comment
from tests.e2e.workbench import active, following, go_to, open_page, pictured
from tests.review.conftest import employee, invoice, invoice_type, reviewer

__all__ = ["employee", "following", "invoice", "invoice_type", "pictured", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTION = "Which invoice is it?\n<b>The second</b>?"


def test_a_question_reaches_the_uploader_and_the_answer_comes_back(
    browser: Any, live_server: Any, open_browser: Callable[..., Any], reviewer: User, employee: User,
    pictured: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    go_to(page, "total:0")
    page.keyboard.press("Alt+c")
    box = page.locator("#comment-text")
    expect(box).to_be_focused()
    assert page.locator(".comment-form select").input_value() == "total"
    first, second = QUESTION.split("\n")
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    page.keyboard.type(second)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment-text")).to_have_text(QUESTION)
    assert page.locator(".comment-text b").count() == 0
    expect(box).to_have_value("")
    expect(page.locator("[data-comments-count]")).to_have_text("1")
    page.keyboard.press("Escape")
    expect(page.locator("#bench-comments")).to_be_hidden()
    expect(page.locator(".field.is-active .field-input")).to_be_focused()
    assert active(page) == "total:0" and page.problems == []
    pictured.refresh_from_db()
    assert pictured.status == Status.IN_REVIEW and pictured.revision == 0

    theirs = open_browser(employee)
    expect(theirs.locator("#home-asked")).to_contain_text("1 new comment")
    theirs.click("#home-asked a")
    expect(theirs.locator("#panel-comments .comment.is-new .comment-text")).to_have_text(QUESTION)
    expect(theirs.locator("#panel-comments .comment-about")).to_have_text("Total")
    theirs.fill("#comment-text", "The first one.")
    theirs.press("#comment-text", "Control+Enter")
    expect(theirs.locator(".comment")).to_have_count(2)
    theirs.goto("/")
    expect(theirs.locator("#home-asked")).to_have_count(0)
    assert comments.unread_of(reviewer, [pictured]) == {pictured.pk: 1}


def test_what_was_written_and_not_sent_is_not_lost(
    browser: Any, live_server: Any, reviewer: User, pictured: Document, following: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{pictured.pk}/")
    page.keyboard.press("Alt+c")
    page.keyboard.type("Which one")
    # a key that an input method takes for itself sends nothing and closes nothing
    for key in ("Enter", "Escape"):
        page.evaluate("""key => document.getElementById("comment-text").dispatchEvent(new KeyboardEvent("keydown",
            {key, ctrlKey: key === "Enter", isComposing: true, bubbles: true, cancelable: true}))""", key)
    expect(page.locator("#comment-text")).to_be_focused()

    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-error")).to_contain_text("not logged in any more")
    expect(page.locator("#comment-text")).to_have_value("Which one")
    page.context.add_cookies(cookies)

    # it holds a decision up once, goes along to another document and back
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+x")
    page.fill("#reject-reason", "Not readable")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=hint]")).to_contain_text("Your comment is not sent yet")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+n")
    page.wait_for_url(f"**/review/{following.pk}/**")
    expect(page.locator("#comment-text")).to_have_value("")
    page.keyboard.press("Alt+p")
    page.wait_for_url(f"**/review/{pictured.pk}/**")
    expect(page.locator("#comment-text")).to_have_value("Which one")
    page.locator("#comment-text").press("Control+Enter")
    expect(page.locator(".comment-text")).to_have_text("Which one")
    assert Comment.objects.get().text == "Which one" and page.problems == []


def test_a_comment_is_taken_back_and_says_so(
    open_browser: Callable[..., Any], reviewer: User, employee: User, pictured: Document,
) -> None:
    comments.write(pictured, by=reviewer, text="Wrong document, sorry")
    page = open_browser(reviewer)
    page.goto(f"/documents/{pictured.pk}/")
    page.click("#tab-comments")
    page.on("dialog", lambda asked: asked.accept())
    page.fill("#comment-text", "A draft")
    page.click(".comment-back")
    expect(page.locator(".comment-text")).to_have_text("This comment was taken back.")
    expect(page.locator("#comment-text")).to_be_focused()
    expect(page.locator("[data-comments-count]")).to_have_text("")
    expect(page.locator("#comment-text")).to_have_value("A draft")
    assert Comment.objects.get().text == ""
