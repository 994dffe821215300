"""What is made once for many tests is for each of them as if it had been made for it alone."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from docmgr.accounts.models import Role
from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import verify_all
from docmgr.audit.services import record
from docmgr.documents.models import Document
from tests.again import again
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
calls: list[int] = []


def _document() -> Document:
    calls.append(1)
    owner = makers.person("emil", Role.EMPLOYEE)
    document = makers.document(owner, makers.invoice_type(), values={"number": "17"})
    record(Action.LOGIN, actor=owner)
    default_storage.save("pages/one.txt", ContentFile(b"one"))
    return document


@pytest.mark.parametrize("turn", range(3))
def test_every_test_finds_it_as_it_was_made_whatever_the_one_before_did_to_it(turn: int) -> None:
    makers.person("somebody who was there before")
    if calls:  # a test with the same store wrote over the file
        default_storage.save("pages/one.txt", ContentFile(b"two"))
    document = again(_document)
    assert (document.name, Document.objects.get().name, document.runs.get().values.get().value) == (
        "scan.pdf", "scan.pdf", "17")
    assert default_storage.open("pages/one.txt").read() == b"one"
    assert AuditEvent.objects.count() == 1 and verify_all().ok
    document.name = "changed"
    document.save()
    record(Action.LOGIN, actor=document.owner)
    default_storage.delete("pages/one.txt")
    assert len(calls) == 1


def test_after_an_act_of_its_own_a_test_has_it_made_anew_so_that_the_audit_chain_holds() -> None:
    before = len(calls)
    record(Action.LOGIN, actor=makers.person("wei"))
    assert again(_document).name == "scan.pdf"
    assert AuditEvent.objects.count() == 2 and verify_all().ok
    assert len(calls) > before
