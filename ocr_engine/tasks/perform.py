"""A task on a document by whoever can do it: the configured model, or the light reader, which does several alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ocr_engine.backends import registry
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.opinions.asked import Told, asked_by_page
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.reading import read
from ocr_engine.types import Issue, PageText
from ocr_engine.vlm.answers import Spotted
from ocr_engine.vlm.doors import Vlm, who_could
from ocr_engine.vlm.questions.asking import Answer, Order
from ocr_engine.vlm.questions.specs import SPECS

from .answers import Outcome, PageAnswer
from .by_name import field_meant
from .evidence import settled
from .light import LIGHT, LIGHT_TASKS, answered, drawn


def chosen(task: str, backend: str, config: Config) -> str:
    """Who does a task: a family's name or "ppocr". Raises BackendFailed("task_unavailable") that names who could."""
    model_can, light_can = model_does(task, config), task in LIGHT_TASKS
    if backend in ("", config.vlm) and model_can:
        return config.vlm
    if backend in ("", LIGHT) and light_can:
        return LIGHT
    raise nobody(task)


def model_does(task: str, config: Config) -> bool:
    """Whether the configured model, if any, is of a family that can do the task."""
    return bool(config.vlm) and task in SPECS[config.vlm].wordings


def nobody(task: str) -> BackendFailed:
    """What is said where no configured engine does a task: who could."""
    could = [*(["PP-OCR (ppocr)"] if task in LIGHT_TASKS else []), *who_could(task)]
    return BackendFailed("task_unavailable", permanent=True, engines=", ".join(could))


def perform(file: Path, order: Order, *, backend: str = "", config: Config | None = None,
            pages: Sequence[PageText] | None = None) -> Outcome:
    """Does a task on every page. Raises BadFile, and BackendFailed where nobody could do it on any page.

    A page on which the model breaks or circles is left to the light reader, where that can do the task and no
    ``backend`` was named; an issue says so. So is a document whose model cannot be opened. Places are those where the
    light reader saw the words. ``pages``: the light reader's text, where the file was read before; it also says which
    way up the pages stand.
    """
    config = config or Config.from_env()
    who = chosen(order.task, backend, config)
    issues: tuple[Issue, ...] = ()
    if pages is None:
        reading = read(file, config=config)
        pages, issues = reading.pages, reading.issues
    # Whoever names an engine wants its answer, and to be told where it has none.
    stands_in = order.task in LIGHT_TASKS and backend in ("", LIGHT)
    light = answered(pages, order, drawn(file, config)) if stands_in else {}
    if who == LIGHT:
        return Outcome(order.task, tuple(light[p.number] for p in pages), issues)
    try:
        vlm: Vlm = registry.load("vlm", config)
    except BackendFailed as error:
        if not light:
            raise
        reason = Issue("vlm_fallback", params={"reason": error.code})
        return Outcome(order.task, tuple(light[p.number] for p in pages), (*issues, reason))
    answers, found = _by_model(vlm, file, pages, order, light, config)
    return Outcome(order.task, answers, (*issues, *found))


def _by_model(vlm: Vlm, file: Path, pages: Sequence[PageText], order: Order, light: Mapping[int, PageAnswer],
              config: Config) -> tuple[tuple[PageAnswer, ...], list[Issue]]:
    """What the model says of as many pages as it may be asked about; of the others what the light reader does. Raises
    BackendFailed where it fails on every page and nobody stands in for it."""
    if order.task == "find":
        order = replace(order, meant=field_meant(order.words, order.doc_type, order.types))
    asked, others = pages[: config.vlm_pages], pages[config.vlm_pages:]
    answers: list[PageAnswer] = []
    issues: list[Issue] = []
    failures: list[BackendFailed] = []
    for page, picture, told in asked_by_page(vlm, file, asked, order, config):
        answer, found = _weighed(vlm, page, picture, told, order, light)
        failures += [told] if isinstance(told, BackendFailed) else []
        answers.append(answer)
        issues += found
    if failures and len(failures) == len(asked) and not light:
        raise failures[0]
    if others:
        issues.append(Issue("pages_not_asked", params={"asked": len(asked), "pages": len(pages)}))
        answers += [light[page.number] for page in others] if light else []
    return tuple(answers), issues


def _weighed(vlm: Vlm, page: PageText, picture: WorkingPage, told: Told, order: Order,
             light: Mapping[int, PageAnswer]) -> tuple[PageAnswer, list[Issue]]:
    """The model's answer for a page; else the light reader's, or where it has none an empty one, with the reason."""
    if isinstance(told, BackendFailed):
        if page.number not in light:
            return PageAnswer(page.number, vlm.source), [Issue(told.code, page=page.number, params=told.params)]
        return light[page.number], [Issue("vlm_fallback", page=page.number, params={"reason": told.code})]
    answer, generated = told
    found = {i.code: replace(i, page=page.number) for i in (*answer.issues, *generated.issues)}
    if page.number in light and ("answer_repeats" in found or (order.task != "find" and not answer.text.strip())):
        reason = "answer_repeats" if "answer_repeats" in found else "answer_unclear"
        return light[page.number], [Issue("vlm_fallback", page=page.number, params={"reason": reason})]
    shown = _shown(answer, page, picture, vlm)
    spots, unseen = settled(shown.spotted, page) if page.lines else (shown.spotted, 0)
    if unseen:
        found["words_unseen"] = Issue("words_unseen", page=page.number, params={"count": unseen, "of": len(spots)})
    return replace(shown, spotted=spots), list(found.values())


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
