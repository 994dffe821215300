"""A throw-away Redis without persistence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tests.services.process import answers, folder, free_port, program, running


@contextlib.contextmanager
def redis(port: int = 0) -> Iterator[str]:
    """The broker address of an empty Redis, on this port or on a free one."""
    server, port = program("redis-server"), port or free_port()
    with folder("redis-") as home:
        command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with running(command, lambda: answers(port), cwd=home):
            yield f"redis://127.0.0.1:{port}/0"
