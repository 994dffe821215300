"""Document types: what an administrator writes, version by version. A published version is never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock


class DocumentType(models.Model):
    key = models.SlugField(_("key"), max_length=60, unique=True, allow_unicode=True)
    built_in = models.BooleanField(default=False)
    active = models.BooleanField(_("active"), default=True)
    four_eyes = models.BooleanField(
        _("four eyes"), default=False, help_text=_("Whoever uploaded a document may not approve it."),
    )
    live = models.ForeignKey("TypeVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.live.label if self.live else self.key

    def live_fields(self) -> list[FieldDefinition]:
        """Of the version that documents are read with, in its order; none where no version is live."""
        return list(self.live.fields.all()) if self.live else []


class TypeVersion(models.Model):
    class State(models.TextChoices):  # type: ignore[name-defined]  # the plugin sees the related name "models"
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    doc_type = models.ForeignKey(DocumentType, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    label_zh = models.CharField(_("name (Chinese)"), max_length=120)
    label_en = models.CharField(_("name (English)"), max_length=120)
    prompt = models.TextField(
        _("prompt"), blank=True, help_text=_("What the engine is told about this type, beside its fields."),
    )
    keywords = models.JSONField(_("recognised by"), default=list, blank=True)
    rules = models.JSONField(_("rules"), default=list, blank=True)
    review_below = models.FloatField(
        _("review below"), default=0.7, help_text=_("Values with a lower confidence are shown to a reviewer."),
    )
    routing = models.JSONField(
        _("when the large model reads along"), default=dict, blank=True,
        help_text="{use, below, checks, missing, legible}, as in a TYPE.json; the engine's own where one is missing.",
    )
    revision = models.PositiveIntegerField(default=0, help_text="Grows with every save of the draft.")
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["doc_type", "-number"]
        constraints = [models.UniqueConstraint(fields=["doc_type", "number"], name="one_number_per_type")]

    def __str__(self) -> str:
        return f"{self.label} v{self.number}"

    @property
    def label(self) -> str:
        return _in_language(self.label_zh, self.label_en)

    def definition(self) -> dict[str, Any]:
        """The version in the format of a TYPE.json file, which is all that the engine gets to see."""
        return {
            "key": self.doc_type.key,
            "label": {"zh": self.label_zh, "en": self.label_en},
            "prompt": self.prompt,
            "keywords": list(self.keywords),
            "rules": list(self.rules),
            "routing": dict(self.routing),
            "fields": [f.definition() for f in self.fields.all()],
        }


class FieldDefinition(models.Model):
    """One field of a version. Adding one is a change of data, never of code."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        NAME = "name", _("name")
        ADDRESS = "address", _("address")
        CODE = "code", _("code or number")
        MONEY = "money", _("amount")
        NUMBER = "number", _("number")
        DATE = "date", _("date")
        CURRENCY = "currency", _("currency")
        TAX_ID = "tax_id", _("tax number")
        IBAN = "iban", _("IBAN")
        ID_NUMBER = "id_number", _("identity number")
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        BANK_ACCOUNT = "bank_account", _("bank account")
        SEX = "sex", _("sex")
        BOOLEAN = "boolean", _("yes or no")

    version = models.ForeignKey(TypeVersion, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(_("key"), max_length=60)
    label_zh = models.CharField(_("name (Chinese)"), max_length=120)
    label_en = models.CharField(_("name (English)"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.TEXT)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    patterns = models.JSONField(_("patterns"), default=list, blank=True)
    hint = models.TextField(_("hint"), blank=True)
    dictionary = models.JSONField(_("dictionary"), default=list, blank=True)
    terms = models.JSONField(_("terms of electronic invoices"), default=list, blank=True)
    required = models.BooleanField(_("required"), default=False)
    many = models.BooleanField(_("several values"), default=False)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    look_alikes = models.JSONField(_("look-alikes"), default=list, blank=True)
    rows = models.CharField(
        _("table"), max_length=60, blank=True, help_text="The table that a field with several values is a column of.")
    critical = models.BooleanField(_("critical"), default=False, help_text="Read twice before it passes by itself.")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_key_per_version")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return _in_language(self.label_zh, self.label_en)

    @property
    def asks(self) -> bool:
        """Whether somebody has to look at doubtful values. Columns of a table ask only where they are required: who
        does not need the lines of an invoice is not kept by them."""
        return self.required or not self.rows

    def definition(self) -> dict[str, Any]:
        """The field in the format of a TYPE.json file."""
        lists = {"dictionary": self.dictionary, "terms": self.terms, "look_alikes": self.look_alikes}
        words = {name: list(entries) for name, entries in lists.items() if entries}
        return {
            "key": self.key,
            "label": {"zh": self.label_zh, "en": self.label_en},
            "kind": self.kind,
            "aliases": list(self.aliases),
            "patterns": list(self.patterns),
            "hint": self.hint,
            "required": self.required,
            "many": self.many,
            "sensitive": self.sensitive,
            **words,
            **({"critical": True} if self.critical else {}),
            **({"rows": self.rows} if self.rows else {}),
        }


def _in_language(zh: str, en: str) -> str:
    return (zh or en) if (get_language() or "").startswith("zh") else (en or zh)
