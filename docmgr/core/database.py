"""The database connection of this thread, where nothing is asked of it for a long time."""

from __future__ import annotations

from django.db import connection


def let_go() -> None:
    """Before seconds or minutes of computing: a connection held so long is one that others miss. The next query opens
    another one. Inside a transaction it stays."""
    if not connection.in_atomic_block:
        connection.close()
