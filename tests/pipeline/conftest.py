"""An employee, a reviewer, and a reader that does what the test says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline.worker import stopping


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """reads(f): for this test the engine's answer is f(path, progress=…, pages_dir=…)."""
    def put(answer: Callable[..., Any]) -> None:
        monkeypatch.setattr(engine, "read", lambda path, *, pages_dir, progress, **about: answer(
            path, progress=progress, pages_dir=pages_dir))
    return put


@pytest.fixture(autouse=True)
def _nobody_is_stopping():
    stopping.withdraw()
    yield
    stopping.withdraw()


def run_of(document: Document) -> ExtractionRun:
    return ExtractionRun.objects.filter(document=document).latest("id")


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def a_result(**changes: Any) -> engine.EngineResult:
    """What the engine says of a one-page receipt."""
    page = engine.EnginePage(
        number=1, width=100, height=200, rotation=0, quality=1.0, source="ocr", image=None,
        lines=[{"text": "合计 Total 12.50", "box": [0.1, 0.1, 0.9, 0.2], "confidence": 0.99}])
    value = engine.EngineValue(
        key="total", index=0, value="12.50", raw="12.50", confidence=0.97, page=1, box=[0.5, 0.1, 0.9, 0.2],
        source="ocr", how="label_right", checks=[], candidates=[])
    return engine.EngineResult(**{
        "doc_type": "receipt", "type_confidence": 0.9, "pages": [page], "values": [value], "issues": [],
        "ms": {"total": 5.0}, "prompt": "Read it.", "engine": "test", **changes})
