"""Documents as the engine reads them and people approve them, without the engine."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from docmgr.accounts.models import Role, User
from docmgr.automation.acceptance import Outcome, assess
from docmgr.automation.evidence import gather
from docmgr.automation.gates import Surroundings
from docmgr.automation.models import Evidence
from docmgr.automation.regime import regime_of
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Blob, Document, Page, Status
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.models import Correction

BOX = [0.1, 0.1, 0.4, 0.13]
WELL = Surroundings(layout_known=True, engine_well=True)
ENGINE = "test"
FIELDS = (
    {"key": "number", "label_zh": "编号", "label_en": "Number", "kind": "code", "required": True},
    {"key": "total", "label_zh": "合计", "label_en": "Total", "kind": "money", "required": True},
    {"key": "note", "label_zh": "备注", "label_en": "Note", "kind": "text"},
)
_numbers = itertools.count(1)


def slip_type(*, key: str = "slip", four_eyes: bool = False) -> DocumentType:
    doc_type = DocumentType.objects.create(key=key, four_eyes=four_eyes)
    version = TypeVersion.objects.create(doc_type=doc_type, number=1, state=TypeVersion.State.PUBLISHED,
                                         label_zh="单据", label_en="Slip", review_below=0.7)
    FieldDefinition.objects.bulk_create(
        FieldDefinition(version=version, position=n, **field) for n, field in enumerate(FIELDS))
    doc_type.live = version
    doc_type.save()
    return doc_type


def admin(name: str = "min") -> User:
    return User.objects.create_user(name, role=Role.ADMIN)


def regime(doc_type: DocumentType) -> str:
    return regime_of(doc_type.live, engine_name=ENGINE)


def prove(doc_type: DocumentType, keys: Iterable[str], *, right: int, wrong: int = 0, confidence: float = 0.98,
          empty: bool = False, owner: User | None = None) -> None:
    """So many documents that a person looked at fully, as rows of evidence."""
    keys, owner = list(keys), owner or User.objects.first() or admin()
    now = regime(doc_type)
    blobs = Blob.objects.bulk_create(
        Blob(sha256=f"{next(_numbers):064x}", size=1, media_type="image/png") for _ in range(right + wrong))
    documents = Document.objects.bulk_create(
        Document(owner=owner, blob=blob, name="slip.png", doc_type=doc_type, status=Status.APPROVED) for blob in blobs)
    runs = ExtractionRun.objects.bulk_create(
        ExtractionRun(document=document, state=JobState.DONE, type_version=doc_type.live, engine=ENGINE)
        for document in documents)
    Evidence.objects.bulk_create(
        Evidence(document=run.document, run=run, doc_type=doc_type, regime=now, key=key, empty=empty,
                 confidence=confidence, right=n >= wrong) for n, run in enumerate(runs) for key in keys)


def value(key: str, text: str, **changes: Any) -> engine.EngineValue:
    return engine.EngineValue(**{
        "key": key, "index": 0, "value": text, "raw": text, "confidence": 0.99, "page": 1, "box": BOX,
        "source": "ocr", "how": "label_right", "checks": [], "candidates": [], **changes})


def result(values: Iterable[engine.EngineValue], **changes: Any) -> engine.EngineResult:
    return engine.EngineResult(**{
        "doc_type": "slip", "type_confidence": 0.99, "pages": [], "values": list(values), "issues": [], "ms": {},
        "prompt": "", "engine": ENGINE, **changes})


def sure(**changes: Any) -> list[engine.EngineValue]:
    """Both required values, found without any doubt."""
    return [value("number", "A-17", **changes), value("total", "12.50", **changes)]


def read(owner: User, doc_type: DocumentType, values: Iterable[engine.EngineValue], *,
         around: Surroundings = WELL, **about: Any) -> tuple[Document, Outcome]:
    """A document right after the engine read it, as the pipeline leaves it."""
    said = result(values, **about)
    with transaction.atomic():
        document, run = _document(owner, doc_type, status=Status.IN_REVIEW)
        FieldValue.objects.bulk_create(
            FieldValue(run=run, key=v.key, index=v.index, value=v.value, raw=v.raw, confidence=v.confidence,
                       page=v.page, box=v.box, source=v.source, how=v.how, checks=v.checks) for v in said.values)
        outcome = assess(run, doc_type.live, said, around)
        if outcome.document:
            Document.objects.filter(pk=document.pk).update(status=Status.AUTO_APPROVED)
            document.status = Status.AUTO_APPROVED
    return document, outcome


def approve(document: Document, by: User, truth: dict[str, str] | None = None) -> int:
    """A person gives ``truth`` for each field that it names ("" for absent), and approves; evidence rows."""
    run = document.runs.get()
    read_as = {v.key: v.value for v in FieldValue.objects.filter(run=run)}
    for key, text in (truth or {}).items():
        kind = "absent" if not text else "confirm" if text == read_as.get(key) else "change"
        Correction.objects.create(document=document, run=run, key=key, kind=kind, before=read_as.get(key, ""),
                                  after=text, page=1, box=BOX, by=by)
    Document.objects.filter(pk=document.pk).update(status=Status.APPROVED, decided_by=by)
    return gather(Document.objects.get(pk=document.pk))


def _document(owner: User, doc_type: DocumentType, *, status: Status) -> tuple[Document, ExtractionRun]:
    blob = Blob.objects.create(sha256=f"{next(_numbers):064x}", size=1, media_type="image/png")
    document = Document.objects.create(owner=owner, blob=blob, name="slip.png", doc_type=doc_type, status=status,
                                       page_count=1)
    Page.objects.create(document=document, number=1, width=1000, height=1400, lines=[])
    run = ExtractionRun.objects.create(document=document, state=JobState.DONE, type_version=doc_type.live,
                                       engine=ENGINE)
    return document, run
