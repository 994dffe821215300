"""Tests once more on PostgreSQL, and the move to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
SAME = ("engine", "bench", "contracts")  # ask no database, or only how tests themselves use SQLite
# Twice at once on one server they would wait for each other; the server is started once for all.
pytestmark = [pytest.mark.service, pytest.mark.xdist_group("postgresql")]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_what_rests_on_the_ways_of_a_database_holds_on_postgresql(postgres_url, tmp_path):
    """Marked ``database``: locks and what two do at once, real commits, constraints, the search and its index, the
    audit log with its triggers, sorting, grouping and paging of lists, questions to JSON, and characters and numbers
    that one database takes and the other refuses. Of what lies above (learning, budgets, the API) one or two tests
    for each kind of query; all others are run by ``make test-postgresql``.
    """
    files = [path for path in sorted(TESTS.rglob("test_*.py")) if path != Path(__file__).resolve()
             and any(sign in path.read_text("utf-8") for sign in ("mark.database", "transaction=True"))]
    _hold(postgres_url, tmp_path, "database and not slow and not browser and not service", files,
          besides=["-k", "not silent and not guarded_against and not every_broken_file and not a_bad_file"],
          DOCMGR_TEST_EXAMPLES="4")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_everything_that_asks_a_database_holds_on_postgresql(postgres_url, tmp_path):
    files = [folder for folder in sorted(TESTS.iterdir()) if folder.is_dir() and folder.name not in SAME]
    _hold(postgres_url, tmp_path, "not slow and not browser and not service", files)


def _hold(
    url: str, data: Path, marked: str, files: list[Path], besides: Sequence[str] = (), **environment: str,
) -> None:
    plugins = ["-p", "no:cacheprovider", "-p", "tests.services.only_with_database"]
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", *plugins, "-m", marked, *besides,
         *(str(path.relative_to(ROOT)) for path in files)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "DATABASE_URL": url, "DOCMGR_DATA": str(data), **environment},
    )
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]
    assert " passed" in outcome.stdout


_ACTS = """
from django.core.management import call_command
from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import context
from docmgr.documents.models import Blob, Document
from docmgr.review import comments
call_command("prepare", verbosity=0)
eve = User.objects.create_user("eve", role="admin")
blob = Blob.objects.create(sha256="0" * 64, size=1, media_type="application/pdf")
context.client_ip.set("2001:db8::1")
for number in range(3):
    scan = Document.objects.create(owner=eve, blob=blob, name="scan.pdf", search_text=f"租赁合同 {number}")
    record(Action.DOCUMENT_READ, actor=eve, obj=scan, after={"a": 1.0, "b": 1e16, "c": 0.1, "d": None, "e": "x\\0y"})
comments.write(scan, by=eve, text="哪一份？")
"""
_MOVED = """
from docmgr.audit.actions import Action
from docmgr.audit.selectors import verify_all
from docmgr.audit.services import record
from docmgr.documents.models import Document
from docmgr.documents.search import search
assert verify_all().ok, verify_all()
record(Action.DOCUMENT_READ, obj=Document.objects.get(search_text="租赁合同 2"))
assert verify_all().ok, verify_all()
assert search(Document.objects.all(), "租赁合同").count() == 3
assert [comment.text for comment in Document.objects.get(search_text="租赁合同 2").comments.all()] == ["哪一份？"]
print("moved")
"""


def test_a_move_from_sqlite_to_postgresql_keeps_the_audit_chain_the_search_and_what_people_said(postgres_url, tmp_path):
    """As docs/operations.md tells it."""
    keys = dict.fromkeys(("DOCMGR_AUDIT_KEY", "DOCMGR_SECRET_KEY"), "0123456789abcdefghijABCDEFGHIJ0123")
    there = {**os.environ, **keys, "DOCMGR_DATA": str(tmp_path)}
    old = {k: v for k, v in there.items() if k != "DATABASE_URL"}
    dump = str(tmp_path / "all.jsonl")

    def manage(environment, *arguments):
        done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True,
                              check=False, env=environment)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    manage(old, "shell", "-v", "0", "-c", _ACTS)
    manage(old, "dumpdata", "--format", "jsonl", "--exclude", "contenttypes", "--exclude", "auth", "--exclude",
           "sessions", "--output", dump)
    new = {**there, "DATABASE_URL": postgres_url}
    manage(new, "migrate", "-v", "0")
    manage(new, "loaddata", dump)
    assert "moved" in manage(new, "shell", "-v", "0", "-c", _MOVED)
