"""People, type and documents of the training tests."""

import pytest

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from tests.again import again
from tests.review import makers
from tests.review.conftest import colleague, invoice
from tests.training import shops

__all__ = ["colleague", "invoice"]


@pytest.fixture
def employee(db: None) -> User:
    """As below: the one of the world that the test asked for before, or somebody new."""
    return User.objects.filter(username="emil").first() or makers.person("emil", Role.EMPLOYEE)


@pytest.fixture
def reviewer(db: None) -> User:
    return User.objects.filter(username="wei").first() or makers.person("wei")


@pytest.fixture
def invoice_type(db: None) -> DocumentType:
    return DocumentType.objects.filter(key="test_invoice").first() or makers.invoice_type()


@pytest.fixture
def world(db: None) -> list[Document]:
    """Two receipts of each of five shops; in every first one the engine read O for 0 in the number."""
    return again(_world)


def _world() -> list[Document]:
    employee, reviewer, invoice_type = makers.person("emil", Role.EMPLOYEE), makers.person("wei"), makers.invoice_type()
    made = []
    for s, shop in enumerate(shops.SHOPS):
        for n in range(2):
            number, total = f"R{s}0{n}47", f"1,{s}{n}0.50"
            made.append(shops.approved(
                employee, reviewer, invoice_type, shop, number=number, total=total,
                read_number=number.replace("0", "O", 1) if n == 0 else "",
                id_no=shops.SECRET if (shop, n) == ("acorn", 1) else ""))
    return made
