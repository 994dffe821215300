"""Writing an audit row, inside the transaction of the act that it tells of."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import F

from docmgr.audit.actions import Action
from docmgr.audit.chain import GENESIS, seal, storable
from docmgr.audit.models import AuditEvent, AuditHead
from docmgr.core import clock, context


@transaction.atomic
def record(
    action: Action,
    *,
    actor: AbstractBaseUser | None = None,
    obj: models.Model | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    ok: bool = True,
) -> AuditEvent:
    """Add one row. Where it cannot be written, the caller's transaction falls with it: no act without its row.

    Call it last in a transaction: the end of the chain stays locked until the commit, so that writers queue up.
    """
    head = _lock_head()
    known = actor if actor is not None and actor.is_authenticated else None
    event = AuditEvent(
        seq=head.seq, at=clock.now(), action=Action(action).value, ok=ok, ip=context.client_ip.get(),
        actor_id=known.pk if known else None, actor_name=known.get_username() if known else "",
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        before=storable(before), after=storable(after), previous=head.hash or GENESIS,
    )
    event.hash = seal(event, event.previous)
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(hash=event.hash)
    return event


def _lock_head() -> AuditHead:
    """The end of the chain, moved on by one. The UPDATE comes first: it is the queue at which all writers wait."""
    if not AuditHead.objects.filter(pk=1).update(seq=F("seq") + 1):
        raise AuditHead.DoesNotExist("The end of the audit chain is gone; run audit_verify.")
    return AuditHead.objects.get(pk=1)
