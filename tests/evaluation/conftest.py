"""People, type and documents of the evaluation tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.pipeline import flow
from docmgr.review import deciding
from tests.review import makers
from tests.review.conftest import employee, invoice_type, reviewer

__all__ = ["employee", "invoice_type", "reviewer"]


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("admin", Role.ADMIN)


@pytest.fixture
def approved(employee: User, reviewer: User, invoice_type: DocumentType) -> Callable[..., Document]:
    """approved(number=…): an approved invoice of which a person typed these values."""
    def make(**typed: str) -> Document:
        values = {"number": "03847562", "total": "11300.00"}
        document = makers.document(employee, invoice_type, values=values)
        for key, value in typed.items():
            deciding.decide(document, by=reviewer, revision=document.revision, key=key, kind="change", value=value)
        flow.approve(document, actor=reviewer, revision=document.revision)
        return document
    return make
