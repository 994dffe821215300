"""What the engine got wrong, kept for retraining, and who took it out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document
from docmgr.review.models import Correction


class ErrorSample(models.Model):
    """A value that a person changed on an approved document, with all that is needed to learn from it."""

    class Cause(models.TextChoices):
        MISREAD = "misread", _("misread")
        WRONG_PLACE = "wrong_place", _("taken from the wrong place")
        MISSED = "missed", _("missed")
        INVENTED = "invented", _("not on the document")
        PARTIAL = "partial", _("cut off or too long")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="error_samples")
    correction = models.OneToOneField(Correction, on_delete=models.CASCADE, related_name="error_sample")
    type_version = models.ForeignKey(TypeVersion, on_delete=models.PROTECT, related_name="error_samples")
    key = models.CharField(max_length=60)
    index = models.PositiveSmallIntegerField(default=0)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True)
    box = models.JSONField(null=True)
    cause = models.CharField(max_length=12, choices=Cause.choices)
    engine = models.CharField(max_length=120, blank=True)
    confidence = models.FloatField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["type_version", "-id"]), models.Index(fields=["key", "-id"])]


class DatasetExport(models.Model):
    """Who took which samples out of the house, when."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    filters = models.JSONField(default=dict)
    samples = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]


class LearnedLayout(models.Model):
    """What one approved document taught the layout memory. Taking the row away forgets it without a trace."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="learned")
    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="learned")
    data = models.JSONField(help_text="The engine's own form: where the values stand and how the page looks.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["doc_type", "id"])]
