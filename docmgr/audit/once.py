"""Audit rows for acts that a person repeats all the time, such as opening a document: one an hour is written."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q, QuerySet

from docmgr.audit.actions import Action
from docmgr.audit.models import AuditEvent, AuditHead
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.database import Busy, writing

logger = logging.getLogger(__name__)

SPAN = timedelta(hours=1)
PATIENCE = 2.0  # seconds that a request waits for other writers

After = dict[str, str | bool | int]


def record_once(
    action: Action, *, actor: AbstractBaseUser, after: After, obj: models.Model | None = None, ok: bool = True,
    said_by: Collection[Action] = (),
) -> None:
    """Add the row, unless within ``SPAN`` the person has one like it, or one of ``said_by`` on the same object.

    Where other writers hold the database for longer than ``PATIENCE``, no row is written and the server's log says so:
    no request fails for it. Any other error is raised, as by ``record``.
    """
    if _stands(action, actor, after, obj, ok, said_by):
        return
    try:
        with writing(wait=PATIENCE):
            # Of two at once the second sees the row.
            AuditHead.objects.select_for_update(no_key=True).filter(pk=1).first()
            if not _stands(action, actor, after, obj, ok, said_by):
                record(action, actor=actor, obj=obj, after=after, ok=ok)
    except Busy:
        logger.warning("%s of %s by person %s has no row: the database is busy", action, _named(obj), actor.pk)


def record_each_once(
    action: Action, *, actor: AbstractBaseUser, after: After, objs: Sequence[models.Model],
    said_by: Collection[Action] = (),
) -> None:
    """The same for many objects of one kind: one query where all have their row, and one transaction else."""
    if not _without_row(action, actor, after, objs, said_by):
        return
    try:
        with writing(wait=PATIENCE):
            AuditHead.objects.select_for_update(no_key=True).filter(pk=1).first()
            for obj in _without_row(action, actor, after, objs, said_by):
                record(action, actor=actor, obj=obj, after=after)
    except Busy:
        logger.warning("%s of %d objects by person %s has no rows: the database is busy", action, len(objs), actor.pk)


def _stands(
    action: Action, actor: AbstractBaseUser, after: After, obj: models.Model | None, ok: bool,
    said_by: Collection[Action],
) -> bool:
    kind, number = (obj._meta.label_lower, str(obj.pk)) if obj is not None else ("", "")
    return _lately(action, actor, after, ok, said_by).filter(object_type=kind, object_id=number).exists()


def _without_row(
    action: Action, actor: AbstractBaseUser, after: After, objs: Sequence[models.Model], said_by: Collection[Action],
) -> list[models.Model]:
    if not objs:
        return []
    rows = _lately(action, actor, after, True, said_by).filter(
        object_type=objs[0]._meta.label_lower, object_id__in=[str(obj.pk) for obj in objs])
    known = set(rows.values_list("object_id", flat=True))
    return [obj for obj in objs if str(obj.pk) not in known]


def _lately(
    action: Action, actor: AbstractBaseUser, after: After, ok: bool, said_by: Collection[Action],
) -> QuerySet[AuditEvent]:
    like = Q(action=action, after=after, ok=ok) | Q(action__in=said_by, ok=True)
    return AuditEvent.objects.filter(like, actor_id=actor.pk, at__gte=clock.now() - SPAN)


def _named(obj: models.Model | None) -> str:
    return f"{obj._meta.model_name} {obj.pk}" if obj is not None else "nothing"
