"""A type of three fields, an administrator, a reviewer, an employee."""

from __future__ import annotations

import pytest

from docmgr.accounts.models import Role, User
from docmgr.automation import lots
from docmgr.doctypes.models import DocumentType
from tests.automation import makers


@pytest.fixture
def admin(db: None) -> User:
    return makers.admin()


@pytest.fixture
def reviewer(db: None) -> User:
    return User.objects.create_user("wei", role=Role.REVIEWER)


@pytest.fixture
def employee(db: None) -> User:
    return User.objects.create_user("emil", role=Role.EMPLOYEE)


@pytest.fixture
def slip(db: None) -> DocumentType:
    return makers.slip_type()


@pytest.fixture
def no_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn, so that what passes hangs on the rest."""
    monkeypatch.setattr(lots, "drawn", lambda *about, **how: False)


@pytest.fixture
def all_blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every accepted value is drawn for a blind check, and no document to stay with a person."""
    monkeypatch.setattr(lots, "drawn", lambda document, purpose, **how: purpose.startswith("blind:"))
