"""The tests of models and services once more, on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["audit", "accounts", "doctypes", "documents", "review", "training", "automation/test_way.py",
         "evaluation/test_gate.py", "api",
         "pipeline/test_queue.py"]


@pytest.mark.service
@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_tests_of_models_and_services_pass_on_postgresql(postgres_url, tmp_path):
    there = [f"tests/{room}" for room in ROOMS if (ROOT / "tests" / room).exists()]
    # Files, models, forms and whatever asks for no database are the same on every one: they would take minutes.
    chosen = ["-p", "tests.services.only_with_database",
              "-k", "not silent and not guarded_against and not every_broken_file and not too_many_fields",
              "--ignore=tests/training/test_formats.py", "--ignore=tests/training/test_finetuning.py",
              "-m", "not slow and not browser and not service", *there]
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *chosen],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "DATABASE_URL": postgres_url, "DOCMGR_DATA": str(tmp_path)},
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
call_command("prepare", verbosity=0)
eve = User.objects.create_user("eve", role="admin")
blob = Blob.objects.create(sha256="0" * 64, size=1, media_type="application/pdf")
context.client_ip.set("2001:db8::1")
for number in range(3):
    scan = Document.objects.create(owner=eve, blob=blob, name="scan.pdf", search_text=f"租赁合同 {number}")
    record(Action.DOCUMENT_READ, actor=eve, obj=scan, after={"a": 1.0, "b": 1e16, "c": 0.1, "d": None, "e": "x\\0y"})
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
print("moved")
"""


@pytest.mark.service
def test_a_move_from_sqlite_to_postgresql_keeps_the_audit_chain_and_the_search(postgres_url, tmp_path):
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
