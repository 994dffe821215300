"""A house full of approved documents, made by code: many suppliers, a number that only experience can find."""

from __future__ import annotations

import random
from typing import Any

from docmgr.accounts.models import User
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Blob, Document, Page, Status
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.models import Correction
from docmgr.training.layouts import memory
from docmgr.training.trained import weight_store
from tests.review.makers import line

FIELDS: tuple[dict[str, Any], ...] = (
    {"key": "number", "label_zh": "编号", "label_en": "Number", "kind": "code", "required": True},
    {"key": "total", "label_zh": "合计", "label_en": "Total", "kind": "money", "required": True},
    {"key": "buyer", "label_zh": "购买方", "label_en": "Buyer", "kind": "name"},
)
_KEYS = 500_000             # no sequence of a test comes so far
_SYLLABLES = ("bar", "con", "dor", "fel", "gim", "hul", "jas", "kem", "lor", "mip", "nus", "pov", "ram", "sil", "tor")


def slip_type(key: str = "slip") -> DocumentType:
    doc_type = DocumentType.objects.create(key=key)
    version = TypeVersion.objects.create(
        doc_type=doc_type, number=1, state=TypeVersion.State.PUBLISHED, label_zh="单据", label_en="Slip")
    FieldDefinition.objects.bulk_create(
        FieldDefinition(version=version, position=n, **field) for n, field in enumerate(FIELDS))
    doc_type.live = version
    doc_type.save()
    return doc_type


def slip(layout: int, number: int) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """(lines, right values). The words "Vorgang" and "Kunde" stand on every layout; no definition knows them."""
    house, one = random.Random(f"layout {layout}"), random.Random(f"{layout} {number}")

    def word(source: random.Random) -> str:
        return "".join(source.choice(_SYLLABLES) for _ in range(3)).title()

    right = {
        "number": f"RX-{one.randrange(10_000, 99_999)}", "total": f"{one.randrange(10, 900)}.{one.randrange(10, 99)}",
        "buyer": f"{word(one)} {word(one)} GmbH"}
    rows = [f"Vorgang {right['number']}", f"Kunde KD-{one.randrange(10_000, 99_999)}", f"Total {right['total']}",
            f"Buyer: {right['buyer']}", *(f"{word(house)} {word(house)}" for _ in range(6))]
    house.shuffle(rows)
    head = [line(f"{word(house)} {word(house)} {word(house)} KG", 0.03), line(f"{word(house)} {word(house)}", 0.07)]
    left = house.choice([0.08, 0.2, 0.5])
    return head + [line(text, 0.15 + 0.06 * n, left, left + 0.4) for n, text in enumerate(rows)], right


def document(
    owner: User, doc_type: DocumentType, layout: int, number: int, *, pk: int | None = None,
) -> tuple[Document, dict[str, str]]:
    """Read, as the engine reads it without any knowledge, and not yet decided on."""
    lines, right = slip(layout, number)
    blob, _made = Blob.objects.get_or_create(sha256="1" * 64, defaults={"size": 1, "media_type": "image/png"})
    made = Document.objects.create(pk=pk, owner=owner, blob=blob, name="slip.png", doc_type=doc_type, page_count=1,
                                   status=Status.IN_REVIEW, type_chosen=True)
    page = Page.objects.create(document=made, number=1, width=1000, height=1400, source="ocr", lines=lines)
    run = ExtractionRun.objects.create(document=made, state=JobState.DONE, type_version=doc_type.live, engine="test")
    [(_, values)] = engine.answers([("x", [engine.page_of(page)])], doc_type.live.definition())
    FieldValue.objects.bulk_create(
        FieldValue(run=run, key=v.key, index=v.index, value=v.value, raw=v.raw, confidence=v.confidence, page=v.page,
                   box=v.box, source=v.source) for v in values)
    return made, right


def approved(
    owner: User, by: User, doc_type: DocumentType, layout: int, number: int, wrong: dict[str, str] | None = None, *,
    pk: int | None = None,
) -> Document:
    """The same with every value decided by a person, rightly unless ``wrong`` says otherwise; and learned."""
    made, right = document(owner, doc_type, layout, number, pk=pk)
    run = made.runs.get()
    Correction.objects.bulk_create(
        Correction(document=made, run=run, key=key, kind=Correction.Kind.CHANGE, after=value, by=by)
        for key, value in {**right, **(wrong or {})}.items())
    Document.objects.filter(pk=made.pk).update(status=Status.APPROVED, decided_by=by)
    made.refresh_from_db()
    memory.learn(made)
    return made


def fill(owner: User, by: User, doc_type: DocumentType, *, layouts: range, each: int = 2) -> list[Document]:
    """With the same primary keys whatever ran before: they order what is learned, and so decide what is held back."""
    return [approved(owner, by, doc_type, layout, number, pk=_KEYS + 100 * layout + number)
            for layout in layouts for number in range(each)]


def weights(doc_type: DocumentType, seed: int = 0) -> str:
    """The SHA-256 of a model that knows nothing and that the engine can work with."""
    from ocr_engine.learn.ranking.model import TrainedModel
    from ocr_engine.learn.ranking.tagger import Tagger

    return weight_store.keep_weights(TrainedModel(doc_type.key, {}, Tagger((), {}), seed=seed).to_bytes())
