"""The database connection of this thread: let go before long work, and writing without waiting long for others."""

from __future__ import annotations

import functools
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

_LOCK_NOT_AVAILABLE, _DISK_FULL, _DEADLOCK = "55P03", "53100", "40P01"  # PostgreSQL
_TRIES = 3
_LOOK = 0.003  # seconds after which SQLite is asked again
P = ParamSpec("P")
T = TypeVar("T")


class Busy(Exception):
    """Other writers hold the database, or a row of it, for longer than was waited."""


def let_go() -> None:
    """Before seconds or minutes of computing: a connection held so long is one that others miss. The next query opens
    another one. Inside a transaction it stays."""
    if not connection.in_atomic_block:
        connection.close()


@contextmanager
def writing(*, wait: float) -> Iterator[None]:
    """A transaction that waits for other writers ``wait`` seconds at most. Raises Busy; nothing was written then."""
    try:
        if connection.vendor == "sqlite":
            with _sqlite_turn(wait):
                yield
        else:
            with transaction.atomic():
                _ask(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
                yield
    except OperationalError as error:
        if _is_busy(error):
            raise Busy from error
        raise


@contextmanager
def _sqlite_turn(wait: float) -> Iterator[None]:
    """SQLite has no queue. Left to itself a waiting writer soon looks every tenth of a second only, and others that
    write often go before it each time; asked anew after milliseconds it finds the gap between two of them."""
    usual = _ask("PRAGMA busy_timeout")
    with ExitStack() as held:
        held.callback(lambda: _ask(f"PRAGMA busy_timeout = {usual}"))
        _ask("PRAGMA busy_timeout = 0")
        until = time.monotonic() + wait
        while True:
            try:
                held.enter_context(transaction.atomic())
                break
            except OperationalError as error:
                if time.monotonic() >= until or not _is_busy(error):
                    raise
                time.sleep(_LOOK)
        _ask(f"PRAGMA busy_timeout = {int(wait * 1000)}")
        yield


def unless_deadlocked(act: Callable[[], T], *, again: Callable[[], object] = lambda: None) -> T:
    """What ``act`` answers, which is a transaction of its own.

    Where two transactions wait for each other PostgreSQL ends one of them. Nothing of it was done, so it is done once
    more. ``again`` is called before that: it forgets what the first try had changed in memory.
    """
    for _ in range(_TRIES - 1):
        try:
            return act()
        except OperationalError as error:
            if connection.in_atomic_block or getattr(error.__cause__, "sqlstate", "") != _DEADLOCK:
                raise
            again()
    return act()


def repeated(act: Callable[P, T]) -> Callable[P, T]:
    """A service that is one transaction, changes nothing in memory, and is done :func:`unless_deadlocked`."""
    @functools.wraps(act)
    def service(*args: P.args, **named: P.kwargs) -> T:
        return unless_deadlocked(lambda: act(*args, **named))

    return service


def _ask(statement: str) -> int:
    """The number that it answers with, 0 where with none."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return int(row[0]) if row else 0


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(cause, "sqlstate", "") == _LOCK_NOT_AVAILABLE


def is_full(error: BaseException) -> bool:
    """Whether the database had no room on its disk."""
    cause = error.__cause__
    return isinstance(error, OperationalError) and (
        getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
        or getattr(cause, "sqlstate", "") == _DISK_FULL)
