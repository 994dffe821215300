"""An installation as it is after years: thousands of approved papers of one type, with all that was kept of each.

A few are made the way of an approval; the others are their copies, with what they taught made up anew.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from ocr_engine.learn.examples.exemplar import Exemplar
from scripts.bench_invented.company import COMPANY, like, papers

MADE = 120              # papers that are looked at one by one, 0.4 s of CPU each
_BATCH = 500


def new_type(key: str) -> Any:
    from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion

    doc_type = DocumentType.objects.create(key=key)
    version = TypeVersion.objects.create(doc_type=doc_type, number=1, state=TypeVersion.State.PUBLISHED,
                                         label_zh="供货单", label_en="Supply note")
    FieldDefinition.objects.bulk_create(FieldDefinition(
        version=version, position=n, key=f.key, label_en=f.label, label_zh=f.label, kind=f.kind, many=f.many,
        aliases=list(f.aliases)) for n, f in enumerate(COMPANY.fields))
    doc_type.live = version
    doc_type.save()
    return doc_type


def read_papers(owner: Any, doc_type: Any, count: int, *, layouts: int, first: int = 0) -> list[tuple[Any, Any]]:
    """(document in review, its gold), as if they had just been read."""
    from docmgr.automation.models import Assessment
    from docmgr.automation.regime import reader_of, regime_of
    from docmgr.core import clock
    from docmgr.core.lease import JobState
    from docmgr.documents.models import Blob, Document, Page, Status
    from docmgr.extraction import engine
    from docmgr.extraction.models import ExtractionRun, FieldValue

    made = []
    for gold, sheet in papers(count, layouts=layouts, first=first):
        blob = Blob.objects.create(sha256=f"{len(made) + first:064x}", size=1, media_type="application/pdf")
        document = Document.objects.create(owner=owner, blob=blob, name=f"{gold.id}.pdf", doc_type=doc_type,
                                           page_count=len(sheet.pages), status=Status.IN_REVIEW, type_chosen=True)
        pages = Page.objects.bulk_create(Page(
            document=document, number=page.number, width=page.width, height=page.height, source="text_layer",
            lines=[{"text": line.text, "box": [line.box.x0, line.box.y0, line.box.x1, line.box.y1], "confidence": 1.0}
                   for line in page.lines]) for page in sheet.read())
        run = ExtractionRun.objects.create(document=document, state=JobState.DONE, type_version=doc_type.live,
                                           type_confidence=1.0, engine="bench", started_at=clock.now())
        [(_, values)] = engine.answers([("x", list(map(engine.page_of, pages)))], doc_type.live.definition())
        FieldValue.objects.bulk_create(FieldValue(
            run=run, key=v.key, index=v.index, value=v.value, raw=v.raw, confidence=v.confidence, page=v.page,
            box=v.box, source=v.source, features=v.features, candidates=v.candidates, checks=v.checks) for v in values)
        found = {v.key for v in values if v.value}
        scores = {f.key: {"confidence": 0.95 if f.key in found else 1.0, "why": "", "empty": f.key not in found,
                          "counts": True} for f in COMPANY.fields}
        scores["*"] = {"confidence": 0.9, "why": "", "empty": False, "counts": True}
        Assessment.objects.create(run=run, doc_type=doc_type, scores=scores, reader=reader_of("bench"),
                                  regime=regime_of(doc_type.live, engine_name="bench"))
        made.append((document, gold))
    return made


def decide(document: Any, gold: Any, by: Any) -> None:
    """Every value is confirmed, or put right where it was read wrongly."""
    from docmgr.review.models import Correction

    run = document.runs.get()
    read = {(v.key, v.index): v for v in run.values.all()}
    rows = []
    for key, values in gold.asked().items():
        wanted = list(values) or [""]
        for index, value in enumerate(wanted):
            before = read.get((key, index))
            kind = (Correction.Kind.ABSENT if not value else Correction.Kind.CONFIRM
                    if before and before.value == value else Correction.Kind.CHANGE)
            rows.append(Correction(
                document=document, run=run, key=key, index=index, kind=kind, before=before.value if before else "",
                after=value, page=before.page if before else None, box=before.box if before else None, by=by))
    Correction.objects.bulk_create(rows)


def multiply(originals: list[Any], done: int, count: int) -> None:
    """Copies of approved papers until there are ``count``, with every row that hangs on them; there are ``done``."""
    from docmgr.documents.models import Blob, Document

    source = random.Random(done)
    lessons = {d.pk: Exemplar.from_json(d.learned.data) for d in originals}
    while done < count:
        part = [originals[(done + n) % len(originals)] for n in range(min(_BATCH, count - done))]
        blobs = Blob.objects.bulk_create(Blob(sha256=f"{10**9 + done + n:064x}", size=1, media_type="application/pdf")
                                         for n in range(len(part)))
        copies = Document.objects.bulk_create(
            _copy(d, blob_id=blob.pk, decided_at=d.decided_at - timedelta(minutes=source.randrange(10**6)))
            for d, blob in zip(part, blobs, strict=True))
        _rows(list(zip(part, copies, strict=True)), lessons)
        done += len(part)


def _rows(pairs: list[tuple[Any, Any]], lessons: dict[int, Exemplar]) -> None:
    from docmgr.automation.models import Assessment, Evidence
    from docmgr.documents.models import Page
    from docmgr.extraction.models import ExtractionRun, FieldValue
    from docmgr.review.models import Correction
    from docmgr.training.models import ErrorSample, LearnedLayout

    old = {d.pk for d, _ in pairs}
    ofs = {model: _by(model.objects.filter(document__in=old), "document_id")
           for model in (Page, Correction, ErrorSample, Evidence)}
    runs = {r.document_id: r for r in ExtractionRun.objects.filter(document__in=old)}
    made = dict(zip([c.pk for _, c in pairs], ExtractionRun.objects.bulk_create(
        _copy(runs[d.pk], document_id=c.pk) for d, c in pairs), strict=True))
    values = _by(FieldValue.objects.filter(run__in=[r.pk for r in runs.values()]), "run_id")
    known = {a.run_id: a for a in Assessment.objects.filter(run__in=[r.pk for r in runs.values()])}
    _all(FieldValue, (_copy(v, run_id=made[c.pk].pk) for d, c in pairs for v in values[runs[d.pk].pk]))
    _all(Assessment, (_copy(known[runs[d.pk].pk], run_id=made[c.pk].pk) for d, c in pairs))
    _all(Page, (_copy(p, document_id=c.pk) for d, c in pairs for p in ofs[Page].get(d.pk, ())))
    for d, c in pairs:
        decided = {row.pk: _copy(row, document_id=c.pk, run_id=made[c.pk].pk) for row in ofs[Correction].get(d.pk, ())}
        Correction.objects.bulk_create(decided.values())
        _all(ErrorSample, [_copy(row, document_id=c.pk, correction_id=decided[row.correction_id].pk)
                           for row in ofs[ErrorSample].get(d.pk, ())])
    _all(Evidence, (_copy(row, document_id=c.pk, run_id=made[c.pk].pk) for d, c in pairs
                    for row in ofs[Evidence].get(d.pk, ())))
    _all(LearnedLayout, (LearnedLayout(document_id=c.pk, doc_type_id=c.doc_type_id, way=2, created_at=c.decided_at,
                                       data={**like(lessons[d.pk], c.pk).as_json(), "id": str(c.pk)})
                         for d, c in pairs))


def _all(model: Any, rows: Iterable[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=_BATCH)


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _copy(row: Any, **changes: Any) -> Any:
    told = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**{**told, **changes})
