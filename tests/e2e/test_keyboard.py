"""Whoever goes through a page by keyboard sees where they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from docmgr.accounts.models import User
from docmgr.documents.models import Document
from tests.review.conftest import employee, invoice, invoice_type, reviewer

__all__ = ["employee", "invoice", "invoice_type", "reviewer"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# An outline or a ring around what has the focus, or around the label that stands for it.
RINGED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const ringed = [here, here.closest("label")].filter(Boolean).map((one) => getComputedStyle(one))
    .some(({ outlineStyle, outlineWidth, boxShadow }) =>
      (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none");
  return [ringed, `${here.tagName} ${here.className} ${here.name ?? ""}`];
}"""


def test_everything_that_takes_the_focus_shows_it(
    open_browser: Callable[..., Page], reviewer: User, invoice: Document,
) -> None:
    page = open_browser(reviewer)
    page.emulate_media(reduced_motion="reduce")
    for path in ("/", "/review/", "/upload/", f"/documents/{invoice.pk}/"):
        page.goto(path)
        seen, bare = 0, set()
        for _step in range(60):
            page.keyboard.press("Tab")
            told = page.evaluate(RINGED)
            if told is None:
                break
            seen += 1
            if not told[0]:
                bare.add(told[1])
        assert seen > 10, path
        assert bare == set(), path
