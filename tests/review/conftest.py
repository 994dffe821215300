"""Two reviewers and an invoice whose total was misread."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from tests.review import makers

SUM_FAILED = [{"name": "sum_matches", "ok": False, "detail": "11300"}]


@pytest.fixture
def reviewer(db: None) -> User:
    return makers.person("wei")


@pytest.fixture
def colleague(db: None) -> User:
    return makers.person("fang")


@pytest.fixture
def employee(db: None) -> User:
    return makers.person("emil", Role.EMPLOYEE)


@pytest.fixture
def invoice_type(db: None) -> DocumentType:
    return makers.invoice_type()


@pytest.fixture
def invoice(employee: User, invoice_type: DocumentType) -> Document:
    return makers.document(employee, invoice_type, values={
        "number": "03847562",
        "date": ("2024-03-11", 0.71),
        "net": {"value": "10000.00", "checks": SUM_FAILED, "confidence": 0.5},
        "tax": {"value": "1300.00", "checks": SUM_FAILED, "confidence": 0.5},
        "total": {"value": "11800.00", "raw": "11,800.00", "checks": SUM_FAILED, "confidence": 0.5,
                  "candidates": [{"value": "11300.00", "raw": "11,300.00", "confidence": 0.4, "page": 1,
                                  "box": [0.1, 0.4, 0.6, 0.43]}]},
        "buyer": {"value": "北京别处有限公司", "page": None, "box": None},
        "item": ["螺丝", "螺母"],
    })
