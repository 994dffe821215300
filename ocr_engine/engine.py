"""The whole way of a document: read, recognise, extract, check. Bytes in, a Result out, no exception for a bad file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter

from ocr_engine.config import Config
from ocr_engine.errors import BadFile
from ocr_engine.extract.classify import UNKNOWN, classify
from ocr_engine.extract.extractor import ENGINE, extract_fields
from ocr_engine.extract.openfields import OPEN_TYPE
from ocr_engine.extract.prompts import build_prompt
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.reading import read
from ocr_engine.types import DocType, FieldResult, Issue, PageText, Request, Result, Status
from ocr_engine.validate.confidence import capped
from ocr_engine.validate.rules import apply_rules

Progress = Callable[[str, int, int], None]


def extract(request: Request, *, config: Config | None = None, progress: Progress | None = None) -> Result:
    """Reads one document and fills the fields of its type.

    A file that cannot be read gives a failed Result with one issue. Raises BackendFailed where the reader broke: the
    same file may succeed elsewhere. ``progress(stage, page, pages)`` is called between stages.
    """
    clock = _Clock()
    result = Result(request.id or request.file.stem, str(request.file), "failed", engine=ENGINE)
    try:
        reading = read(request.file, config=config, pages_dir=request.pages_dir, progress=progress)
    except BadFile as error:
        return replace(result, issues=(Issue(error.code, params=error.params),), ms=clock.times())
    pages, issues = reading.pages, list(reading.issues)
    clock.stages.update(reading.ms)

    with clock("classify"):
        doc_type, certainty = (request.doc_type, 1.0) if request.doc_type else classify(pages, request.types)
    if doc_type is None:
        unknown = (*issues, Issue("type_unknown"))
        return replace(result, status="review", doc_type=UNKNOWN, type_confidence=certainty, pages=pages,
                       issues=unknown, ms=clock.times())
    with clock("extract"):
        fields = extract_fields(pages, doc_type, adviser_for(doc_type, request.knowledge))
    config, prompt = config or Config.from_env(), ""
    if config.vlm:
        from ocr_engine.vlm.fields import with_model

        with clock("model"):
            fields, found, prompt = with_model(request.file, pages, doc_type, fields, config)
        issues += found
    with clock("validate"):
        fields, found = check_fields(doc_type, fields)
    issues += found
    return replace(
        result,
        status=_status(issues),
        doc_type=doc_type.key,
        type_confidence=certainty,
        pages=pages,
        fields=fields,
        issues=tuple(issues),
        prompt=prompt or build_prompt(doc_type),
        ms=clock.times(),
    )


def check_fields(
    doc_type: DocType, fields: Mapping[str, tuple[FieldResult, ...]]
) -> tuple[dict[str, tuple[FieldResult, ...]], tuple[Issue, ...]]:
    """The fields after the type's rules, confidence capped where a check failed, and what somebody should look at.

    Fields asked for by name only have no declared kind, so nothing about them is checked.
    """
    if doc_type.key == OPEN_TYPE:
        return dict(fields), ()
    checked, issues = apply_rules(doc_type, fields)
    return {key: tuple(_capped(v) for v in values) for key, values in checked.items()}, issues


def _capped(value: FieldResult) -> FieldResult:
    return replace(value, confidence=capped(value.confidence, value.checks, on_page=value.box is not None))


def _status(issues: list[Issue]) -> Status:
    return "review" if issues else "ok"


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


def text_of(pages: tuple[PageText, ...]) -> str:
    """The text of a document, a line per line, a blank line between pages."""
    return "\n\n".join("\n".join(line.text for line in page.lines) for page in pages)
