"""Many writers at once, with real commits."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent
from docmgr.audit.selectors import verify_all
from docmgr.audit.services import record

pytestmark = pytest.mark.database


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain_without_gaps():
    threads = [threading.Thread(target=_write, args=(10,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditEvent.objects.count() == 60
    assert verify_all().ok


def _write(times: int) -> None:
    for n in range(times):
        record(Action.DOCUMENT_READ, after={"n": n})
    connection.close()
