"""The index of the search: which documents hold which short runs of characters.

The database keeps it by triggers on ``search_text``, so that no way of writing the text can forget it. Runs of
characters and not words, because Chinese has no blanks and part of a word is to be found as well.

SQLite: an FTS5 table of trigrams with their places, so a match is exact (``documents_search``), and the list of its
trigrams (``documents_search_grams``), from which shorter words are found. Two line feeds are added, so that the last
characters of a text begin a trigram, too.

PostgreSQL: a table of arrays with a GIN index: all trigrams, and pairs where one of both is no ASCII character. Not
pg_trgm: it knows no pairs, and no Chinese where the database's locale is C.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

# Documents whose runs PostgreSQL gathers at a time: about a second.
BATCH = 100
TRIGGERS = ("documents_search_added", "documents_search_changed", "documents_search_gone")
_PAD = "char(10) || char(10)"
_ADD = f"INSERT INTO documents_search(rowid, text) VALUES (new.id, new.search_text || {_PAD})"
_DROP = ("INSERT INTO documents_search(documents_search, rowid, text) "
         f"VALUES ('delete', old.id, old.search_text || {_PAD})")

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS documents_search USING fts5("
    "text, content='', tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS documents_search_grams USING fts5vocab('documents_search', 'row')",
    f"CREATE TRIGGER IF NOT EXISTS documents_search_added AFTER INSERT ON documents_document BEGIN {_ADD}; END",
    f"CREATE TRIGGER IF NOT EXISTS documents_search_gone AFTER DELETE ON documents_document BEGIN {_DROP}; END",
    f"CREATE TRIGGER IF NOT EXISTS documents_search_changed AFTER UPDATE OF search_text ON documents_document "
    f"WHEN old.search_text <> new.search_text BEGIN {_DROP}; {_ADD}; END",
)
SQLITE_FILL = (
    "INSERT INTO documents_search(documents_search) VALUES ('delete-all')",
    f"INSERT INTO documents_search(rowid, text) SELECT id, search_text || {_PAD} FROM documents_document",
)

POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION documents_grams(body text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
        SELECT unnest(ARRAY[a || b || c, CASE WHEN octet_length(a || b) > 2 THEN a || b END]) AS gram FROM (
          SELECT one AS a, lead(one) OVER places AS b, lead(one, 2) OVER places AS c
          FROM unnest(string_to_array(body, NULL)) WITH ORDINALITY AS letters(one, place)
          WINDOW places AS (ORDER BY place)) AS runs) AS grams
      WHERE gram IS NOT NULL $$
    """,
    """
    CREATE OR REPLACE FUNCTION documents_search_drop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'TRUNCATE' THEN DELETE FROM documents_search;
      ELSE DELETE FROM documents_search WHERE document_id = old.id; END IF;
      RETURN NULL; END $$
    """,
    "CREATE TABLE IF NOT EXISTS documents_search (document_id bigint PRIMARY KEY, grams text[] NOT NULL)",
    # The planner thinks that reading every array is cheap, because they lie outside the table's own pages.
    """
    CREATE OR REPLACE FUNCTION documents_having(wanted text[]) RETURNS SETOF bigint LANGUAGE sql STABLE
    SET enable_seqscan = off AS $$ SELECT document_id FROM documents_search WHERE grams @> wanted $$
    """,
    """
    CREATE OR REPLACE FUNCTION documents_search_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO documents_search VALUES (new.id, documents_grams(new.search_text))
      ON CONFLICT (document_id) DO UPDATE SET grams = excluded.grams;
      RETURN NULL; END $$
    """,
    "CREATE OR REPLACE TRIGGER documents_search_added AFTER INSERT ON documents_document "
    "FOR EACH ROW EXECUTE FUNCTION documents_search_write()",
    "CREATE OR REPLACE TRIGGER documents_search_changed AFTER UPDATE OF search_text ON documents_document "
    "FOR EACH ROW WHEN (old.search_text IS DISTINCT FROM new.search_text) EXECUTE FUNCTION documents_search_write()",
    "CREATE OR REPLACE TRIGGER documents_search_gone AFTER DELETE ON documents_document "
    "FOR EACH ROW EXECUTE FUNCTION documents_search_drop()",
    "CREATE OR REPLACE TRIGGER documents_search_emptied AFTER TRUNCATE ON documents_document "
    "FOR EACH STATEMENT EXECUTE FUNCTION documents_search_drop()",
)
_INDEX = "documents_search_grams"
# Who deletes a document of the batch waits for it; who changes one does not, and writes the newer text behind it.
_FILL = (
    "INSERT INTO documents_search SELECT id, documents_grams(search_text) FROM ("
    "SELECT id, search_text FROM documents_document WHERE id = ANY(%s) FOR KEY SHARE) AS missing "
    "ON CONFLICT (document_id) DO NOTHING")


def ensure(connection: Any) -> bool:
    """Make what is missing and fill it; whether something was. Some seconds for ten thousand documents on SQLite, some
    minutes on PostgreSQL, where others go on writing meanwhile and a fill that was cut off is gone on with.

    On SQLite a migration that changes the documents' table makes the table anew and loses its triggers without a word,
    so ``manage.py prepare`` asks after every migration.
    """
    return (_on_sqlite if connection.vendor == "sqlite" else _on_postgresql)(connection)


def _on_sqlite(connection: Any) -> bool:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s, %s)", TRIGGERS)
        if cursor.fetchone()[0] == len(TRIGGERS):
            return False
        _run(cursor, (*SQLITE, *SQLITE_FILL))
        return True


def _on_postgresql(connection: Any) -> bool:
    """Three steps, of which none holds up whoever writes documents for long: triggers, rows in batches, the index."""
    with connection.cursor() as cursor:
        with transaction.atomic(using=connection.alias):
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'documents_search_%'")
            bare = cursor.fetchone()[0] < len(TRIGGERS) + 1
            if bare:
                _run(cursor, (*POSTGRESQL, "TRUNCATE documents_search"))  # nobody kept what may be there
        filled = _fill(cursor)
        return _add_index(cursor, connection) or filled or bare


def _fill(cursor: Any) -> bool:
    cursor.execute("SELECT id FROM documents_document LEFT JOIN documents_search ON document_id = id "
                   "WHERE document_id IS NULL ORDER BY id")
    missing = [row[0] for row in cursor.fetchall()]
    for start in range(0, len(missing), BATCH):
        cursor.execute(_FILL, [missing[start:start + BATCH]])
    return bool(missing)


def _add_index(cursor: Any, connection: Any) -> bool:
    """After the rows, because that is faster. What was broken off is left behind as an invalid index."""
    cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [_INDEX])
    known = cursor.fetchone()
    if known and known[0]:
        return False
    aside = "" if connection.in_atomic_block else "CONCURRENTLY"
    _run(cursor, (f"DROP INDEX {aside} IF EXISTS {_INDEX}",
                  f"CREATE INDEX {aside} {_INDEX} ON documents_search USING gin (grams)"))
    return True


def _run(cursor: Any, statements: tuple[str, ...]) -> None:
    for statement in statements:
        cursor.execute(statement)
