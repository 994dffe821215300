"""A gold set with wrong labels, put right by keyboard beside the page, and measured again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from docmgr.accounts.models import Role, User
from docmgr.doctypes.builtin import load
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation import runs
from docmgr.evaluation.models import EvaluationRun, GoldDocument
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import flow
from docmgr.pipeline import jobs as runner
from docmgr.pipeline.rehearsals import gold_import
from docmgr.training.models import Job
from tests.e2e.conftest import keep
from tests.evaluation.papers import SLIP, slip

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG = ("HF-1O00", "HF-1OO1", "HF-1002B", "HF-1003")


@pytest.fixture
def admin(person: Callable[..., User], files_dir: Any) -> User:
    """Whoever handed the labelled papers in: three of four have a slip in their number, and they were measured."""
    load(SLIP)
    boss, doc_type, out = person("ada", Role.ADMIN), DocumentType.objects.get(key="slip"), io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        lines = []
        for number, label in enumerate(WRONG):
            data, fields = slip(number)
            made.writestr(f"{number}.pdf", data)
            lines.append(json.dumps({"file": f"{number}.pdf", "fields": {"number": label, "date": fields["date"]}}))
        made.writestr("gold.jsonl", "\n".join(lines))
    gold_import.import_zip(out, doc_type, by=boss)
    for run in ExtractionRun.objects.all():
        flow.process(run.pk)
    runs.evaluate(doc_type, by=boss)
    return boss


def test_wrong_labels_are_found_put_right_by_keyboard_and_the_set_is_measured_again(
    open_browser: Callable[..., Page], admin: User,
) -> None:
    page = open_browser(admin)
    page.goto("/evaluation/slip/")
    expect(page.get_by_text("3 labels of the gold set deserve a look")).to_be_visible()
    page.click("text=Labels to look at first")
    rows, keys = page.locator(".labels > .label-list > .label-row"), page.keyboard
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_be_focused()
    expect(rows.nth(0).locator(".label-crop img")).to_be_visible()
    assert rows.nth(0).locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    expect(rows.nth(0).locator("mark").first).to_be_visible()
    keep(page, "labels")

    keys.press("1")
    expect(rows.nth(0)).to_contain_text("the paper says what was read")
    expect(page.locator("#label-standing")).to_contain_text("1 label was put right since the newest run")
    expect(rows.nth(1)).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Escape")
    expect(rows.nth(0)).not_to_contain_text("the paper says what was read")
    expect(page.locator("#label-standing")).not_to_contain_text("put right")
    expect(rows.nth(0)).to_be_focused()
    keys.press("1")
    expect(rows.nth(1)).to_be_focused()
    keys.press("2")
    expect(rows.nth(1)).to_contain_text("the label is right")
    expect(rows.nth(2)).to_be_focused()
    keys.press("3")
    expect(rows.nth(2).locator("textarea")).to_be_focused()
    keys.type("2 of 3")  # figures are the text's while it is typed
    keys.press("Escape")
    expect(rows.nth(2)).to_be_focused()
    keys.press("3")
    keys.type("HF-1002")
    keys.press("Enter")
    expect(rows.nth(2)).to_contain_text("HF-1002")
    expect(page.locator(".label-row[data-open]")).to_have_count(0)
    labels = sorted(member.fields["number"] for member in GoldDocument.objects.all())
    assert len(set(labels) & {"HF-1000", "HF-1001", "HF-1002", "HF-1003"}) == 3 and len(set(labels) & set(WRONG)) == 2

    before = EvaluationRun.objects.get().f1
    page.click("text=Measure again")
    expect(page).to_have_url("/evaluation/slip/")
    runner.work(Job.objects.get(kind="evaluate").pk)
    page.reload()
    expect(page.get_by_text("2 labels were put right between the two")).to_be_visible()
    expect(page.locator("#label-standing")).not_to_contain_text("put right since")
    assert EvaluationRun.objects.first().f1 > before
    assert EvaluationRun.objects.last().f1 == before  # what was measured stays
