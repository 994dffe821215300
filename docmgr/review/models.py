"""What people said about the engine's values, and who holds a document right now."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock
from docmgr.documents.models import Document
from docmgr.extraction.models import ExtractionRun


class Correction(models.Model):
    """One decision about one value. The newest one of a place is the document's current value."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirmed")
        CHANGE = "change", _("changed")
        ABSENT = "absent", _("not on this document")
        UNDO = "undo", _("decision taken back")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="corrections")
    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="corrections")
    key = models.CharField(max_length=60)
    index = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True)
    box = models.JSONField(null=True)
    raw = models.TextField(blank=True, help_text="What was typed or stands under the box, before it was normalised.")
    standing = models.JSONField(default=dict, help_text="Checks of all values once this decision stood: {key: [[…]]}.")
    revision = models.PositiveIntegerField(default=0, help_text="The document's revision that this decision made.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["document", "key", "index", "-id"]),
            models.Index(fields=["document", "revision"]),
        ]


class ReviewClaim(models.Model):
    """A document is one reviewer's until the claim runs out or somebody takes it over."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    until = models.DateTimeField()


class Comment(models.Model):
    """What somebody says about a document, or about one of its fields (``key``, else "").

    Nobody edits it. Its author may take it back: then the text is gone, and the row stays and says so.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    key = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class CommentFollower(models.Model):
    """Somebody whom a document's comments concern: whoever uploaded it and those who wrote one.

    ``upto`` is the number of the newest comment that they had before them; what others wrote since is new to them.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comment_followers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    upto = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "document"], name="one_follower_per_document")]
