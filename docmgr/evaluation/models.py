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


class LabelIssue(models.Model):
    """A gold label that deserves a look, because the engine reads another value on the page; or one that was looked at.

    Open ones come from the newest run and are made anew with the next. What a person said stays, and the same answer is
    not asked about again. ``label`` "": the gold says that there is no (further) value. ``page`` and ``box``: where the
    answer stands.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to look at")
        ANSWER = "answer", _("the paper says what was read")
        LABEL = "label", _("the label is right")
        EDITED = "edit", _("the label was edited")
        ABSENT = "absent", _("not on the document")

    member = models.ForeignKey(GoldDocument, on_delete=models.CASCADE, related_name="label_issues")
    run = models.ForeignKey(EvaluationRun, on_delete=models.CASCADE, related_name="label_issues")
    key = models.CharField(max_length=60)
    answer = models.TextField()
    label = models.TextField(blank=True)
    confidence = models.FloatField()
    page = models.PositiveIntegerField(null=True)
    box = models.JSONField(null=True)
    label_on_page = models.BooleanField(null=True)
    near = models.BooleanField(default=False)
    usual = models.BooleanField(default=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    settled = models.TextField(blank=True, help_text="What the label says since it was looked at.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


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
