"""What the engine is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, Fields, Issue, PageText

SCHEMA_VERSION = 1

Status = Literal["ok", "review", "failed"]


@dataclass(frozen=True, slots=True)
class Request:
    """One document to be read.

    ``doc_type`` None asks the engine to recognise one of ``types``. With ``pages_dir`` a picture of each page
    (``0001.jpg`` and so on, longest side at most 2,000 pixels) is written there. ``knowledge`` is what was learned
    from confirmed documents.
    """

    file: Path
    id: str = ""
    doc_type: DocType | None = None
    types: Sequence[DocType] = ()
    pages_dir: Path | None = None
    knowledge: Knowledge | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything learned about one document. status is "ok" only where no issue is left."""

    id: str
    file: str
    status: Status
    doc_type: str | None = None
    type_confidence: float = 0.0
    pages: tuple[PageText, ...] = ()
    fields: Fields = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    ms: Mapping[str, float] = field(default_factory=dict)
    prompt: str = ""
    engine: str = ""
    schema_version: int = SCHEMA_VERSION
