"""People, type and documents of the training tests."""

from pathlib import Path

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer
from tests.training import shops

__all__ = ["colleague", "employee", "invoice", "invoice_type", "reviewer"]


@pytest.fixture
def world(employee: User, reviewer: User, invoice_type: DocumentType, tmp_path: Path) -> list[Document]:
    """Two receipts of each of five shops; in every first one the engine read O for 0 in the number."""
    made = []
    for s, shop in enumerate(shops.SHOPS):
        for n in range(2):
            number, total = f"R{s}0{n}47", f"1,{s}{n}0.50"
            made.append(shops.approved(
                employee, reviewer, invoice_type, tmp_path, shop, number=number, total=total,
                read_number=number.replace("0", "O", 1) if n == 0 else "",
                id_no=shops.SECRET if (shop, n) == ("acorn", 1) else ""))
    return made
