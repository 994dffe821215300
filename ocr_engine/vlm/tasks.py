"""A task on a document by whoever can do it: the configured model, or the light reader, which finds and spots too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from ocr_engine import registry
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.extract.openfields import kind_of_name
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.reading import read
from ocr_engine.types import FieldSpec, Issue, PageText
from ocr_engine.vlm.align import PageIndex
from ocr_engine.vlm.answers import Spotted, Table
from ocr_engine.vlm.asking import Answer, Order
from ocr_engine.vlm.doors import Vlm, who_could
from ocr_engine.vlm.fields import pictures
from ocr_engine.vlm.specs import SPECS

LIGHT = "ppocr"
LIGHT_TASKS = ("text", "spotting", "find")
# Kinds whose values can be told by their shape alone, wherever they stand.
_BY_SHAPE = frozenset(("phone", "email", "iban", "date", "money", "id_number", "tax_id", "bank_account"))
_VERB = re.compile(
    r"^\s*(?:please\s+)?(?:find|locate|show|list|mark)\b\s*(?:me\s+)?|^\s*请?(?:查找|找出|找到|定位|标出|列出)",
    re.IGNORECASE)
_EVERY = re.compile(r"^\s*(?:every|all|each)\b(?:\s+the\b)?\s*|^\s*(?:所有|全部|每个|每一个)的?", re.IGNORECASE)
_QUOTES = "\"'“”‘’「」 .。?？"


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """``spotted`` boxes are fractions of the page as shown; ``engine`` is who answered for this page."""

    page: int
    engine: str
    text: str = ""
    spotted: tuple[Spotted, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    task: str
    pages: tuple[PageAnswer, ...] = ()
    issues: tuple[Issue, ...] = field(default_factory=tuple)


def chosen(task: str, backend: str, config: Config) -> str:
    """Who does a task: a family's name or "ppocr". Raises BackendFailed("task_unavailable") that names who could."""
    model_can = bool(config.vlm) and task in SPECS[config.vlm].wordings
    light_can = task in LIGHT_TASKS
    if backend in ("", config.vlm) and model_can:
        return config.vlm
    if backend in ("", LIGHT) and light_can:
        return LIGHT
    could = [*(["PP-OCR (ppocr)"] if light_can else []), *who_could(task)]
    raise BackendFailed("task_unavailable", permanent=True, engines=", ".join(could))


def perform(file: Path, order: Order, *, backend: str = "", config: Config | None = None) -> Outcome:
    """Does a task on every page. Raises BadFile, and BackendFailed where nobody could do it.

    A page on which the model breaks or circles is left to the light reader, where that can do the task; an issue says
    so. The light reader reads the file in any case: it says which way up the pages stand.
    """
    config = config or Config.from_env()
    who = chosen(order.task, backend, config)
    reading = read(file, config=config)
    light = _light_answers(reading.pages, order) if order.task in LIGHT_TASKS else {}
    if who == LIGHT:
        return Outcome(order.task, tuple(light[p.number] for p in reading.pages), reading.issues)
    vlm: Vlm = registry.load("vlm", config)
    pages: list[PageAnswer] = []
    issues = list(reading.issues)
    asked = reading.pages[: config.vlm_pages]
    for page, picture in pictures(file, asked, config):
        answer, found = _asked(vlm, page, picture, order, light)
        pages.append(answer)
        issues += found
    return Outcome(order.task, (*pages, *(light[p.number] for p in reading.pages[len(asked):] if light)), tuple(issues))


def _asked(vlm: Vlm, page: PageText, picture: WorkingPage, order: Order, light: Mapping[int, PageAnswer]
           ) -> tuple[PageAnswer, list[Issue]]:
    """The model's answer for a page, or the light reader's with the reason. Raises BackendFailed where it has none."""
    try:
        answer, said = vlm.ask(picture.image, order)
    except BackendFailed as error:
        if page.number not in light:
            raise
        return light[page.number], [Issue("vlm_fallback", page=page.number, params={"reason": error.code})]
    found = {i.code: replace(i, page=page.number) for i in (*answer.issues, *said.issues)}
    if page.number in light and ("answer_repeats" in found or (order.task != "find" and not answer.text.strip())):
        reason = "answer_repeats" if "answer_repeats" in found else "answer_unclear"
        return light[page.number], [Issue("vlm_fallback", page=page.number, params={"reason": reason})]
    return _shown(answer, page, picture, vlm), list(found.values())


def _shown(answer: Answer, page: PageText, picture: WorkingPage, vlm: Vlm) -> PageAnswer:
    """The answer with its boxes taken back from the upright picture to the page as shown."""
    height, width = picture.image.shape[:2]

    def back(spot: Spotted) -> Spotted:
        if spot.box is None:
            return spot
        b = spot.box
        corners = np.array([[b.x0 * width, b.y0 * height], [b.x1 * width, b.y1 * height]], np.float64)
        return replace(spot, box=picture.box(corners))

    return PageAnswer(page.number, vlm.source, answer.text, tuple(map(back, answer.spotted)), answer.tables)


def _light_answers(pages: Sequence[PageText], order: Order) -> dict[int, PageAnswer]:
    if order.task == "find":
        found = located(pages, order.words)
        return {p.number: PageAnswer(p.number, LIGHT, "\n".join(s.text for n, s in found if n == p.number),
                                     tuple(s for n, s in found if n == p.number)) for p in pages}
    return {p.number: PageAnswer(p.number, LIGHT, "\n".join(line.text for line in p.lines),
                                 tuple(Spotted(line.text, line.box) for line in p.lines)
                                 if order.task == "spotting" else ()) for p in pages}


def located(pages: Sequence[PageText], words: str) -> list[tuple[int, Spotted]]:
    """Page and place of what was asked for, by the light reader alone.

    "every phone number" means the values of that kind; other words are looked for as they stand, and only where they
    stand nowhere are they taken for the name of a kind.
    """
    wanted = _VERB.sub("", words)
    bare = _EVERY.sub("", wanted)
    index = PageIndex(pages)
    kind = kind_of_name(bare)
    by_kind = index.all_of(FieldSpec("found", {}, kind)) if kind in _BY_SHAPE else []
    literal = index.occurrences(bare.strip(_QUOTES))
    found = by_kind if by_kind and bare != wanted else literal or by_kind
    return [(e.page, Spotted(e.text, e.box)) for e in found]
