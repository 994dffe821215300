"""What the API remembers about its callers' requests."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from docmgr.core import clock
from docmgr.documents.models import Document


class SubmissionKey(models.Model):
    """An Idempotency-Key that a caller sent with a file, and the document that came of it (null: not yet)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_submission_per_key")]
        indexes = [models.Index(fields=["created_at"])]
