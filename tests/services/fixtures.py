"""Servers as fixtures; each is started once per test process, and only where a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services import postgres, redis
from tests.services import slapd as openldap


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres.postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with redis.redis() as url:
        yield url


@pytest.fixture(scope="session")
def slapd() -> Iterator[openldap.Slapd]:
    with openldap.slapd() as directory:
        yield directory
