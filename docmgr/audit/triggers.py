"""Triggers that make the table append-only, whoever writes to it. Used by the migration."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "audit_auditevent"

# INSERT OR REPLACE fires no DELETE trigger, hence the third one: a number or key that is there is never taken again.
SQLITE = {
    "audit_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END",
    "audit_no_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END",
    "audit_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE seq = NEW.seq OR id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'audit rows are never replaced'); END"),
}
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit rows are only ever added' USING ERRCODE = 'insufficient_privilege'; END $$
"""
POSTGRESQL = {
    "audit_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "audit_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
}


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name, body in _for(connection).items():
            cursor.execute(f"CREATE TRIGGER {name} {body}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """For the way back of the migration and for tests that empty their database."""
    suffix = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _for(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def _for(connection: BaseDatabaseWrapper) -> dict[str, str]:
    try:
        return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]
    except KeyError:
        raise NotImplementedError(f"no append-only triggers for {connection.vendor}") from None


def install_by_migration(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    install(editor.connection)


def remove_by_migration(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    remove(editor.connection)
