"""The door to the reading engine: the only module that imports ``ocr_engine``.

Plain values go in and out, so that nothing else in docmgr depends on the engine's types. The engine is imported inside
the functions: a web process that only asks for the kind of a file never loads models.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from docmgr.core.exceptions import Invalid
from docmgr.extraction import messages

if TYPE_CHECKING:
    from ocr_engine.config import Config
    from ocr_engine.learn.knowledge import Knowledge
    from ocr_engine.types import BBox, Check, DocType, FieldResult, PageText, Result

Progress = Callable[[str, int, int], None]
MEDIA_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg", "tiff": "image/tiff", "webp": "image/webp",
    "bmp": "image/bmp",
}
_CANDIDATES = 3
# Kinds whose values give themselves away by their shape. Of the others a finder offers some and overlooks some.
SHAPED_KINDS = frozenset({"bank_account", "date", "email", "iban", "id_number", "money", "phone", "tax_id"})


class BadUpload(Invalid):
    """A file that is refused before it is kept."""

    code = "bad_upload"


class ReadingFailed(Exception):
    """The engine could not read the document. ``permanent``: another try with the same bytes cannot help."""

    def __init__(self, code: str, *, permanent: bool, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code, self.permanent, self.params = code, permanent, dict(params or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePage:
    """``lines`` are [{text, box, confidence}] in reading order; ``image`` is a picture in the given folder."""

    number: int
    width: float
    height: float
    rotation: int
    quality: float
    source: str
    image: Path | None
    lines: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineValue:
    key: str
    index: int
    value: str
    raw: str
    confidence: float
    page: int | None
    box: list[float] | None
    source: str
    how: str
    checks: list[dict[str, Any]]
    candidates: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value that a person stands for; without a box its words are searched on the page."""

    key: str
    value: str
    page: int | None = None
    box: list[float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    doc_type: str | None
    type_confidence: float
    pages: list[EnginePage]
    values: list[EngineValue]
    issues: list[dict[str, Any]]
    ms: dict[str, float]
    prompt: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """``value`` is the normal form, or what was typed where the kind does not accept it (then a check says so)."""

    value: str
    checks: list[dict[str, Any]]


def sniff(head: bytes, size: int) -> str:
    """The media type by the first bytes. Cheap: nothing is parsed. Raises BadUpload with a sentence for the reader."""
    from ocr_engine.errors import BadFile
    from ocr_engine.ingest.sniff import sniff as kind_of

    if size > settings.UPLOAD_MAX_BYTES:
        raise _refusal("file_too_large", {"bytes": size, "limit": settings.UPLOAD_MAX_BYTES})
    try:
        return MEDIA_TYPES[kind_of(head)]
    except BadFile as error:
        raise _refusal(error.code, error.params) from error


def read(
    path: Path, *, definition: dict[str, Any] | None, definitions: Sequence[dict[str, Any]], pages_dir: Path,
    learned: Sequence[dict[str, Any]] = (), progress: Progress | None = None,
) -> EngineResult:
    """Read a document: ``definition`` where its type is known, else one of ``definitions`` is recognised.

    Takes seconds of CPU a page; hold no transaction. ``learned`` is what ``observe`` made of approved documents.
    ``progress`` is called as each page begins and may raise to stop the reading. Raises ReadingFailed.
    """
    from ocr_engine.engine import extract
    from ocr_engine.errors import EngineError
    from ocr_engine.types import Request

    try:
        request = Request(
            file=path, pages_dir=pages_dir, doc_type=_doc_type(definition) if definition else None,
            types=tuple(_doc_type(d) for d in definitions), knowledge=_knowledge(learned),
        )
        result = extract(request, config=_config(), progress=progress)
    except EngineError as error:
        raise ReadingFailed(error.code, permanent=error.permanent, params=error.params) from error
    if result.status == "failed":
        issue = result.issues[0]
        raise ReadingFailed(issue.code, permanent=True, params=issue.params)
    return _plain(result)


def try_on(pages: Sequence[EnginePage], definition: dict[str, Any]) -> list[EngineValue]:
    """What the built-in extractor finds by a definition on pages that were read before.

    About 0.1 s of CPU a page and no reading; for trying a draft. Raises Invalid for a definition that is not valid.
    """
    from ocr_engine.engine import check_fields
    from ocr_engine.errors import BadDefinition
    from ocr_engine.extract.extractor import extract_fields

    try:
        doc_type = _doc_type(definition)
    except BadDefinition as error:
        raise Invalid(messages.sentence(error.code, error.params)) from error
    fields, _issues = check_fields(doc_type, extract_fields([_read_page(p) for p in pages], doc_type))
    return [_value(v, n) for values in fields.values() for n, v in enumerate(values)]


def observe(
    document_id: str, pages: Sequence[EnginePage], definition: dict[str, Any], *, told: Sequence[Told],
    absent: Sequence[str],
) -> dict[str, Any]:
    """What a document with these values teaches, as plain data for ``read``.

    ``absent`` are fields that a person says are not on it. About 0.2 s of CPU a page.
    """
    from ocr_engine.learn.knowledge import Confirmed
    from ocr_engine.learn.observe import observe as look
    from ocr_engine.types import BBox

    confirmed = [Confirmed(t.key, t.value, t.page, BBox(*t.box) if t.box else None) for t in told]
    return look(document_id, [_read_page(p) for p in pages], _doc_type(definition), confirmed, absent).as_json()


def page_of(row: Any) -> EnginePage:
    """A stored page (documents.Page) as the engine takes it; its picture is left out."""
    return EnginePage(number=row.number, width=row.width, height=row.height, rotation=row.rotation, quality=row.quality,
                      source=row.source, image=None, lines=row.lines)


def _knowledge(learned: Sequence[dict[str, Any]]) -> Knowledge | None:
    from ocr_engine.learn.knowledge import Exemplar, Knowledge

    return Knowledge(tuple(Exemplar.from_json(data) for data in learned)) if learned else None


def normalise(raw: str, *, kind: str) -> Normalised:
    """What somebody typed, in the normal form of its kind, with the checks of that kind."""
    from ocr_engine.validate import check
    from ocr_engine.validate import normalise as normal_form

    text = raw.strip()
    if not text:
        return Normalised(value="", checks=[])
    value = normal_form(text, kind) or text
    return Normalised(value=value, checks=[_check(c) for c in check(value, kind)])


def spans_of(text: str, *, kind: str) -> list[tuple[int, int, str]]:
    """(start, end, wording) of everything in one line that could be a value of the kind, in order, without overlaps.

    Worth relying on for SHAPED_KINDS only. Costs less than a millisecond.
    """
    from ocr_engine.validate import find

    return [(span.start, span.end, span.raw) for span in find(text, kind)]


def recheck(
    definition: dict[str, Any], values: Mapping[str, Sequence[str]],
) -> dict[str, list[list[dict[str, Any]]]]:
    """The checks of each value, in the order given, now that all these values stand together: {key: [checks, …]}.

    For values that a person put right; an empty value has no checks. Costs a few milliseconds.
    """
    from ocr_engine.types import FieldResult
    from ocr_engine.validate.rules import apply_rules

    fields = {key: tuple(FieldResult(key=key, value=v, raw=v) for v in given) for key, given in values.items()}
    checked, _issues = apply_rules(_doc_type(definition), fields)
    return {key: [[_check(c) for c in result.checks] for result in results] for key, results in checked.items()}


def check_definition(definition: dict[str, Any]) -> list[str]:
    """What the engine cannot work with in a type definition, in the reader's language; empty where it is fine."""
    from ocr_engine.errors import BadDefinition

    try:
        _doc_type(definition)
    except BadDefinition as error:
        return [messages.sentence(error.code, error.params)]
    return []


def assemble_prompt(definition: dict[str, Any]) -> str:
    """What a vision-language model would be told about the type; empty for an unfinished definition."""
    from ocr_engine.errors import BadDefinition
    from ocr_engine.extract.prompts import build_prompt

    try:
        return build_prompt(_doc_type(definition))
    except BadDefinition:
        return ""


def health() -> dict[str, Any]:
    """{"ready": bool, "readers": [{name, state}]}: are the readers there? Loads no model; looks at files only."""
    from ocr_engine.registry import listing

    readers = [{"name": row["name"], "state": row["state"]} for row in listing()]
    return {"ready": any(row["state"] == "ready" for row in readers), "readers": readers}


@lru_cache(maxsize=1)
def _config() -> Config:
    """The engine's settings: its own environment variables, with the product's limits on top."""
    from dataclasses import replace

    from ocr_engine.config import Config

    try:
        config = Config.from_env()
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
    limits = replace(config.limits, max_bytes=settings.UPLOAD_MAX_BYTES, max_pages=settings.MAX_PAGES,
                     max_pixels=settings.MAX_PAGE_PIXELS)
    return replace(config, limits=limits, ocr_pixels=min(config.ocr_pixels, settings.MAX_PAGE_PIXELS))


def _doc_type(definition: dict[str, Any]) -> DocType:
    from ocr_engine.doctypes.load import load_type

    return load_type(definition)


def _refusal(code: str, params: Mapping[str, Any]) -> BadUpload:
    return BadUpload(messages.sentence(code, params), code=code)


def _plain(result: Result) -> EngineResult:
    from ocr_engine.extract.classify import UNKNOWN

    return EngineResult(
        doc_type=None if result.doc_type == UNKNOWN else result.doc_type,
        type_confidence=result.type_confidence,
        pages=[_page(p) for p in result.pages],
        values=[_value(v, n) for values in result.fields.values() for n, v in enumerate(values)],
        issues=[{"code": i.code, "field": i.field, "page": i.page, "params": dict(i.params)} for i in result.issues],
        ms=dict(result.ms), prompt=result.prompt, engine=result.engine,
    )


def _page(page: PageText) -> EnginePage:
    return EnginePage(
        number=page.number, width=page.width, height=page.height, rotation=page.rotation, quality=page.quality,
        source=page.source, image=page.image,
        lines=[{"text": line.text, "box": line.box.as_list(), "confidence": round(line.confidence, 4)}
               for line in page.lines],
    )


def _read_page(page: EnginePage) -> PageText:
    """The way back of _page."""
    from ocr_engine.types import BBox, PageText, TextLine

    return PageText(
        number=page.number, width=page.width, height=page.height, rotation=page.rotation, quality=page.quality,
        source=page.source, lines=tuple(
            TextLine(line["text"], BBox(*line["box"]), line["confidence"]) for line in page.lines))


def _value(result: FieldResult, index: int) -> EngineValue:
    return EngineValue(
        key=result.key, index=index, value=result.value, raw=result.raw, confidence=result.confidence,
        page=result.page, box=_box(result.box), source=result.source, how=result.how,
        checks=[_check(c) for c in result.checks],
        candidates=[{"value": c.value, "raw": c.raw, "confidence": round(c.confidence, 4), "page": c.page,
                     "box": _box(c.box)} for c in result.candidates[:_CANDIDATES]],
    )


def _box(box: BBox | None) -> list[float] | None:
    return box.as_list() if box else None


def _check(check: Check) -> dict[str, Any]:
    return {"name": check.name, "ok": check.ok, "detail": check.detail}
