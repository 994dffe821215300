"""The life of a document: the table is kept, by everybody, and no edit is lost."""

from __future__ import annotations

import ast
import itertools
import threading
from pathlib import Path

import pytest
from django.db import connection

from docmgr.accounts.models import Role
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict
from docmgr.documents import states
from docmgr.documents.models import Document, Status

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("before", "after"), list(itertools.product(Status, Status)))
def test_a_document_moves_where_the_table_says_and_nowhere_else(before, after, people, make_document):
    document = make_document(people[Role.EMPLOYEE], status=before)
    events = AuditEvent.objects.count()
    if after in states.TRANSITIONS[before]:
        states.advance(document, to=after)
        assert document.status == after and document.revision == 1
        assert AuditEvent.objects.count() == events + 1
    else:
        with pytest.raises(Conflict):
            states.advance(document, to=after)
        assert AuditEvent.objects.count() == events
    stored = Document.objects.get(pk=document.pk)
    assert (stored.status, stored.revision) == (document.status, document.revision)


def test_every_status_is_in_the_table_and_can_be_reached():
    assert set(states.TRANSITIONS) == set(Status) == set(states.ACTIONS)
    reached, todo = set(), [Status.UPLOADED]
    while todo:
        status = todo.pop()
        if status not in reached:
            reached.add(status)
            todo += states.TRANSITIONS[status]
    assert reached == set(Status)


def test_a_stale_copy_moves_nothing(people, make_document):
    document = make_document(people[Role.EMPLOYEE], status=Status.IN_REVIEW)
    stale = Document.objects.get(pk=document.pk)
    states.advance(document, to=Status.APPROVED, revision=0)
    with pytest.raises(Conflict):
        states.advance(stale, to=Status.REJECTED, revision=0)
    assert Document.objects.get(pk=document.pk).status == Status.APPROVED


def test_a_move_without_its_audit_row_does_not_happen(people, make_document, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no audit")

    document = make_document(people[Role.EMPLOYEE], status=Status.IN_REVIEW)
    monkeypatch.setattr(states, "record", broken)
    with pytest.raises(RuntimeError):
        states.advance(document, to=Status.APPROVED)
    assert Document.objects.get(pk=document.pk).status == Status.IN_REVIEW


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_the_same_revision_exactly_one_wins(people, make_document):
    document = make_document(people[Role.EMPLOYEE], status=Status.IN_REVIEW)
    won: list[int] = []

    def save(number: int) -> None:
        copy = Document.objects.get(pk=document.pk)
        start.wait()
        try:
            states.touch(copy, revision=0, flagged=number)
            won.append(number)
        except Conflict:
            pass
        finally:
            connection.close()

    start = threading.Barrier(8)
    threads = [threading.Thread(target=save, args=(n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = Document.objects.get(pk=document.pk)
    assert len(won) == 1 and stored.flagged == won[0] and stored.revision == 1


def test_nobody_writes_a_documents_status_but_the_table():
    """Outside states.py no code assigns `.status` of a document or updates the column."""
    offenders = []
    for path in (ROOT / "docmgr").rglob("*.py"):
        if "migrations" in path.parts or path == ROOT / "docmgr" / "documents" / "states.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if _writes_status(node):
                offenders.append(f"{path.name}:{node.lineno}")
    assert not offenders


def _writes_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("update", "save"):
        names = [k.arg for k in node.keywords]
        return "status" in names
    if isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(t, ast.Attribute) and t.attr == "status" and isinstance(t.value, ast.Name)
                   and t.value.id in ("document", "doc") for t in targets)
    return False
