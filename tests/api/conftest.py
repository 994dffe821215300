"""Callers of the API: one client per person, each with a token of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from docmgr.accounts import tokens
from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from tests.review import makers

PASSWORD = "a long enough password"


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    def make(name: str, role: Role = Role.EMPLOYEE, **columns: Any) -> User:
        return User.objects.create_user(name, password=PASSWORD, role=role, **columns)

    return make


@pytest.fixture
def calls_as(db: None) -> Callable[[User], APIClient]:
    """calls_as(user): a client that shows the user's token and reads English."""
    def client_of(user: User) -> APIClient:
        client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
        client.credentials(HTTP_AUTHORIZATION=f"Token {tokens.issue(user)}")
        return client

    return client_of


@pytest.fixture
def owner(person: Callable[..., User]) -> User:
    return person("ola")


@pytest.fixture
def reviewer(person: Callable[..., User]) -> User:
    return person("rui", Role.REVIEWER)


@pytest.fixture
def api(calls_as: Callable[[User], APIClient], owner: User) -> APIClient:
    """The owner's client."""
    return calls_as(owner)


@pytest.fixture
def review_api(calls_as: Callable[[User], APIClient], reviewer: User) -> APIClient:
    return calls_as(reviewer)


@pytest.fixture
def invoice_type(db: None) -> DocumentType:
    return makers.invoice_type()


@pytest.fixture
def invoice(owner: User, invoice_type: DocumentType) -> Document:
    return makers.document(owner, invoice_type, values={
        "number": "03847562", "date": ("2024-03-11", 0.71), "total": "11300.00", "item": ["螺丝", "螺母"],
        "id_no": "110105194912310021",
    })


@pytest.fixture(autouse=True)
def _no_pause_left_over(db: None) -> None:
    cache.clear()
