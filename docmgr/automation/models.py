"""Error budgets and what they rest on: evidence from reviewed documents, bounds, acceptances, blind samples."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.extraction.models import ExtractionRun

# The key of the budget of whole documents; no field may be called so.
WHOLE = "*"


class Policy(models.Model):
    """What holds for all budgets of a type."""

    doc_type = models.OneToOneField(DocumentType, on_delete=models.CASCADE, related_name="automation")
    sample_share = models.FloatField(
        _("blind samples"), default=0.03, validators=[MinValueValidator(0.02), MaxValueValidator(0.05)],
        help_text=_("Of accepted values this share is typed again by a person who sees no machine value, and the same "
                    "share of documents stays wholly with a person, so that evidence goes on growing."),
    )
    approval_counts = models.BooleanField(
        _("whoever approves has looked at every value"), default=False,
        help_text=_("Off: a document is evidence only where somebody decided on every value that was found. On: an "
                    "approval stands for all of them. Switch it on only where reviewers do look at every value."),
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)


class ErrorBudget(models.Model):
    """At most ``alpha`` wrong, ``1 - delta`` sure. ``stopped`` tells why the automation switched itself off."""

    class Mode(models.TextChoices):
        OFF = "off", _("a person looks")
        ON = "on", _("accept within the budget")
        IGNORED = "ignored", _("does not matter")

    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="budgets")
    key = models.CharField(max_length=60)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.OFF)
    alpha = models.FloatField(default=0.01)
    delta = models.FloatField(default=0.05)
    since = models.DateTimeField(null=True, help_text="Evidence before it does not count: it was contradicted.")
    stopped_at = models.DateTimeField(null=True)
    stopped = models.JSONField(default=dict, help_text="{sampled, wrong, lower, alpha} of the blind samples; proved: "
                                                      "when the proof was made that they contradict.")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["doc_type", "key"]
        constraints = [models.UniqueConstraint(fields=["doc_type", "key"], name="one_budget_per_field")]


class Certificate(models.Model):
    """How far the evidence of one regime reaches. Without a ``threshold`` nothing is accepted.

    ``empty``: it is about the engine's word that a field is not on the document. ``looks`` counts how often the
    evidence was tested; the next time is at ``next_at`` values that count (``bounds``). ``total`` counts acceptances.
    """

    budget = models.ForeignKey(ErrorBudget, on_delete=models.CASCADE, related_name="certificates")
    regime = models.CharField(max_length=16)
    empty = models.BooleanField(default=False)
    threshold = models.FloatField(null=True)
    spent = models.FloatField(default=0.0, help_text="The chance of being wrong that the certifying look was given.")
    looks = models.PositiveSmallIntegerField(default=0)
    next_at = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    upper = models.FloatField(default=1.0)
    missing = models.PositiveIntegerField(null=True)
    remade = models.PositiveIntegerField(default=0, help_text="Of the reviewed ones, those made again (Evidence).")
    total = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["budget", "regime", "empty"], name="one_certificate")]

    @property
    def is_mostly_remade(self) -> bool:
        return 2 * self.remade > self.reviewed


class Assessment(models.Model):
    """What was known of a document when it had been read, before any person saw it. No values, only figures.

    ``scores``: {key: {"confidence": 0..1, what counts for acceptance; "why": code where that is 0 for a reason;
    "empty": bool, "counts": bool, a review of it is evidence}}. ``blocks``: codes of what keeps the whole document
    with a person. ``control``: drawn by lot to stay with a person.
    """

    run = models.OneToOneField(ExtractionRun, on_delete=models.CASCADE, related_name="assessment")
    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="+")
    regime = models.CharField(max_length=16)
    scores = models.JSONField(default=dict)
    blocks = models.JSONField(default=list)
    control = models.BooleanField(default=False)
    accepted = models.BooleanField(default=False)
    reader = models.CharField(max_length=160, blank=True, help_text="Whose text it rests on: engine and release.")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["doc_type", "-id"])]


class Evidence(models.Model):
    """One field of one document that a person looked at fully (or the document itself, under WHOLE).

    Of "reviewed" rows the person saw what is judged here. "Remade" ones judge what a twin of the live model, trained
    without the document, answered on it, by what the person had decided before (``remaking``).
    """

    class Origin(models.TextChoices):
        REVIEWED = "reviewed", _("reviewed")
        REMADE = "remade", _("made again")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="evidence")
    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="evidence")
    doc_type = models.ForeignKey(DocumentType, on_delete=models.CASCADE, related_name="+")
    regime = models.CharField(max_length=16)
    key = models.CharField(max_length=60)
    empty = models.BooleanField(default=False)
    confidence = models.FloatField()
    right = models.BooleanField()
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.REVIEWED)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["doc_type", "regime", "key", "empty"])]
        constraints = [models.UniqueConstraint(fields=["run", "key", "regime"], name="one_evidence_a_regime")]


class Acceptance(models.Model):
    """A field (or a whole document) that passed without a person, with what was promised then."""

    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="acceptances")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="acceptances")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="acceptances")
    key = models.CharField(max_length=60)
    confidence = models.FloatField()
    threshold = models.FloatField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="one_acceptance_per_field")]


class BlindSample(models.Model):
    """An accepted field that a second person types without seeing what the machine read."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        RIGHT = "right", _("the same")
        WRONG = "wrong", _("different")
        UNREADABLE = "unreadable", _("cannot be read")
        DROPPED = "dropped", _("dropped")

    acceptance = models.OneToOneField(Acceptance, on_delete=models.CASCADE, related_name="sample")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    typed = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "id"])]
