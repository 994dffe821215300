"""What can be asked of a document besides its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docmgr.extraction.engine.errors import ReadingFailed
from docmgr.extraction.engine.plain import EnginePage, doc_type_of, read_page

if TYPE_CHECKING:
    from ocr_engine.tasks.answers import Outcome
    from ocr_engine.types import DocType
    from ocr_engine.vlm.questions.asking import Order

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Definitions whose fields may be asked for by name: the document's own type, and all that are published."""

    own: dict[str, Any] | None = None
    types: Sequence[dict[str, Any]] = ()


NOTHING_KNOWN = Known()


def who_answers(task: str) -> str:
    """"light" (at once, from the pages as they were read), "model" (takes a while) or "" where nobody can."""
    from docmgr.extraction.engine.reading import config
    from ocr_engine.tasks.light import LIGHT_TASKS
    from ocr_engine.tasks.perform import model_does

    return "model" if model_does(task, config()) else "light" if task in LIGHT_TASKS else ""


def why_nobody(task: str) -> tuple[str, dict[str, Any]]:
    """Code and parameters of the sentence for a task that no configured engine does."""
    from ocr_engine.tasks.perform import nobody

    error = nobody(task)
    return error.code, dict(error.params)


def ask_light(
    pages: Sequence[EnginePage], *, task: str, words: str, language: str, known: Known = NOTHING_KNOWN,
) -> Answer:
    """{"pages": [{page, engine, text, spotted: [{text, box}], tables: [html]}], "issues": []}.

    From pages that were read before; milliseconds a page, 0.1 s where tables are looked for (then ``image`` of the
    pages is opened) or a summary is made. Raises KeyError for a task that only a model does.
    """
    from ocr_engine.tasks.answers import Outcome
    from ocr_engine.tasks.light import answered, kept

    order = _order(task, words, language, known)
    given = [read_page(p) for p in pages]
    found = answered(given, order, lambda wanted: ((page, kept(page)) for page in wanted))
    return _plain(Outcome(order.task, tuple(found[p.number] for p in given)))


def ask_model(
    path: Path, pages: Sequence[EnginePage], *, task: str, words: str, language: str, known: Known = NOTHING_KNOWN,
) -> Answer:
    """The same by the configured model: seconds to minutes a page. Raises ReadingFailed."""
    from docmgr.extraction.engine.reading import config
    from ocr_engine.errors import EngineError
    from ocr_engine.tasks.perform import perform

    try:
        return _plain(perform(path, _order(task, words, language, known), config=config(),
                              pages=[read_page(p) for p in pages]))
    except EngineError as error:
        raise ReadingFailed(error.code, permanent=error.permanent, params=error.params) from error


def tables_workbook(pages: Sequence[EnginePage], *, name: str) -> bytes | None:
    """An .xlsx with a sheet for every table found without a model; None where there is none."""
    from ocr_engine.tables.light import tables_on
    from ocr_engine.tables.xlsx import workbook
    from ocr_engine.tasks.light import kept

    given = [read_page(p) for p in pages]
    tables = [(f"{name} {p.number}", table) for p in given for table in tables_on(p, kept(p))]
    return workbook(tables) if tables else None


def _order(task: str, words: str, language: str, known: Known) -> Order:
    from ocr_engine.vlm.questions.asking import Order

    own = _types([known.own] if known.own else [])
    return Order(task, own[0] if own else None, words, language, _types(known.types))


def _types(definitions: Sequence[dict[str, Any]]) -> tuple[DocType, ...]:
    """Those that the engine takes: one that a later release calls wrong is no reason to find nothing."""
    from ocr_engine.errors import BadDefinition

    types: list[DocType] = []
    for definition in definitions:
        with suppress(BadDefinition):
            types.append(doc_type_of(definition))
    return tuple(types)


def _plain(outcome: Outcome) -> Answer:
    pages: list[Mapping[str, Any]] = [
        {"page": p.page, "engine": p.engine, "text": p.text, "tables": [t.to_html() for t in p.tables],
         "spotted": [{"text": s.text, "box": s.box.as_list() if s.box else None} for s in p.spotted]}
        for p in outcome.pages]
    return {"pages": pages, "issues": [{"code": i.code, "page": i.page, "params": dict(i.params)}
                                       for i in outcome.issues]}
