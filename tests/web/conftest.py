"""People with a browser session each, and a document that has been read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from docmgr.accounts.models import Department, Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from tests.review import makers

JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def client_of(db: None) -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="docmgr.accounts.backends.LocalBackend")
        return client

    return log_in


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("ada", Role.ADMIN)


@pytest.fixture
def page(admin: User, client_of: Callable[[User], Client]) -> Client:
    """The administrator's browser."""
    return client_of(admin)


@pytest.fixture
def colleague(employee: User) -> User:
    """Somebody of the same department who was granted its documents."""
    room = Department.objects.create(name="Finance")
    User.objects.filter(pk=employee.pk).update(department=room)
    employee.refresh_from_db()
    return User.objects.create_user("colleague", department=room, shares_department=True)


@pytest.fixture
def invoice_type(db: None) -> DocumentType:
    return makers.invoice_type()


@pytest.fixture
def invoice(employee: User, invoice_type: DocumentType, files_dir: object) -> Document:
    """Read and in review, with a page picture, a sensitive value and a value that looks like a formula."""
    document = makers.document(employee, invoice_type, name="=cmd|evil.pdf", values={
        "number": "03847562", "total": ("11300.00", 0.5), "buyer": "=HYPERLINK(\"http://evil\")",
        "item": ["-1+1", "nut"], "id_no": "110105194912310021",
    })
    Document.objects.filter(pk=document.pk).update(
        department=employee.department, flagged=1, search_text="evil.pdf\n11300.00\n110105194912310021\nsome text")
    key = default_storage.save("pages/test/0001.jpg", ContentFile(JPEG))
    document.pages.update(image=key)
    return Document.objects.get(pk=document.pk)
