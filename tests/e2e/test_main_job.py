"""The main job, as people do it: upload, fields, correct beside the image, approve, take the error samples out."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import keep
from tests.services.installation import ROOT, Installation
from tests.services.process import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.service, pytest.mark.xdist_group("engine")]

PASSWORD = "paper lantern 27"
SPECIMEN = ROOT / "docmgr" / "specimens" / "receipt.jpg"
RIGHT_COMPANY = "PAPER LANTERN BOOKS & CAFE PLC"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data = tmp_path_factory.mktemp("installation") / "data"
    running = Installation(data, "--prepare", DOCMGR_DEMO="1", DOCMGR_DEMO_PASSWORD=PASSWORD)
    assert wait_for(lambda: running.said("docmgr is ready")), running.log.read_text()
    running.run("from docmgr.pipeline import demo; demo.create_people()")  # specimens would be read before the receipt
    yield running
    running.end()


def _page(browser: Browser, installation: Installation, username: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US").new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{installation.url}/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click(".login-go")
    page.wait_for_url(f"{installation.url}/")
    return page


def test_a_receipt_goes_from_upload_over_fields_and_correction_to_approval_and_export(
    installation: Installation, browser: Browser, tmp_path: Path,
) -> None:
    number = _uploaded(_page(browser, installation, "employee"), installation, tmp_path)
    _corrected_and_approved(_page(browser, installation, "reviewer"), installation, number)
    samples = _exported(_page(browser, installation, "admin"), installation)
    assert [s["after"] for s in samples if s["field"] == "company"] == [RIGHT_COMPANY]
    for act in ("export_started", "exported", "downloaded"):
        told = f"SELECT count(*) FROM audit_auditevent WHERE action = 'samples.{act}'"
        assert installation.rows(told) == [(1,)], act


def _uploaded(page: Page, installation: Installation, folder: Path) -> int:
    """Hand in a receipt by hand; its number once the engine has read it."""
    copy = shutil.copy(SPECIMEN, folder / "lunch.jpg")
    with Path(copy).open("ab") as file:
        file.write(b"\0")  # other bytes than the specimen's, so it is no duplicate
    page.goto(f"{installation.url}/upload/")
    page.set_input_files("input[type=file][multiple]", copy)
    line = page.locator("li.line", has_text="lunch.jpg")
    expect(line).to_have_attribute("data-state", "done", timeout=180_000)
    keep(page, "main-job-1-upload")
    line.locator("[data-line=open]").click()
    expect(page.get_by_text("37.24").first).to_be_visible()
    page.wait_for_load_state("networkidle")  # the page picture is fetched last
    keep(page, "main-job-2-result")
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


def _corrected_and_approved(page: Page, installation: Installation, number: int) -> None:
    page.goto(f"{installation.url}/review/{number}/")
    company = page.locator("[data-key=company] textarea")
    page.locator("[data-key=company]").evaluate("card => card.closest('details')?.setAttribute('open', '')")
    company.click()
    company.fill(RIGHT_COMPANY)
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=company]")).to_have_attribute("data-mark", "person")
    keep(page, "main-job-3-review")
    while page.locator("[data-group=open] [data-open]:not([data-mark=person])").count():
        page.keyboard.press("Enter")  # the others read well: one key each
        page.wait_for_timeout(200)
    page.keyboard.press("Control+Enter")
    assert wait_for(lambda: _status(installation, number) == "approved"), _status(installation, number)


def _status(installation: Installation, number: int) -> str:
    return installation.rows(f"SELECT status FROM documents_document WHERE id = {number:d}")[0][0]


def _exported(page: Page, installation: Installation) -> list[dict]:
    page.goto(f"{installation.url}/samples/")
    expect(page.get_by_text(RIGHT_COMPANY)).to_be_visible()
    keep(page, "main-job-4-samples")
    page.get_by_role("button", name="Export").first.click()
    page.locator("#export button.btn-primary").click()
    with page.expect_download() as taken:
        page.locator(".samples-export a.btn-primary").click()
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        lines = archive.read(next(n for n in archive.namelist() if n.endswith("samples.jsonl"))).decode()
        assert any(n.startswith("crops/") or "/crops/" in n for n in archive.namelist())
    return [json.loads(line) for line in lines.splitlines()]
