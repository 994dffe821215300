"""One house for every test, in a file store of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.again import again
from tests.matrix.world import World, build


@pytest.fixture
def world(db: None, files_dir: Any) -> World:
    return again(build)
