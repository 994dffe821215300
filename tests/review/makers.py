"""A document as the engine leaves it, made without the engine."""

from __future__ import annotations

from typing import Any

from docmgr.accounts.models import Role, User
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Blob, Document, Page, Status
from docmgr.extraction.models import ExtractionRun, FieldValue

BOX = [0.1, 0.1, 0.4, 0.13]
INVOICE_FIELDS: tuple[dict[str, Any], ...] = (
    {"key": "number", "label_zh": "发票号码", "label_en": "Invoice number", "kind": "code", "required": True},
    {"key": "date", "label_zh": "开票日期", "label_en": "Date", "kind": "date"},
    {"key": "net", "label_zh": "金额", "label_en": "Net", "kind": "money"},
    {"key": "tax", "label_zh": "税额", "label_en": "Tax", "kind": "money"},
    {"key": "total", "label_zh": "价税合计", "label_en": "Total", "kind": "money", "required": True},
    {"key": "buyer", "label_zh": "购买方", "label_en": "Buyer", "kind": "name"},
    {"key": "item", "label_zh": "项目", "label_en": "Item", "kind": "text", "many": True},
    {"key": "id_no", "label_zh": "身份证号", "label_en": "Identity number", "kind": "id_number", "sensitive": True},
)
SUM_RULE = {"rule": "sum", "of": ["net", "tax"], "equals": "total"}


def person(name: str, role: str = Role.REVIEWER) -> User:
    return User.objects.create_user(name, role=role)


def invoice_type(*, key: str = "test_invoice", four_eyes: bool = False, **changes: Any) -> DocumentType:
    doc_type = DocumentType.objects.create(key=key, four_eyes=four_eyes)
    version = TypeVersion.objects.create(
        doc_type=doc_type, number=1, state=TypeVersion.State.PUBLISHED, label_zh="发票", label_en="Invoice",
        rules=[SUM_RULE], review_below=0.9, **changes)
    FieldDefinition.objects.bulk_create(
        FieldDefinition(version=version, position=n, **field) for n, field in enumerate(INVOICE_FIELDS))
    doc_type.live = version
    doc_type.save()
    return doc_type


def line(text: str, y: float, x0: float = 0.1, x1: float = 0.6) -> dict[str, Any]:
    return {"text": text, "box": [x0, y, x1, y + 0.03], "confidence": 0.99}


LINES = [
    line("增值税发票 No. 03847562", 0.05), line("开票日期 2024年03月11日", 0.1), line("购买方 上海测试有限公司", 0.15),
    line("金额 10,000.00", 0.3), line("税额 1,300.00", 0.35), line("价税合计 11,300.00", 0.4),
    line("收款人身份证 110105194912310021", 0.5), line("订单 PO-7781", 0.55),
]


def document(
    owner: User, doc_type: DocumentType | None, *, values: dict[str, Any] | None = None, doubt: float = 0.5,
    status: Status = Status.IN_REVIEW, name: str = "scan.pdf",
) -> Document:
    """``values``: {key: text or (text, confidence) or a dict of columns, or a list of such}."""
    blob, _made = Blob.objects.get_or_create(sha256="0" * 64, defaults={"size": 1, "media_type": "image/png"})
    made = Document.objects.create(
        owner=owner, blob=blob, name=name, doc_type=doc_type, status=status, page_count=1, doubt=doubt,
        search_text=name)
    Page.objects.create(document=made, number=1, width=1000, height=1400, lines=LINES)
    run = ExtractionRun.objects.create(
        document=made, state=JobState.DONE, type_version=doc_type.live if doc_type else None, engine="test-engine",
        prompt="Read it.")
    for key, given in (values or {}).items():
        for index, item in enumerate(given if isinstance(given, list) else [given]):
            _value(run, key, index, item)
    return made


def _value(run: ExtractionRun, key: str, index: int, item: Any) -> None:
    if isinstance(item, str):
        item = {"value": item}
    if isinstance(item, tuple):
        item = {"value": item[0], "confidence": item[1]}
    columns = {"confidence": 0.99, "page": 1, "box": BOX, "source": "ocr", "raw": item["value"], **item}
    FieldValue.objects.create(run=run, key=key, index=index, **columns)
