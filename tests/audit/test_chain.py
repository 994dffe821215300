from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from docmgr.accounts.models import User
from docmgr.audit import triggers
from docmgr.audit.actions import Action
from docmgr.audit.chain import seal
from docmgr.audit.models import AuditEvent, AuditHead
from docmgr.audit.selectors import verify_all
from docmgr.audit.services import record
from docmgr.core import context

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def chain() -> list[AuditEvent]:
    actor = User.objects.create_user("zhang", password="x")
    return [record(Action.DOCUMENT_READ, actor=actor, after={"序": n, "score": n / 10}) for n in range(1, 9)]


@pytest.fixture
def open_table(chain: list[AuditEvent]):
    """What a database administrator can do: the triggers are off."""
    triggers.remove(connection)
    yield AuditEvent.objects.order_by("seq")
    if not connection.needs_rollback:
        triggers.install(connection)


def test_an_untouched_chain_verifies(chain):
    assert verify_all().ok
    assert verify_all().rows == 8


def test_an_edited_row_is_named(open_table):
    open_table.filter(seq=3).update(after={"序": 99})
    assert (verify_all().ok, verify_all().seq) == (False, 3)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_row_that_was_dumped_and_loaded_keeps_its_seal(chain, form):
    """Also where the moment ends in microseconds, which Django's own formats cut off."""
    moment = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
    event = AuditEvent(seq=9, at=moment, action="x", after={"a": 0.1}, previous=chain[-1].hash)
    event.hash = seal(event, event.previous)
    again = next(serializers.deserialize(form, serializers.serialize(form, [event]))).object
    assert seal(again, again.previous) == event.hash


@pytest.mark.parametrize("column, value", [
    ("actor_name", "li"), ("action", "document.approved"), ("ok", False), ("object_id", "7"), ("ip", "10.0.0.9"),
])
def test_every_column_is_under_the_seal(open_table, column, value):
    open_table.filter(seq=5).update(**{column: value})
    assert verify_all().seq == 5


def test_a_deleted_row_is_named(open_table):
    open_table.filter(seq=4).delete()
    assert verify_all().seq == 4


def test_deleting_and_renumbering_is_found(open_table):
    open_table.filter(seq=4).delete()
    for seq in range(5, 9):
        open_table.filter(seq=seq).update(seq=seq - 1)
    AuditHead.objects.update(seq=7)
    assert verify_all().seq == 4


def test_two_swapped_rows_are_found(open_table):
    for old, new in ((2, 900), (3, 2), (900, 3)):
        open_table.filter(seq=old).update(seq=new)
    assert verify_all().seq == 2


def test_a_cut_tail_is_found_by_the_head(open_table):
    open_table.filter(seq__gt=6).delete()
    assert verify_all().seq == 7


def test_a_wiped_table_is_found(open_table):
    open_table.delete()
    assert verify_all().seq == 1


def test_a_tail_cut_together_with_the_head_is_found_by_the_anchor(open_table):
    noted = (8, open_table.get(seq=8).hash)
    open_table.filter(seq__gt=6).delete()
    AuditHead.objects.update(seq=6, hash=open_table.get(seq=6).hash)
    assert verify_all().ok
    assert verify_all(noted).seq == 7


def test_a_row_put_in_from_outside_is_found(open_table):
    last = open_table.get(seq=8)
    last.pk, last.seq, last.previous = None, 9, last.hash
    last.save(force_insert=True)
    assert verify_all().seq == 9


def test_a_chain_recomputed_without_the_key_is_found(open_table, settings):
    right = settings.AUDIT_KEY
    settings.AUDIT_KEY = "somebody else's guess at the key, long enough"
    first = open_table.get(seq=1)
    from docmgr.audit.chain import seal
    first.after = {}
    AuditEvent.objects.filter(seq=1).update(after={}, hash=seal(first, first.previous))
    settings.AUDIT_KEY = right
    assert verify_all().seq == 1


REWRITES = {
    "sqlite": "INSERT OR REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent WHERE seq = 2",
    "postgresql": "TRUNCATE audit_auditevent",
}


@pytest.mark.parametrize("sql", [
    "UPDATE audit_auditevent SET actor_name = 'x' WHERE seq = 2",
    "DELETE FROM audit_auditevent WHERE seq = 2",
    REWRITES,
], ids=["update", "delete", "replace or truncate"])
def test_the_database_itself_refuses_to_rewrite_history(chain, sql):
    sql = sql if isinstance(sql, str) else sql[connection.vendor]
    connection.check_constraints()  # deferred checks still waiting would be what refuses TRUNCATE
    with pytest.raises(Exception, match="audit rows are"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert verify_all().ok


def test_an_act_whose_audit_row_fails_is_undone():
    triggers_row = AuditHead.objects.all()
    triggers_row.delete()
    with pytest.raises(AuditHead.DoesNotExist), transaction.atomic():
        User.objects.create_user("ghost", password="x")
        record(Action.USER_CREATED)
    assert not User.objects.filter(username="ghost").exists()


def test_an_act_that_fails_leaves_no_row_and_no_gap(chain):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(Action.DOCUMENT_APPROVED)
        raise RuntimeError
    record(Action.DOCUMENT_REJECTED)
    assert AuditEvent.objects.latest("seq").seq == 9
    assert verify_all().ok


@pytest.mark.parametrize("value", [1e16, 0.1, float("nan"), 1e-7, "a\0b", "\ud800", {"深": [None, True, 2.0]}, {1: 2}])
def test_odd_values_come_back_from_the_database_as_they_were_sealed(value):
    record(Action.FIELD_CORRECTED, after={"v": value})
    assert verify_all().ok


def test_the_row_knows_who_and_from_where():
    mark = context.client_ip.set("192.0.2.7")
    actor = User.objects.create_user("wang", password="x")
    event = record(Action.USER_DISABLED, actor=actor, obj=actor, before={"active": True}, after={"active": False})
    context.client_ip.reset(mark)
    stored = AuditEvent.objects.get(pk=event.pk)
    assert (stored.ip, stored.actor_name, stored.object_type, stored.object_id) == (
        "192.0.2.7", "wang", "accounts.user", str(actor.pk))


def test_the_command_prints_the_head_and_fails_on_a_changed_row(open_table):
    out = io.StringIO()
    call_command("audit_verify", stdout=out)
    assert f"8:{open_table.get(seq=8).hash}" in out.getvalue()
    open_table.filter(seq=2).update(actor_name="li")
    with pytest.raises(CommandError, match="Row 2"):
        call_command("audit_verify")
