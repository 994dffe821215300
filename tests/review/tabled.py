"""An invoice with line items, made without the engine: what its page shows, and what was read of it."""

from __future__ import annotations

from typing import Any

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Document, Page
from docmgr.extraction.models import FieldValue
from tests.review import makers

COLUMNS = ("what", "count", "price", "amount")
LEFT = {"what": (0.1, 0.4), "count": (0.45, 0.52), "price": (0.6, 0.7), "amount": (0.8, 0.9)}
PRINTED = (
    ("Paper A4", "10", "4.50", "45.00"), ("Ink black", "2", "12.00", "24.00"), ("Desk lamp", "1", "31.00", "31.00"),
    ("Stapler", "3", "10.00", "30.00"))


def box(key: str, row: int) -> list[float]:
    x0, x1 = LEFT[key]
    return [x0, 0.3 + 0.04 * row, x1, 0.32 + 0.04 * row]


def table_type(*, rules: list[dict[str, Any]] | None = None, asks: bool = True, **of_amount: Any) -> DocumentType:
    """``asks``: its columns are required, so that somebody has to look at them."""
    doc_type = DocumentType.objects.create(key="tabled")
    version = TypeVersion.objects.create(
        doc_type=doc_type, number=1, state=TypeVersion.State.PUBLISHED, label_zh="发票", label_en="Invoice",
        rules=[{"rule": "sum", "of": ["amount"], "equals": "net"}] if rules is None else rules, review_below=0.7)
    kinds = {"what": "text", "count": "number", "price": "money", "amount": "money"}
    names = ("项目", "Item"), ("数量", "Quantity"), ("单价", "Price"), ("金额", "Amount")
    labels = dict(zip(COLUMNS, names, strict=True))
    fields = [FieldDefinition(key="net", label_zh="合计", label_en="Net", kind="money", required=True)]
    fields += [FieldDefinition(key=key, label_zh=labels[key][0], label_en=labels[key][1], kind=kinds[key], many=True,
                               rows="items", **{"required": asks, **(of_amount if key == "amount" else {})})
               for key in COLUMNS]
    for position, field in enumerate(fields):
        field.version, field.position = version, position
        field.save()
    doc_type.live = version
    doc_type.save()
    return doc_type


def table_document(owner: User, doc_type: DocumentType, **columns: Any) -> Document:
    """Its page shows PRINTED; read were the first three rows of it, of the second one without the price."""
    made = makers.document(owner, doc_type, values={"net": "130.00"}, **columns)
    lines = [makers.line("Net 130.00", 0.6)]
    for row, texts in enumerate(PRINTED):
        lines += [{"text": text, "box": box(key, row), "confidence": 0.99}
                  for key, text in zip(COLUMNS, texts, strict=True)]
    Page.objects.filter(document=made).update(lines=lines)
    run = made.runs.get()
    for row, texts in enumerate(PRINTED[:3]):
        for key, text in zip(COLUMNS, texts, strict=True):
            if (key, row) != ("price", 1):
                FieldValue.objects.create(run=run, key=key, index=row, value=text, raw=text, confidence=0.95, page=1,
                                          box=box(key, row), source="ocr")
    return made
