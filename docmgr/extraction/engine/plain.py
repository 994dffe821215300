"""What goes in and out of the door as plain values, and the two ways across."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from ocr_engine.request import Result
    from ocr_engine.types import BBox, Check, DocType, FieldResult, PageText, TextSource

_CANDIDATES = 3
# The check that a critical field bears once other ways of reading it were tried, and the sign that is kept of it.
SECOND_LOOK = "second_look"


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
    skew: float = 0.0


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
    features: dict[str, float] = field(default_factory=dict)


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


def doc_type_of(definition: dict[str, Any]) -> DocType:
    from ocr_engine.doctypes.load import load_type

    return load_type(definition)


def plain_result(result: Result) -> EngineResult:
    from ocr_engine.extract.classify import UNKNOWN

    return EngineResult(
        doc_type=None if result.doc_type == UNKNOWN else result.doc_type,
        type_confidence=result.type_confidence,
        pages=[_page(p) for p in result.pages],
        values=[plain_value(v, n) for values in result.fields.values() for n, v in enumerate(values)],
        issues=[{"code": i.code, "field": i.field, "page": i.page, "params": dict(i.params)} for i in result.issues],
        ms=dict(result.ms), prompt=result.prompt, engine=result.engine,
    )


def _page(page: PageText) -> EnginePage:
    return EnginePage(
        number=page.number, width=page.width, height=page.height, rotation=page.rotation, quality=page.quality,
        source=cast("TextSource", page.source), image=page.image, skew=page.skew,
        lines=[{"text": line.text, "box": line.box.as_list(), "confidence": round(line.confidence, 4)}
               for line in page.lines],
    )


def read_page(page: EnginePage) -> PageText:
    """The way back of _page."""
    from ocr_engine.types import BBox, PageText, TextLine

    return PageText(
        number=page.number, width=page.width, height=page.height, rotation=page.rotation, quality=page.quality,
        source=cast("TextSource", page.source), image=page.image, skew=page.skew, lines=tuple(
            TextLine(line["text"], BBox(*line["box"]), line["confidence"]) for line in page.lines))


def plain_value(result: FieldResult, index: int) -> EngineValue:
    return EngineValue(
        key=result.key, index=index, value=result.value, raw=result.raw, confidence=result.confidence,
        page=result.page, box=_box(result.box), source=result.source, how=result.how,
        checks=[plain_check(c) for c in result.checks],
        candidates=[{"value": c.value, "raw": c.raw, "confidence": round(c.confidence, 4), "page": c.page,
                     "box": _box(c.box)} for c in result.candidates[:_CANDIDATES]],
        features=dict(result.features),
    )


def read_value(value: EngineValue) -> FieldResult:
    """The way back of plain_value, without the losers."""
    from ocr_engine.types import BBox, Check, FieldResult

    return FieldResult(
        key=value.key, value=value.value, raw=value.raw, confidence=value.confidence, page=value.page,
        box=BBox(*value.box) if value.box else None, source=value.source, how=value.how,
        checks=tuple(Check(c["name"], c["ok"], c.get("detail", "")) for c in value.checks), features=value.features)


def _box(box: BBox | None) -> list[float] | None:
    return box.as_list() if box else None


def plain_check(check: Check) -> dict[str, Any]:
    return {"name": check.name, "ok": check.ok, "detail": check.detail}


def page_of(row: Any) -> EnginePage:
    """A stored page (documents.Page) as the engine takes it; its picture is left out."""
    return EnginePage(number=row.number, width=row.width, height=row.height, rotation=row.rotation, quality=row.quality,
                      source=row.source, image=None, lines=row.lines, skew=row.skew)
