"""The whole way of a document: read, recognise, extract, check. Bytes in, a Result out, no exception for a bad file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from ocr_engine.config import Config
from ocr_engine.errors import NOTES, BadFile
from ocr_engine.extract.classify import UNKNOWN, Recognised, recognise
from ocr_engine.extract.extractor import ENGINE, extract_fields
from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.extract.prompts import build_prompt
from ocr_engine.extract.type_doubts import doubts
from ocr_engine.ingest.einvoice.facts import Facts
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.known_types import known_type
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.critical import differing
from ocr_engine.opinions.last_word import trusted
from ocr_engine.reading import Reading, read
from ocr_engine.request import Request, Result, Status
from ocr_engine.truth.apply import merged, settled
from ocr_engine.truth.carriers import SURE, code_facts, type_by_data
from ocr_engine.types import DocType, FieldResult, Fields, Issue, PageText
from ocr_engine.validate.confidence import capped
from ocr_engine.validate.rules import apply_rules

Progress = Callable[[str, int, int], None]


def extract(request: Request, *, config: Config | None = None, progress: Progress | None = None) -> Result:
    """Reads one document and fills the fields of its type.

    A file that cannot be read gives a failed Result with one issue. Raises BackendFailed where the reader broke: the
    same file may succeed elsewhere. ``progress(stage, page, pages)`` is called between stages.
    """
    clock, config = _Clock(), config or Config.from_env()
    result = Result(request.id or request.file.stem, str(request.file), "failed", engine=ENGINE)
    try:
        reading = read(request.file, config=config, pages_dir=request.pages_dir, progress=progress)
    except BadFile as error:
        return replace(result, issues=(Issue(error.code, params=error.params),), ms=clock.times())
    clock.stages.update(reading.ms)
    with clock("classify"):
        told = _type_of(request, reading.pages, reading.embedded)
        reading = reading._replace(issues=(*reading.issues, *doubts(told, reading.pages, request.types)))
    result, doc_type = replace(result, type_confidence=told.certainty, pages=reading.pages), told.doc_type
    if doc_type is None:
        return replace(result, status="review", doc_type=UNKNOWN, issues=reading.issues, ms=clock.times())
    form = _Form(request, reading, doc_type, config, clock)
    fields = form.filled()
    return replace(
        result,
        status=_status(form.issues),
        doc_type=doc_type.key,
        fields=fields,
        issues=tuple(form.issues),
        prompt=form.prompt or build_prompt(doc_type),
        ms=clock.times(),
    )


class _Form:
    """The fields of one document, from what the extractor finds to the last word on each.

    ``issues``: what needs a look so far; ``prompt``: what a model was asked, "" for nothing.
    """

    def __init__(self, request: Request, reading: Reading, doc_type: DocType, config: Config, clock: _Clock) -> None:
        self._request, self._reading, self._type, self._config, self._clock = request, reading, doc_type, config, clock
        self._pages = reading.pages
        self._case = Case(request.file, reading.pages, doc_type, config)
        self.issues, self.prompt = list(reading.issues), ""

    def filled(self) -> Fields:
        with self._clock("extract"):
            fields = extract_fields(self._pages, self._type, adviser_for(self._type, self._request.knowledge))
        facts = list(self._reading.embedded)
        if self._config.embedded:
            with self._clock("codes"):
                facts += code_facts(self._request.file, self._type, self._pages, self._config)
        fields = self._with_models(fields)
        with self._clock("validate"):
            fields, found = settle(self._type, self._pages, fields, facts)
        self.issues += found
        return self._weighed(fields)

    def _with_models(self, fields: Fields) -> Fields:
        """The fields joined with what the configured models say."""
        if self._config.layoutlm_path:
            from ocr_engine.opinions.tagged import with_tags

            with self._clock("tags"):
                fields, found = with_tags(self._case, fields)
            self.issues += found
        if self._config.vlm:
            from ocr_engine.opinions.model import with_model
            from ocr_engine.opinions.routing import hard_pages

            with self._clock("model"):
                if hard := hard_pages(self._type, self._pages, check_fields(self._type, fields)[0]):
                    fields, found, self.prompt = with_model(self._case, fields, hard)
                    self.issues += found
        return fields

    def _weighed(self, fields: Fields) -> Fields:
        """The fields with their last confidences; words that a language model doubts lower them, and critical fields
        that came out different when they were read a second time."""
        with self._clock("confidence"):
            fields = trusted(self._case, fields, knowledge=self._request.knowledge)
        self.issues += differing(fields)
        if self._config.mlm_path:
            from ocr_engine.opinions.spelling import with_likelier

            with self._clock("spelling"):
                fields, found = with_likelier(self._case, fields)
            self.issues += found
        return fields


def _type_of(request: Request, pages: Sequence[PageText], facts: Sequence[Facts]) -> Recognised:
    """The type that was asked for, else the one that the pages look like; where they leave a doubt, the data or what
    was confirmed of the layout tells."""
    if request.doc_type:
        return Recognised(request.doc_type, 1.0)
    told = recognise(pages, request.types)
    if facts and told.certainty < SURE and (by_data := type_by_data(request.types, facts)) is not None:
        return Recognised(by_data, SURE)
    if request.knowledge is None:
        return told
    doc_type, certainty = known_type(pages, request.types, request.knowledge.shelf, told.doc_type, told.certainty)
    return told if (doc_type, certainty) == (told.doc_type, told.certainty) else Recognised(doc_type, certainty)


def settle(doc_type: DocType, pages: Sequence[PageText], fields: Fields, facts: Sequence[Facts]
           ) -> tuple[Fields, tuple[Issue, ...]]:
    """The fields with what the file says to machines in the place of what was read, checked, and what needs a look."""
    if not facts:
        return check_fields(doc_type, fields)
    result = merged(doc_type, pages, fields, facts)
    checked, issues = check_fields(doc_type, result.fields)
    return settled(result, checked), (*result.issues, *issues)


def check_fields(doc_type: DocType, fields: Fields) -> tuple[Fields, tuple[Issue, ...]]:
    """The fields after the type's rules, confidence capped where a check failed, and what somebody should look at.

    Fields asked for by name only have no declared kind, so nothing about them is checked.
    """
    if doc_type.key == OPEN_TYPE:
        return fields, ()
    checked, issues = apply_rules(doc_type, fields)
    return {key: tuple(_capped(v) for v in values) for key, values in checked.items()}, issues


def _capped(value: FieldResult) -> FieldResult:
    return replace(value, confidence=capped(value.confidence, value.checks, on_page=value.box is not None))


def _status(issues: list[Issue]) -> Status:
    return "review" if any(issue.code not in NOTES for issue in issues) else "ok"


class _Clock:
    """Milliseconds per stage."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._stage, self._started = "", 0.0

    def __call__(self, stage: str) -> _Clock:
        self._stage = stage
        return self

    def __enter__(self) -> None:
        self._started = perf_counter()

    def __exit__(self, *_: object) -> None:
        self.stages[self._stage] = round((perf_counter() - self._started) * 1000, 1)

    def times(self) -> dict[str, float]:
        return {**self.stages, "total": round(sum(self.stages.values()), 1)}
