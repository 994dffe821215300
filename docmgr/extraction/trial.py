"""Trying a draft: what it finds on a document that was read before, beside what the live version finds there.

Nothing is stored, and no page is read again. Both versions run over the same stored text, so a difference is the
definition's doing and not the reader's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.documents.models import Document, Page
from docmgr.extraction import engine
from docmgr.extraction.engine import EnginePage, EngineValue
from docmgr.extraction.soundness import problems

# A web request waits for the answer: some two seconds of CPU for both versions.
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One field. ``draft`` and ``live`` are what each version found, best first; ``in_live``: it asks for the field."""

    label: str
    key: str
    kind: str
    kind_words: str
    draft: tuple[EngineValue, ...]
    live: tuple[EngineValue, ...]
    in_live: bool

    @property
    def differs(self) -> bool:
        return [v.value for v in self.draft] != [v.value for v in self.live]


@dataclass(frozen=True, slots=True)
class Trial:
    """``gone``: fields that the live version asks for and the draft does not."""

    rows: list[Row]
    gone: list[FieldDefinition]

    @property
    def changes(self) -> int:
        return sum(row.differs for row in self.rows)


def try_draft(document: Document, draft: TypeVersion, live: TypeVersion | None) -> Trial:
    """Raises Invalid where the draft has problems or the document has no text yet or too many pages."""
    found = problems(draft.definition())
    if found:
        raise Invalid(" ".join(found), problems=found)
    pages = _pages(document)
    new = _by_key(engine.try_on(pages, draft.definition()))
    old = _by_key(engine.try_on(pages, live.definition())) if live else {}
    before = {f.key: f for f in live.fields.all()} if live else {}
    fields = list(draft.fields.all())
    rows = [Row(f.label, f.key, f.kind, f.get_kind_display(), new.get(f.key, ()), old.get(f.key, ()), f.key in before)
            for f in fields]
    return Trial(rows, [f for key, f in before.items() if key not in {f.key for f in fields}])


def _pages(document: Document) -> list[EnginePage]:
    stored = list(Page.objects.filter(document=document)[:MOST_PAGES + 1])
    if not stored:
        raise Invalid(_("This document has not been read yet."))
    if len(stored) > MOST_PAGES:
        raise Invalid(_("A draft is tried on documents of at most %(limit)d pages.") % {"limit": MOST_PAGES})
    return [engine.page_of(p) for p in stored]


def _by_key(values: Sequence[EngineValue]) -> dict[str, tuple[EngineValue, ...]]:
    found: dict[str, list[EngineValue]] = {}
    for value in values:
        found.setdefault(value.key, []).append(value)
    return {key: tuple(group) for key, group in found.items()}
