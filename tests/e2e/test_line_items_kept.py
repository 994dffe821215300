"""What somebody typed into a table is lost neither to a key pressed by mistake nor to somebody else's row."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from docmgr.review import deciding
from docmgr.review.deciding import Wanted
from docmgr.review.models import Correction
from tests.e2e.test_line_items import at, grid, items, paste, shown
from tests.e2e.workbench import open_page, settled
from tests.review.conftest import colleague, employee, reviewer

__all__ = ["colleague", "employee", "items", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_taken_back_is_what_a_person_had_typed_and_not_what_the_machine_had_read(
    browser: Any, live_server: Any, reviewer: User, items: Document,
) -> None:
    wanted = [Wanted(key="what", index=1, kind="change", value="Ink blue"),
              Wanted(key="what", index=3, kind="change", value="Glue", before=1),
              Wanted(key="amount", index=3, kind="change", value="30.00", before=1),
              Wanted(key="count", index=0, kind="absent")]
    deciding.decide_each(items, by=reviewer, revision=0, wanted=wanted)
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    before = grid(items)
    assert shown(page) == before
    for place, act in (("what:1", "Control+Delete"), ("what:3", "Control+Delete"), ("what:1", "Delete")):
        at(page, place)
        page.keyboard.press(act)
        settled(page)
        assert grid(items) != before
        page.keyboard.press("Escape")
        settled(page)
        assert grid(items) == before and shown(page) == before
    at(page, "what:3")
    paste(page, "A\t2\t3\t4\nB\t5\t6\t7")
    settled(page)
    page.keyboard.press("Escape")
    settled(page)
    assert grid(items) == before and shown(page) == before
    assert page.problems == []


def test_a_row_put_in_by_two_people_at_once_is_two_rows(
    browser: Any, live_server: Any, reviewer: User, colleague: User, items: Document,
) -> None:
    page = open_page(browser, live_server, reviewer, f"/review/{items.pk}/")
    items.claim.delete()
    deciding.decide(items, by=colleague, revision=0, key="what", index=3, kind="change", value="Glue")
    items.claim.delete()
    at(page, "what:2")
    page.keyboard.press("Alt+a")
    page.keyboard.press("End")
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    settled(page)
    assert sorted(grid(items)[3:]) == [["", "", "", "30"], ["Glue", "", "", ""]]
    assert shown(page) == grid(items)
    assert {(c.key, c.index) for c in Correction.objects.all()} == {("what", 3), ("amount", 4)}
    page.reload()
    assert shown(page) == grid(items)
    assert page.problems == []
