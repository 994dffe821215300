from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory

from docmgr.accounts import directory as description
from docmgr.accounts.login import LoginOutcome, try_login
from tests.services import slapd as openldap

# For a directory that shall be given up: a test waits for it. One that is there may take its time on a busy machine.
HURRIED = {"connect_seconds": 1.0, "answer_seconds": 2.0}


@pytest.fixture
def use_directory(settings) -> Callable[..., None]:
    """Configure a directory as the environment would; again and again within one test."""
    def use(**changes: Any) -> None:
        directory = description.Directory(**{
            "user_base": openldap.PEOPLE, "bind_dn": openldap.READER, "bind_password": openldap.READER_PASSWORD,
            "group_base": openldap.GROUPS, "connect_seconds": 30.0, "answer_seconds": 60.0,
            "groups": {role: openldap.group(name) for role, name in (
                ("auditor", "auditors"), ("admin", "admins"), ("reviewer", "reviewers"), ("employee", "staff"))},
            **changes})
        for name, value in description.as_settings(directory).items():
            setattr(settings, name, value)
        settings.AUTHENTICATION_BACKENDS = [
            "axes.backends.AxesStandaloneBackend", "docmgr.accounts.backends.LocalBackend", description.BACKEND]
    return use


@pytest.fixture
def directory(use_directory, slapd) -> openldap.Slapd:
    use_directory(uris=(slapd.secure_url,), ca_file=slapd.ca)
    return slapd


@pytest.fixture
def log_in(db) -> Callable[..., LoginOutcome]:
    def log_in(username: str, password: str, ip: str = "192.0.2.1") -> LoginOutcome:
        return try_login(RequestFactory().post("/login", REMOTE_ADDR=ip), username, password)
    return log_in
