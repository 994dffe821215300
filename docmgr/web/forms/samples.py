"""The filter of the error samples, and what an export asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.doctypes.models import DocumentType
from docmgr.training.exports.export import KINDS
from docmgr.training.models import ErrorSample
from docmgr.training.selectors import SampleFilter


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


class SampleFilterForm(forms.Form):
    type = forms.ChoiceField(label=_("Document type"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    cause = forms.ChoiceField(label=_("Cause"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = DocumentType.objects.select_related("live")
        _choice(self, "type").choices = [("", _("All types")), *((t.key, str(t)) for t in types)]
        _choice(self, "field").choices = [("", _("All fields")), *((k, k) for k in keys)]
        _choice(self, "cause").choices = [("", _("All causes")), *ErrorSample.Cause.choices]

    def chosen(self) -> SampleFilter:
        """What is valid of the input; the rest counts as not given."""
        self.is_valid()
        given = self.cleaned_data
        return SampleFilter(
            doc_type=given.get("type", ""), key=given.get("field", ""), cause=given.get("cause", ""),
            since=given.get("since"), until=given.get("until"))


class ExportForm(forms.Form):
    """Masked unless somebody says otherwise, twice."""

    kind = forms.ChoiceField(label=_("Format"), choices=list(KINDS.items()), initial="plain", required=False)
    scope = forms.ChoiceField(
        label=_("Which values"), initial="errors", required=False, choices=[
            ("errors", _("What people corrected")),
            ("everything", _("All that people confirmed on approved documents"))])
    unmasked = forms.BooleanField(label=_("Leave sensitive values readable"), required=False)
    confirmed = forms.BooleanField(label=_("I may take these personal data out of the house"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("unmasked") and not given.get("confirmed"):
            raise forms.ValidationError(_("Readable sensitive values need the second tick."))
        return given

    def choice(self) -> dict[str, Any]:
        """The arguments of training.exporting.start; call after is_valid()."""
        given = self.cleaned_data
        return {"kind": given["kind"] or "plain", "everything": given["scope"] == "everything",
                "masked": not given["unmasked"]}
