"""Who did what, when, from where: rows that are only ever added, each sealed by the one before it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One act. ``hash`` = HMAC(key, previous hash + canonical JSON of this row); see audit.chain."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True)
    ip = models.GenericIPAddressField(null=True)
    action = models.CharField(max_length=40, db_index=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    ok = models.BooleanField(default=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["-at"]),
            models.Index(fields=["actor", "-at"]),
        ]


class AuditHead(models.Model):
    """One row: the end of the chain. Updating it first makes writers queue up, on SQLite and PostgreSQL alike."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
