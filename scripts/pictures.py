"""Takes the pictures of the documentation from a running demo: ``python -m scripts.pictures ADDRESS PASSWORD [TYPE]``.

The demo has to have read its specimens (``make run`` with an empty DOCMGR_DATA) and, for the strip view, some invented
Chinese VAT invoices (``scripts.bench_invented.fapiao`` draws such); the upload picture hands specimens in again. TYPE:
the key of a type that has budgets and a gold set measured more than once, for the pictures of the learning curve and of
the budgets.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES, SPECIMENS = ROOT / "docs" / "images", ROOT / "docmgr" / "specimens"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SIZE = {"width": 1280, "height": 800}


def main(address: str, password: str, key: str = "") -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chromium-headless-shell"))), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=QUIET)
        for locale, name in (("zh-CN", "review.zh"), ("en-US", "review")):
            _review(_person(browser, address, "reviewer", password, locale), name)
        _strip(_person(browser, address, "reviewer", password))
        employee = _person(browser, address, "employee", password)
        employee.goto(_document(employee, "invoice.pdf"))
        _take(employee, "result")
        _upload(employee)
        if key:
            _learning(_person(browser, address, "admin", password), key)
        browser.close()


def _review(page: Page, name: str) -> None:
    page.goto(_document(page, "vat_invoice.png").replace("/documents/", "/review/"))
    page.wait_for_selector("[data-part=claim]:not([hidden])")
    if not page.locator(".field.is-active").count():  # the engine was sure of everything
        page.click(".bench-cards summary >> nth=0")
        page.click(".field[data-key='价税合计'] textarea")
    _take(page, name)
    page.goto("/")  # the claim is given back


def _strip(page: Page) -> None:
    page.goto("/review/by-field/?type=vat_invoice&field=价税合计&show=all")
    page.wait_for_load_state("networkidle")  # pieces of pages
    _take(page, "strip")


def _upload(page: Page) -> None:
    locked = {"name": "letter.docx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04"}
    page.goto("/upload/")
    page.set_input_files("input[data-pick][multiple]", [SPECIMENS / n for n in ("id_card_copy.pdf", "vat_invoice.png")])
    page.wait_for_selector("[data-summary]:has-text('All done')", timeout=300_000)
    page.set_input_files("input[data-pick][multiple]", locked)
    page.wait_for_timeout(1500)
    _take(page, "upload")


def _learning(page: Page, key: str) -> None:
    page.goto(f"/evaluation/{key}/")
    _take(page, "evaluation")
    page.goto(f"/automation/types/{key}/")
    _take(page, "automation")


def _person(browser: Browser, address: str, name: str, password: str, locale: str = "en-US") -> Page:
    context = browser.new_context(viewport=SIZE, locale=locale, color_scheme="light", base_url=address)
    page = context.new_page()
    page.goto("/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.click(".login-go")
    page.wait_for_url("**/")
    return page


def _document(page: Page, name: str) -> str:
    page.goto(f"/documents/?q={name}")
    return page.locator("a[href^='/documents/']", has_text=name).last.get_attribute("href")


def _take(page: Page, name: str) -> None:
    page.wait_for_timeout(1200)  # pictures of pages and their boxes
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = shot.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)
    print(IMAGES / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:4])
