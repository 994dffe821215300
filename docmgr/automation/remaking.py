"""Evidence of a new model, made again from documents that people looked at before it was trained.

A retraining begins a new regime, and what was reviewed under the old one says nothing of it. But while versions are
compared, each confirmed document is answered by a twin of the new model: trained with the same settings from other
layouts, with a layout memory that lacks the document, its confidences fitted from the answers on other layouts. What a
person decided on the document judges that answer as it judged the first one. Why that may count, and what it rests on,
stands in docs/automation.md.

Which documents count was settled before anybody knew either answer: those of which a review was evidence when they
were read. Blind samples and documents that the engine is measured with are none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation import bounds, gates, lots
from docmgr.automation.budgets import budgets_of, is_outside
from docmgr.automation.evidence import rows_of
from docmgr.automation.models import WHOLE, Assessment, Evidence
from docmgr.automation.regime import reader_now, regime_now
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.review.values import Sheet, sheets
from docmgr.training.background import jobs
from docmgr.training.models import UnseenAnswer
from docmgr.training.trained import unseen

# What kept a document with a person for a reason that another model does not change.
_LASTING = frozenset({"four_eyes", "engine_red", "type_unsure", "page_trouble"})
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all documents of one making-again have in common."""

    doc_type: DocumentType
    version: TypeVersion
    regime: str
    reader: str
    ignored: frozenset[str]


@transaction.atomic
def remake(doc_type: DocumentType) -> int:
    """Turn the waiting answers of the live version into evidence; how many documents count. Empties the waiting ones.

    Some milliseconds a document. Calling it again adds nothing.
    """
    DocumentType.objects.select_for_update(no_key=True).get(pk=doc_type.pk)
    answers = unseen.waiting(doc_type)
    if not answers or doc_type.live is None:
        return 0
    budgets = budgets_of(doc_type)
    ignored = frozenset(f.key for f in doc_type.live_fields() if is_outside(f, budgets.get(f.key)))
    ground = _Ground(doc_type, doc_type.live, regime_now(doc_type), reader_now(doc_type), ignored)
    rows: list[Evidence] = []
    for start in range(0, len(answers), _CHUNK):
        rows += _judged(answers[start:start + _CHUNK], ground)
    documents = len({row.document_id for row in rows})
    rows += _held_against(ground, share=documents / max(1, _reviewed_before(ground)))
    Evidence.objects.bulk_create(rows)
    UnseenAnswer.objects.filter(pk__in=[a.pk for a in answers]).delete()
    record(Action.AUTOMATION_REMADE, obj=doc_type, after={
        "type": doc_type.key, "regime": ground.regime, "model": answers[0].version.number, "answers": len(answers),
        "documents": documents, "rows": len(rows)})
    bounds.look_again(budgets_of(doc_type).values(), ground.regime)
    return documents


def ask_for(doc_type: DocumentType) -> None:
    """Have it done in the background where a version that is live has answers waiting. One query where none are."""
    if unseen.any_waits(doc_type):
        jobs.start("budget", by=None, params={"type": doc_type.key})


def _judged(answers: Sequence[UnseenAnswer], ground: _Ground) -> list[Evidence]:
    documents = Document.objects.in_bulk([a.document_id for a in answers])
    known = _assessments(list(documents), ground)
    papers, seen = sheets(list(documents)), _blobs_that_count(ground)
    found: list[Evidence] = []
    for answer in sorted(answers, key=lambda a: a.document_id):
        document, before = documents.get(answer.document_id), known.get(answer.document_id)
        if document is None or before is None or not document.is_example:
            continue
        if document.blob_id in seen:
            continue  # the same file a second time is no second document
        rows = _rows(document, papers[document.pk], before, answer, ground)
        if rows:
            seen.add(document.blob_id)
        found += rows
    return found


def _assessments(ids: Sequence[int], ground: _Ground) -> dict[int, Assessment]:
    """Document -> what was known of it when its newest run had read it, by the reader of now."""
    rows = Assessment.objects.filter(run__document__in=ids, doc_type=ground.doc_type, reader=ground.reader)
    return {a.run.document_id: a for a in rows.select_related("run").order_by("run_id")}


def _blobs_that_count(ground: _Ground) -> set[str]:
    rows = Evidence.objects.filter(doc_type=ground.doc_type, regime=ground.regime)
    return set(rows.values_list("document__blob_id", flat=True))


def _rows(
    document: Document, sheet: Sheet, before: Assessment, answer: UnseenAnswer, ground: _Ground,
) -> list[Evidence]:
    if sheet.version is None or sheet.run_id != before.run_id:
        return []
    values, fields = unseen.values_of(answer), list(ground.version.fields.all())
    blocked = bool(_LASTING & set(before.blocks)) or not answer.layout_known
    scores = gates.scores_of(fields, values, blocked=blocked)
    for key, score in scores.items():
        score["counts"] = before.scores.get(key, {}).get("counts", False)
    scores[WHOLE] = {
        "confidence": gates.whole_score(fields, scores, ground.ignored), "why": "", "empty": False,
        "counts": before.scores.get(WHOLE, {}).get("counts", False) and set(scores) <= set(before.scores)}
    again = Assessment(run_id=before.run_id, doc_type=ground.doc_type, regime=ground.regime, scores=scores)
    answered: Mapping[str, list[str]] = _by_key(values)
    rows = rows_of(document, sheet, before, again=again, answered=answered)
    for row in rows:
        # As old as what the person saw: a budget that was contradicted since begins with later documents.
        row.origin, row.at = Evidence.Origin.REMADE, document.decided_at or before.at
    return rows


def _by_key(values: Sequence[engine.EngineValue]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for value in values:
        found[value.key].append(value.value)
    return found


def _reviewed_before(ground: _Ground) -> int:
    """Documents that were evidence of whatever came before, and are of the same kind as those answered again."""
    rows = Evidence.objects.filter(doc_type=ground.doc_type, run__assessment__reader=ground.reader,
                                   document__status=Status.APPROVED, origin=Evidence.Origin.REVIEWED)
    return rows.order_by().values("document").distinct().count()


def _held_against(ground: _Ground, *, share: float) -> list[Evidence]:
    """Documents that nobody can be asked about again, because they were of another type or passed with known errors,
    counted against the old model. To leave them out would flatter the new one, so what was wrong stays wrong; as large
    a part of them as of the others, drawn by lot."""
    rows = Evidence.objects.filter(
        doc_type=ground.doc_type, right=False, origin=Evidence.Origin.REVIEWED,
        run__assessment__reader=ground.reader).exclude(
        document__status=Status.APPROVED, document__doc_type=ground.doc_type).exclude(regime=ground.regime)
    found: dict[tuple[int, str], Evidence] = {}
    for row in rows.select_related("document").defer("document__search_text").order_by("pk"):
        if not row.document.held_back and lots.drawn(row.document, f"again:{ground.regime}", share=share):
            found[row.run_id, row.key] = Evidence(
                document=row.document, run_id=row.run_id, doc_type=ground.doc_type, regime=ground.regime, key=row.key,
                empty=row.empty, confidence=row.confidence, right=False, origin=Evidence.Origin.REMADE, at=row.at)
    return list(found.values())
