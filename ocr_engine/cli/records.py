"""What the commands write of a document: plain data for a JSON line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocr_engine.errors import EngineError, sentence
from ocr_engine.types import FieldResult, Issue

if TYPE_CHECKING:       # a result brings the whole extractor along, which not every command needs
    from ocr_engine.request import Result

Record = dict[str, Any]


def result_record(result: Result, file: str) -> Record:
    """``file``: its name as it was given."""
    fields = {
        key: [value_record(v) for v in values] if len(values) > 1 else value_record(values[0])
        for key, values in result.fields.items()
        if values
    }
    return {
        "id": result.id,
        "file": file,
        "doc_type": result.doc_type,
        "pages": len(result.pages),
        "status": result.status,
        "fields": fields,
        "issues": [issue_record(i) for i in result.issues],
        "ms": dict(result.ms),
    }


def value_record(value: FieldResult) -> Record:
    return {
        "value": value.value,
        "raw": value.raw,
        "confidence": round(value.confidence, 4),
        "page": value.page,
        "box": value.box.as_list() if value.box else None,
        "source": value.source,
        "checks": [{"name": c.name, "ok": c.ok, **({"detail": c.detail} if c.detail else {})} for c in value.checks],
    }


def issue_record(issue: Issue) -> Record:
    """What needs a look, in a sentence; field and page only where they are known."""
    told = {
        "code": issue.code,
        "message": sentence(issue.code, issue.params),
        "field": issue.field,
        "page": issue.page,
    }
    return {key: value for key, value in told.items() if value is not None}


def fault_of(error: EngineError | OSError) -> Issue:
    """Why a file could not be worked on."""
    if isinstance(error, EngineError):
        return Issue(error.code, params=error.params)
    return Issue("file_missing", params={"reason": error.strerror or "it cannot be read"})
