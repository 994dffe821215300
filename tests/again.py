"""What many tests start from is made once in a process: the first test that asks has it made, for all others the rows
and files that came of it are laid down again, in a few milliseconds and under the same numbers."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.core.files.storage import default_storage
from django.db import connection, transaction

from docmgr.documents.filestore import ASIDE

T = TypeVar("T")
Rows = dict[str, dict[Any, tuple[Any, ...]]]  # by table and primary key, as the database hands them out
FIRST_NUMBER = 300_000                        # what a test made before is numbered from 1: nothing gets in the way


@dataclass(slots=True)
class Made:
    """What one call of ``make`` left behind."""

    answer: Any
    new: Rows = field(default_factory=dict)
    before: Rows = field(default_factory=dict)  # rows that were there and were changed: the end of the audit chain
    after: Rows = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


_KEPT: dict[Callable[[], Any], Made] = {}


def again(make: Callable[[], T]) -> T:
    """What ``make()`` returned, a copy for each test, with the rows and stored files that it made.

    It takes no arguments: what it needs (people, types) it makes itself. Where the rows that it changed are not as
    they were then, and on other databases than SQLite, it is simply called.
    """
    if connection.vendor != "sqlite":
        return make()
    if make not in _KEPT:
        made, _KEPT[make] = _watched(make)
        return made
    kept = _KEPT[make]
    if any(_row(table, key) != row for table, rows in kept.before.items() for key, row in rows.items()):
        return make()
    _lay_down(kept)
    return copy.deepcopy(kept.answer)


def _watched(make: Callable[[], Any]) -> tuple[Any, Made]:
    tables, stored = _tables(), _stored()
    _number_from(FIRST_NUMBER)
    old = {table: _rows(table, key) for table, key in tables.items()}
    answer = make()
    made = Made(copy.deepcopy(answer))
    for table, key in tables.items():
        now, was = _rows(table, key), old[table]
        assert was.keys() <= now.keys(), f"rows of {table} were deleted: that cannot be laid down again"
        made.new[table] = {k: row for k, row in now.items() if k not in was}
        made.after[table] = {k: row for k, row in now.items() if k in was and row != was[k]}
        made.before[table] = {k: was[k] for k in made.after[table]}
    made.files = {name: (_store() / name).read_bytes() for name in _stored() - stored}
    return answer, made


@transaction.atomic  # who owns what is checked at its end
def _lay_down(made: Made) -> None:
    with connection.cursor() as cursor:
        for table, rows in made.after.items():
            columns = ", ".join(f'"{column}" = %s' for column in _columns(table)) if rows else ""
            for key, row in rows.items():
                cursor.execute(f'UPDATE "{table}" SET {columns} WHERE "{_key(table)}" = %s', [*row, key])
        for table, rows in made.new.items():
            if rows:
                places = ", ".join(["%s"] * len(next(iter(rows.values()))))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', list(rows.values()))
    for name, content in made.files.items():
        (path := _store() / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)  # also over what a test made of it


# --- the database ----------------------------------------------------------------------------------------------------

def _tables() -> dict[str, str]:
    """Tables with rows of the product, each with its primary key."""
    return {table: _key(table) for table in connection.introspection.django_table_names(only_existing=True)}


def _key(table: str) -> str:
    return next(name for name, _kind, is_key in _described(table) if is_key)


def _columns(table: str) -> list[str]:
    return [name for name, _kind, _is_key in _described(table)]


def _described(table: str) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        return [(row[1], row[2], row[5]) for row in cursor.execute(f'PRAGMA table_info("{table}")').fetchall()]


def _rows(table: str, key: str) -> dict[Any, tuple[Any, ...]]:
    place = _columns(table).index(key)
    with connection.cursor() as cursor:
        return {row[place]: row for row in cursor.execute(f'SELECT * FROM "{table}"').fetchall()}


def _row(table: str, key: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        return cursor.execute(f'SELECT * FROM "{table}" WHERE "{_key(table)}" = %s', [key]).fetchone()


def _number_from(first: int) -> None:
    """SQLite's AUTOINCREMENT goes on from here; taken back with the test's transaction."""
    with connection.cursor() as cursor:
        known = {row[0] for row in cursor.execute("SELECT name FROM sqlite_sequence").fetchall()}
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE seq < %s", [first, first])
        cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                           [(table, first) for table in _tables() if table not in known])


# --- the file store --------------------------------------------------------------------------------------------------

def _store() -> Path:
    return Path(default_storage.location)


def _stored() -> set[str]:
    """Named files; what is still being written aside (by a thread that an earlier test left) is nobody's yet."""
    found = (path.relative_to(_store()) for path in _store().rglob("*") if path.is_file())
    return {str(path) for path in found if path.parts[0] != ASIDE}
