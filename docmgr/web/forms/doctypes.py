"""Forms of the pages of a document type around its draft: a new one, publishing, options, a document to try it on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.doctypes.limits import LONGEST, TYPE_KEY
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.web.forms.names import in_both_languages, key_of

_NEWEST = 50


class NewTypeForm(forms.Form):
    label_zh = forms.CharField(label=_("Name (Chinese)"), max_length=LONGEST["label_zh"], required=False)
    label_en = forms.CharField(
        label=_("Name (English)"), max_length=LONGEST["label_en"], required=False,
        help_text=_("One of the two names is enough; it then stands for both languages."))
    key = forms.RegexField(
        f"^{TYPE_KEY}$", label=_("Key"), required=False,
        help_text=_("A short name for programs, such as purchase_order. It cannot be changed later. Left empty, it is "
                    "made of the name."),
        error_messages={"invalid": _("Use letters, digits, hyphens and underscores only.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("label_zh") and not given.get("label_en") and not self.errors:
            self.add_error("label_en", _("Please give a name in one of the two languages."))
            return given
        if "key" in given:
            given["key"] = given["key"] or key_of(given)
            if not given["key"]:
                self.add_error("key", _("Please give a key: it cannot be made of this name."))
            elif DocumentType.objects.filter(key=given["key"]).exists():
                self.add_error("key", _("There is already a type with this key."))
        return in_both_languages(given)


class PublishForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("What changed"), max_length=200, required=False)


class OptionsForm(forms.Form):
    active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("May be chosen at upload and recognised by the engine."))
    four_eyes = forms.BooleanField(
        label=_("Four eyes"), required=False, help_text=_("Whoever uploaded a document may not approve it."))


class TrialForm(forms.Form):
    """The document a draft is tried on: one of the newest that the person may see and that have been read."""

    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document"), empty_label=_("Choose a document"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = Document.objects.visible_to(user).filter(page_count__gt=0).order_by("-id").values("pk")[:_NEWEST]
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Document.objects.filter(pk__in=[row["pk"] for row in newest]).order_by("-id")
        field.label_from_instance = lambda obj: f"{obj.name} #{obj.pk}"  # type: ignore[method-assign]
