"""A throw-away PostgreSQL cluster."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.services.process import folder, free_port, ordinary_user, program, running

# What a server does so that data outlive a crash, and tidying up after weeks, is no use to one that lives for minutes.
NOTHING_IS_KEPT = [part for name in (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "autovacuum=off") for part in ("-c", name)]


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database (superuser, no password, loopback only)."""
    homes = sorted(str(p) for p in Path("/usr/lib/postgresql").glob("*/bin"))[::-1]
    initdb, server = program("initdb", *homes), program("postgres", *homes)
    with folder("pg-") as home:
        subprocess.run(
            [initdb, "-D", str(home / "data"), "-U", "docmgr", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True, capture_output=True, cwd=home, **ordinary_user())
        port = free_port()
        command = [
            server, "-D", str(home / "data"), "-p", str(port), "-k", str(home), "-c", "listen_addresses=127.0.0.1",
            "-c", "max_connections=60", *NOTHING_IS_KEPT,
        ]
        url = f"postgres://docmgr@127.0.0.1:{port}/postgres"
        with running(command, lambda: _ready(url), cwd=home):
            yield url


def _ready(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True
