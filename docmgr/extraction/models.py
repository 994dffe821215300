"""What the engine said: one run per try, one row per value. Never overwritten."""

from __future__ import annotations

from django.db import models

from docmgr.core.lease import LeasedJob
from docmgr.doctypes.models import TypeVersion
from docmgr.documents.models import Document


class ExtractionRun(LeasedJob):
    """The row is the job, and later the record of it: type version, prompt, engine, times, issues."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="runs")
    type_version = models.ForeignKey(TypeVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="runs")
    type_confidence = models.FloatField(default=0.0)
    engine = models.CharField(max_length=120, blank=True)
    prompt = models.TextField(blank=True)
    ms = models.JSONField(default=dict, blank=True, help_text="Milliseconds by stage.")
    issues = models.JSONField(default=list, blank=True, help_text="[{code, field, page, params}]")
    stage = models.CharField(max_length=20, blank=True, help_text="What the worker is doing now.")
    page = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "ready_at"]),
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["state", "finished_at"]),
            models.Index(fields=["document", "-id"]),
        ]


class FieldValue(models.Model):
    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="values")
    key = models.CharField(max_length=60)
    index = models.PositiveSmallIntegerField(default=0, help_text="Counts the values of a field that holds several.")
    value = models.TextField()
    raw = models.TextField(blank=True)
    confidence = models.FloatField()
    page = models.PositiveIntegerField(null=True)
    box = models.JSONField(null=True, help_text="[x0, y0, x1, y1] of the page, or null: no evidence.")
    source = models.CharField(max_length=60, blank=True)
    how = models.CharField(max_length=60, blank=True)
    checks = models.JSONField(default=list, help_text="[{name, ok, detail}]")
    accepted = models.BooleanField(default=False, help_text="Passed without a person, within an error budget.")
    candidates = models.JSONField(default=list, help_text="Losers, best first: [{value, raw, confidence, page, box}]")
    features = models.JSONField(default=dict, help_text="{name: number}: what the confidence was made of.")

    class Meta:
        ordering = ["run", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "key", "index"], name="one_value_per_place")]
