"""What the result page shows, put together: fields for this reader, boxes for the viewer, the document's history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import AuditFilter, events, sentence
from docmgr.core.spreadsheet import safe_cell
from docmgr.documents.models import Document, Page
from docmgr.review import rows
from docmgr.review.fields import CurrentField
from docmgr.web.table_names import label_of

# Acts of a document's life; who merely looked at it or downloaded it is the auditor's business.
LIFE = frozenset({
    Action.DOCUMENT_UPLOADED, Action.DOCUMENT_STARTED, Action.DOCUMENT_READ, Action.DOCUMENT_FAILED,
    Action.DOCUMENT_SET_ASIDE, Action.DOCUMENT_RETRIED, Action.DOCUMENT_RECLASSIFIED, Action.DOCUMENT_APPROVED,
    Action.DOCUMENT_APPROVED_WITH_ERRORS, Action.DOCUMENT_AUTO_APPROVED, Action.DOCUMENT_REJECTED,
    Action.DOCUMENT_POSTPONED, Action.DOCUMENT_RESUMED, Action.DOCUMENT_REOPENED, Action.DOCUMENT_SECOND_LOOK,
    Action.DOCUMENT_SPLIT, Action.DOCUMENT_CUT_OUT, Action.DOCUMENT_REJOINED, Action.DOCUMENT_WITHDRAWN,
    Action.FIELD_CORRECTED, Action.FIELD_CLEARED,
})
GOOD = frozenset({Action.DOCUMENT_APPROVED, Action.DOCUMENT_AUTO_APPROVED})
BAD = frozenset({Action.DOCUMENT_FAILED, Action.DOCUMENT_SET_ASIDE, Action.DOCUMENT_REJECTED})
STEPS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """``tone``: good, bad or empty; ``count``: how many like it stood in a row."""

    at: datetime
    text: str
    who: str
    tone: str
    count: int = 1


def boxes_of(fields: list[CurrentField]) -> list[dict[str, Any]]:
    return [
        {"id": f"{f.key}:{f.index}", "page": f.page, "box": f.box, "label": f.label, "mark": str(f.mark)}
        for f in fields if f.page and f.box
    ]


def tables(fields: list[CurrentField]) -> list[dict[str, Any]]:
    """Those of the document that have rows, with what they say as text for a spreadsheet, which runs none of it."""
    return [{
        "label": label_of(table.name), "columns": table.columns, "rows": table.rows,
        "text": "\n".join("\t".join(safe_cell(" ".join(cell.split())) for cell in line) for line in (
            [column.label for column in table.columns], *([cell.value for cell in row.cells] for row in table.rows))),
    } for table in rows.tables_of(fields) if any(cell.value for row in table.rows for cell in row.cells)]


def page_data(page: Page) -> dict[str, Any]:
    """A page as the viewer wants it."""
    return {
        "number": page.number, "width": page.width, "height": page.height, "rotation": page.rotation,
        "url": reverse("web:page_image", args=[page.document_id, page.number]), "lines": page.lines,
    }


def history(document: Document) -> list[Step]:
    """Newest first; corrections in a row by one person count as one step. One query."""
    wanted = AuditFilter(object_type=Document._meta.label_lower, object_id=str(document.pk))
    found = events(wanted).filter(action__in=LIFE, ok=True).select_related("actor")[:STEPS]
    steps: list[Step] = []
    for row in found:
        step = _step(row)
        last = steps[-1] if steps else None
        if last and (last.text, last.who) == (step.text, step.who):
            steps[-1] = replace(last, count=last.count + 1)
        else:
            steps.append(step)
    return steps


def _step(row: AuditEvent) -> Step:
    tone = "good" if row.action in GOOD else "bad" if row.action in BAD else ""
    return Step(row.at, sentence(row), row.actor.display_name if row.actor else "", tone)
