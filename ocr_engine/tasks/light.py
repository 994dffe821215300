"""The tasks that the light reader does alone: from the pages' text, and their pictures where tables are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from ocr_engine.config import Config
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.preprocess.upright import upright_pictures
from ocr_engine.tables.light import tables_on
from ocr_engine.types import PageText
from ocr_engine.vlm.answers import Spotted
from ocr_engine.vlm.questions.asking import Order

from .answers import PageAnswer
from .clauses import key_clauses, subjects, summary
from .finding import located
from .markdown import to_markdown

LIGHT = "ppocr"
Answers = dict[int, PageAnswer]
Pictures = Callable[[Sequence[PageText]], Iterable[tuple[PageText, np.ndarray | None]]]


def answered(pages: Sequence[PageText], order: Order, upright: Pictures) -> Answers:
    """Page number -> answer. ``upright`` is asked for the pages' pictures (RGB, uint8) where the task needs them; a
    page without one is answered from its text. Raises KeyError for a task that needs a model, and what ``upright``
    raises.
    """
    if order.task in ("markdown", "table"):
        return {page.number: _with_tables(page, image, order.task) for page, image in upright(pages)}
    return _BY_TEXT[order.task](pages, order)


def drawn(file: Path, config: Config) -> Pictures:
    """The pictures of a file's pages, drawn by the confined parser. Raises BadFile."""
    return lambda pages: ((page, picture.image) for page, picture in upright_pictures(file, pages, config))


def kept(page: PageText) -> np.ndarray | None:
    """The page's own picture (``PageText.image``, of the page as shown) set upright; None where there is none."""
    image = cv2.imread(str(page.image), cv2.IMREAD_COLOR) if page.image else None
    if image is None:
        return None
    return WorkingPage.of(cv2.cvtColor(image, cv2.COLOR_BGR2RGB)).turned(page.rotation).image


def _with_tables(page: PageText, image: np.ndarray | None, task: str) -> PageAnswer:
    tables = tables_on(page, image)
    text = to_markdown(page, tables) if task == "markdown" else "\n\n".join(t.to_html() for t in tables)
    return PageAnswer(page.number, LIGHT, text, tables=tables)


def _find(pages: Sequence[PageText], order: Order) -> Answers:
    return _by_page(pages, located(pages, order.words, own=order.doc_type, types=order.types))


def _by_page(pages: Sequence[PageText], found: Sequence[tuple[int, Spotted]]) -> Answers:
    return {p.number: PageAnswer(p.number, LIGHT, "\n".join(s.text for n, s in found if n == p.number),
                                 tuple(s for n, s in found if n == p.number)) for p in pages}


def _text(pages: Sequence[PageText], order: Order) -> Answers:
    return {p.number: PageAnswer(p.number, LIGHT, "\n".join(line.text for line in p.lines)) for p in pages}


def _spotting(pages: Sequence[PageText], order: Order) -> Answers:
    return _by_page(pages, [(p.number, Spotted(line.text, line.box)) for p in pages for line in p.lines])


def _clauses(pages: Sequence[PageText], order: Order) -> Answers:
    names, clauses = subjects(), key_clauses(pages)
    return {p.number: PageAnswer(
        p.number, LIGHT, "\n\n".join(f"**{names[c.subject].get(order.language, c.subject)}**\n\n{c.text}"
                                     for c in clauses if c.page == p.number),
        tuple(Spotted(c.heading, c.box) for c in clauses if c.page == p.number)) for p in pages}


def _summary(pages: Sequence[PageText], order: Order) -> Answers:
    """One text for the whole document, given with its first page."""
    return {p.number: PageAnswer(p.number, LIGHT, summary(pages, order.language) if n == 0 else "")
            for n, p in enumerate(pages)}


_BY_TEXT: Mapping[str, Callable[[Sequence[PageText], Order], Answers]] = {
    "text": _text, "spotting": _spotting, "find": _find, "clauses": _clauses, "summary": _summary,
}
LIGHT_TASKS = (*_BY_TEXT, "markdown", "table")
