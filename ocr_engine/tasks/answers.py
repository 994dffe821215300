"""An answer to a task, page by page, whoever gave it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ocr_engine.tables.table import Table
from ocr_engine.types import Issue
from ocr_engine.vlm.answers import Spotted


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """``spotted`` boxes are fractions of the page as shown; ``engine`` is who answered for this page."""

    page: int
    engine: str
    text: str = ""
    spotted: tuple[Spotted, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: an answer for each page that was asked, and what needs a look."""

    task: str
    pages: tuple[PageAnswer, ...] = ()
    issues: tuple[Issue, ...] = field(default_factory=tuple)
