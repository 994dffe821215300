"""From a layout and its values to a PDF by a browser, with the gold that its marks give.

In a layout, ``<a f=key>`` marks what is asked for; what stands inside, as the browser shows it, is the gold. ``v``
stands for it where a day's month is written in letters that the scorer does not know. A key without a mark, or with
nothing in it, is absent from that paper. The marks do not get into the PDF.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from ocr_engine.evaluate.gold import GoldDocument

from .asked import Paper
from .draw import Draw, in_words
from .words import LONG, MONTHS

SHEETS = Path(__file__).with_name("sheets")
_BASE = ("*{box-sizing:border-box}body{margin:0;font:10pt Arial,'Noto Sans CJK SC'}table{border-collapse:collapse}"
         "td,th{text-align:left;vertical-align:top}p{margin:0 0 2mm}"
         ".r{text-align:right!important}.c{text-align:center!important}")
_MARKED = ("() => [...document.querySelectorAll('[f]')]"
           ".map(e => [e.getAttribute('f'), e.getAttribute('v') ?? e.innerText])")
_FOOT = "() => document.querySelector('template#foot')?.innerHTML ?? ''"
_BROWSER = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync")


class Printed(NamedTuple):
    gold: GoldDocument
    file: Path


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(sorted(SHEETS.iterdir())),
        autoescape=True,
        trim_blocks=True, undefined=jinja2.StrictUndefined, finalize=lambda value: "" if value is None else value)
    made.filters.update(us=lambda v: _amount(v, ",", "."), de=lambda v: _amount(v, ".", ","),
                        fr=lambda v: _amount(v, "\u00a0", ","), raw=lambda v: _amount(v, "", "."),
                        ind=_indian, d=_day, long=_long, words=in_words)
    return made


def _amount(value: float | None, thousands: str, point: str) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}".translate({ord(","): thousands, ord("."): point})


def _indian(value: float) -> str:
    """1,23,456.00"""
    whole, cents = f"{value:.2f}".split(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, i - 2):i] for i in range(len(head), 0, -2)][::-1]
    return ",".join((*pairs, tail)) + f".{cents}"


def _day(value: date | None, form: str) -> str:
    return "" if value is None else value.strftime(form).replace("@0", "").replace("@", "")


def _long(value: date, land: str) -> str:
    """3 de marzo de 2025"""
    return LONG[land].format(d=value.day, m=MONTHS[land].split()[value.month - 1], y=value.year)


def html_of(paper: Paper, layout: str, number: int, *, seed: int) -> str:
    values = paper.values(Draw(f"{seed}/{paper.key}/{layout}/{number}"))
    text = _environment().get_template(f"{paper.key}_{layout}.html").render(values)
    return f"<!doctype html><html><head><meta charset=utf-8><style>{_BASE}</style></head><body>{text}</body></html>"


def printed(paper: Paper, *, documents: int, seed: int, folder: Path) -> dict[str, list[Printed]]:
    """The documents of every layout. Those that lie in the folder already are not printed again."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, list[Printed]] = {}
    with ExitStack() as stack:
        page: Any = None
        for layout in paper.layouts:
            for number in range(documents):
                html = html_of(paper, layout, number, seed=seed)
                name = f"{paper.key}-{layout}-{seed}-{number}"
                file = folder / f"{name}-{hashlib.sha256(html.encode()).hexdigest()[:10]}.pdf"
                if not file.with_suffix(".json").exists():
                    page = page or _browser(stack)
                    _print(page, html, file)
                marks = json.loads(file.with_suffix(".json").read_text("utf-8"))
                made.setdefault(layout, []).append(Printed(_gold(paper, name, file, marks), file))
    return made


def _browser(stack: ExitStack) -> Any:
    from playwright.sync_api import sync_playwright

    chromium = stack.enter_context(sync_playwright()).chromium
    found = shutil.which("chromium") or shutil.which("chromium-headless-shell")  # None: the one that playwright fetched
    browser = chromium.launch(executable_path=found, args=list(_BROWSER))
    stack.callback(browser.close)
    return browser.new_page()


def _print(page: Any, html: str, file: Path) -> None:
    page.set_content(html)
    foot = page.evaluate(_FOOT)
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=True, display_header_footer=bool(foot),
             header_template="<span></span>", footer_template=foot)
    file.with_suffix(".json").write_text(json.dumps(page.evaluate(_MARKED), ensure_ascii=False), "utf-8")


def _gold(paper: Paper, name: str, file: Path, marks: Iterable[tuple[str, str]]) -> GoldDocument:
    fields: dict[str, tuple[str, ...]] = {}
    for key, text in marks:
        if text.strip():
            fields[key] = (*fields.get(key, ()), text.strip())
    absent = tuple(f.key for f in paper.fields if f.key not in fields)
    return GoldDocument(name, file.name, fields, absent, f"{paper.key}-{name.split('-')[1]}")
