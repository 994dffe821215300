"""Documents and their pages. How a document lives is written in states.py; who may see it, in querysets.py."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import Department
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.querysets import DocumentQuerySet


class Status(models.TextChoices):
    UPLOADED = "uploaded", _("waiting")
    PROCESSING = "processing", _("being read")
    IN_REVIEW = "in_review", _("in review")
    POSTPONED = "postponed", _("postponed")
    SECOND_LOOK = "second_look", _("second look")
    AUTO_APPROVED = "auto_approved", _("accepted automatically")
    APPROVED = "approved", _("approved")
    WITH_ERRORS = "with_errors", _("approved with errors")
    REJECTED = "rejected", _("rejected")
    SPLIT = "split", _("split")
    WITHDRAWN = "withdrawn", _("taken back")
    FAILED = "failed", _("failed")


class Blob(models.Model):
    """The bytes of a file, stored once under their SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=clock.now)


class Document(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="documents")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(_("file name"), max_length=255)
    doc_type = models.ForeignKey(
        DocumentType, null=True, blank=True, on_delete=models.PROTECT, related_name="documents",
    )
    type_chosen = models.BooleanField(default=False, help_text="A person chose the type; the engine does not guess.")
    status = models.CharField(_("status"), max_length=14, choices=Status.choices, default=Status.UPLOADED)
    revision = models.PositiveIntegerField(default=0, help_text="Grows with every change; savers must name it.")
    page_count = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0, help_text="Fields that need a person.")
    doubt = models.FloatField(default=0.0, help_text="0..1; the review queue shows the most doubtful first.")
    failure_code = models.CharField(max_length=40, blank=True)
    failure_params = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was rejected or postponed, in the reviewer's words.")
    search_text = models.TextField(blank=True)
    held_back = models.BooleanField(
        default=False, help_text="The engine is measured with it, so nothing is ever learned from it.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["owner", "-id"]),
            models.Index(fields=["status", "-doubt", "id"]),
            models.Index(fields=["status", "-id"]),
            models.Index(fields=["status", "flagged"]),
            models.Index(fields=["name", "-id"]),
            models.Index(fields=["created_at"]),
            models.Index(fields=["decided_at"]),
            models.Index(fields=["doc_type", "-id"]),
            models.Index(fields=["department", "-id"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_example(self) -> bool:
        """What learning, evidence and exports start from: a person approved it as right, and nothing is measured
        with it."""
        return self.status == Status.APPROVED and not self.held_back


class Part(models.Model):
    """Pages of a document that was split: another document is made of them, or none where they were left out."""

    original = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="parts")
    document = models.OneToOneField(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="cut_from")
    number = models.PositiveIntegerField(default=0, help_text="Place among the documents that were made, from 1.")
    of = models.PositiveIntegerField(default=0, help_text="How many documents were made.")
    first = models.PositiveIntegerField(help_text="Its first page in the original, from 1.")
    last = models.PositiveIntegerField(help_text="Its last page in the original.")
    undone = models.BooleanField(default=False, help_text="The split was taken back.")

    class Meta:
        ordering = ["original", "id"]

    @property
    def page_count(self) -> int:
        return self.last - self.first + 1


class Page(models.Model):
    """What the newest run read on one page, and its picture."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    rotation = models.PositiveSmallIntegerField(default=0)
    skew = models.FloatField(default=0.0, help_text="Degrees that its lines slant once it is upright.")
    quality = models.FloatField(default=1.0)
    source = models.CharField(max_length=12, blank=True)
    image = models.CharField(max_length=200, blank=True, help_text="Key of the picture in the file store.")
    lines = models.JSONField(default=list, help_text="[{text, box: [x0, y0, x1, y1], confidence}], reading order.")

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_page_per_number")]

    @property
    def text(self) -> str:
        return "\n".join(line["text"] for line in self.lines)
