"""Workers that were seen: so that the health page can tell "busy" from "nobody there"."""

from __future__ import annotations

from django.db import models


class Worker(models.Model):
    """One worker's parent process; it writes its row every few seconds while it lives."""

    name = models.CharField(max_length=120, primary_key=True, help_text="host:process id")
    processes = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
