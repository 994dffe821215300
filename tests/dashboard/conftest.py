"""A day that stands still: Wednesday, 18 March 2026, noon in Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from tests.review import makers

NOW = datetime(2026, 3, 18, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TIME_ZONE = "Asia/Shanghai"
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def invoice_type(db: None) -> DocumentType:
    """Values below 0.9 are doubted; number and total are required."""
    return makers.invoice_type()
