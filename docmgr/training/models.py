"""What the engine got wrong and who took it out; background jobs, trained models, and the calendar of both."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock
from docmgr.core.lease import JobState, LeasedJob
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
    job = models.OneToOneField("Job", null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.CharField(max_length=60, blank=True, help_text="Where a job left it; gone after some hours.")

    class Meta:
        ordering = ["-id"]


class LearnedLayout(models.Model):
    """What one approved document taught the layout memory. Taking the row away forgets it without a trace."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="learned")
    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="learned")
    data = models.JSONField(help_text="The engine's own form: where the values stand and how the page looks.")
    way = models.PositiveSmallIntegerField(default=1, help_text="Which way of learning made it: memory.WAY of its day.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        # All that every reading asks of thousands of rows stands in it: the rows themselves hold 30 kB each.
        indexes = [models.Index(fields=["doc_type", "id", "created_at", "document"])]


class DueLesson(models.Model):
    """A long document that was approved and has not taught its layout yet: whoever needs it first sees to it."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="due_lesson")
    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Begun so often, and not ended.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]


class Job(LeasedJob):
    """Work that takes minutes and is no document's reading. See ``jobs`` for the kinds."""

    kind = models.CharField(max_length=30)
    topic = models.CharField(max_length=60, blank=True, help_text="One job of a kind and a topic is open at a time.")
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    stage = models.CharField(max_length=30, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel = models.BooleanField(default=False, help_text="Somebody asked it to stop.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "ready_at"]), models.Index(fields=["kind", "topic", "-id"])]
        constraints = [models.UniqueConstraint(
            fields=["kind", "topic"], condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
            name="one_open_job_of_a_kind")]

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)


class ModelVersion(models.Model):
    """One trained model of a document type, with its weights' place, its lineage and its figures. Never changed but in
    ``state``."""

    class Engine(models.TextChoices):
        FIELDS = "fields", _("built-in field model")
        TROCR = "trocr", "TrOCR"
        HUNYUAN = "hunyuan", "HunyuanOCR LoRA"

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("trained")
        LIVE = "live", _("live")
        RETIRED = "retired", _("retired")
        REFUSED = "refused", _("not taken")

    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="models")
    type_version = models.ForeignKey(TypeVersion, on_delete=models.PROTECT, related_name="models")
    number = models.PositiveIntegerField()
    engine = models.CharField(max_length=10, choices=Engine.choices, default=Engine.FIELDS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CANDIDATE)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the weights, which lie in the store under it.")
    size = models.PositiveBigIntegerField(default=0)
    folder = models.CharField(max_length=120, blank=True, help_text="Of a fine-tuned model, below DATA_DIR/models.")
    facts = models.JSONField(default=dict, help_text="{documents, layouts, seed, seconds, software, …}")
    documents = models.JSONField(default=list, help_text="Ids of the documents that it was trained from.")
    figures = models.JSONField(default=dict, help_text="Champion against challenger on documents held back.")
    trust = models.JSONField(null=True, help_text="How confidences are calibrated with this version.")
    reason = models.JSONField(default=list, help_text="Why it was not taken: [{code, …}].")
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    live_at = models.DateTimeField(null=True)
    live_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["doc_type", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["doc_type", "number"], name="one_model_number_per_type"),
            models.UniqueConstraint(fields=["doc_type", "engine"], condition=Q(state="live"), name="one_live_model"),
        ]

    def __str__(self) -> str:
        return f"{self.doc_type.key} #{self.number}"

    @property
    def has_weights(self) -> bool:
        """False for a calibration: it changes how sure the answers are and none of them."""
        return bool(self.sha256 or self.folder or self.trust is None)


class UnseenAnswer(models.Model):
    """What was answered on a document by a twin of the version that had been trained without it.

    Evidence is made of it when the version goes live (``automation.remaking``); then the row is taken away.
    ``values``: [{key, value, confidence, page, box, source, checks: [{name, ok}]}].
    """

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="unseen")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    layout_known = models.BooleanField(help_text="Whether another confirmed document looked like it.")
    values = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "document"], name="one_unseen_answer")]


class LearningRules(models.Model):
    """What an administrator wants of the models of a type."""

    doc_type = models.OneToOneField(DocumentType, on_delete=models.CASCADE, related_name="learning_rules")
    protected = models.JSONField(default=list, help_text="Keys of fields on which no new model may be worse.")


class Schedule(models.Model):
    """When a kind of job starts by itself. ``due`` is the last time that counted: moving it on is winning the start."""

    class Every(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")

    kind = models.CharField(max_length=30, unique=True)
    active = models.BooleanField(_("active"), default=True)
    every = models.CharField(_("how often"), max_length=5, choices=Every.choices)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=0, help_text="0 is Sunday, as in a crontab.")
    day = models.PositiveSmallIntegerField(_("day of the month"), default=1)
    hour = models.PositiveSmallIntegerField(_("hour"), default=2)
    fewest = models.PositiveIntegerField(_("at least so many new documents"), default=1)
    due = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["kind"]


class SampleFacts(models.Model):
    """What was found out about an error sample afterwards, so that alike ones can be ranked together."""

    sample = models.OneToOneField(ErrorSample, on_delete=models.CASCADE, related_name="facts")
    layout = models.PositiveBigIntegerField(null=True, help_text="The first document that looks like the sample's.")
    supplier = models.CharField(max_length=80, blank=True, help_text="A name that most documents of the layout bear.")
    wording = models.CharField(max_length=80, blank=True, help_text="What the document says beside the right value.")


class Proposal(models.Model):
    """A fix that was tried. Only what helped is offered; what somebody refused is never offered again."""

    class Kind(models.TextChoices):
        ALIAS = "alias", _("another name of the field")
        DICTIONARY = "dictionary", _("a dictionary")
        PATTERN = "pattern", _("a pattern")
        REPAIR = "repair", _("look-alikes")
        MEMORY = "memory", _("a learned layout")

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        USELESS = "useless", _("did not help")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    class Basis(models.TextChoices):
        GOLD = "gold", _("gold set")
        CONFIRMED = "confirmed", _("confirmed documents, each left out in turn")

    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="proposals")
    key = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content = models.JSONField(help_text="{alias} | {words} | {pattern} | {look_alikes} | {document}")
    digest = models.CharField(max_length=64, help_text="The same for the same fix, however often it is found.")
    group = models.CharField(max_length=300, help_text="The group of samples that it is for.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    figures = models.JSONField(
        default=dict, help_text="{documents, before, after, field_before, field_after, wins, losses}")
    type_version = models.ForeignKey(TypeVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    tried_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["doc_type", "digest"], name="one_proposal_per_fix")]

    @property
    def is_needless(self) -> bool:
        """There was nothing left to mend in its field when it was tried."""
        tried = self.figures
        nothing_wrong = self.basis == self.Basis.CONFIRMED and (tried.get("field_before") or 0) >= 1
        return self.state == self.State.USELESS and nothing_wrong and not tried.get("losses")
