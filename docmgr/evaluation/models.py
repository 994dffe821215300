"""Documents whose right values are known and that nothing is learned from, and what the engine scored on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document
from docmgr.training.models import ModelVersion


class GoldSet(models.Model):
    """The measure of one type."""

    doc_type = models.OneToOneField(DocumentType, on_delete=models.CASCADE, related_name="gold_set")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["doc_type__key"]


class GoldDocument(models.Model):
    """One document of the measure. Its own flag ``held_back`` keeps it out of all learning."""

    class Origin(models.TextChoices):
        CHOSEN = "chosen", _("chosen by hand")
        SAMPLE = "sample", _("random sample")
        IMPORT = "import", _("imported")

    gold_set = models.ForeignKey(GoldSet, on_delete=models.CASCADE, related_name="members")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="gold")
    fields = models.JSONField(help_text="{key: value, [values] or null (not on the document)}")
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.CHOSEN)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]


class EvaluationRun(models.Model):
    """One pass over a gold set, or a report that was brought in. Never changed.

    ``learned``: how many confirmed documents the engine had learned from then.
    """

    class Source(models.TextChoices):
        GOLD_SET = "gold_set", _("gold set")
        REPORT = "report", _("imported report")

    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="evaluations")
    type_version = models.ForeignKey(TypeVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    model = models.ForeignKey(ModelVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.GOLD_SET)
    documents = models.PositiveIntegerField()
    learned = models.PositiveIntegerField(default=0)
    f1 = models.FloatField()
    low = models.FloatField(null=True, help_text="95 % interval of f1, bootstrapped over documents.")
    high = models.FloatField(null=True)
    report = models.JSONField(help_text="{f1, precision, recall, fields, reliability, curve, …}")
    counts = models.JSONField(default=dict, help_text="{document: {key: [right values, given values, matches]}}")
    seconds = models.FloatField(default=0.0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["doc_type", "-id"])]


class DraftCheck(models.Model):
    """The gold set read with a draft and with the live version, side by side. Holds for the draft as it was saved then.

    ``fields``: [{key, before, after, wins, losses, p, protected, verdict}], the whole under the key "" first.
    """

    version = models.ForeignKey(TypeVersion, on_delete=models.CASCADE, related_name="checks")
    revision = models.PositiveIntegerField()
    against = models.ForeignKey(TypeVersion, on_delete=models.CASCADE, related_name="+")
    documents = models.PositiveIntegerField()
    fields = models.JSONField(default=list)
    worse = models.JSONField(default=list, help_text="Keys on which it loses beyond the margin; \"\": over all.")
    seconds = models.FloatField(default=0.0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
