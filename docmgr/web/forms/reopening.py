"""Why a decided document is opened again, and which."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.review.reopening import MAX_LENGTH


class ReopenForm(forms.Form):
    """``revision``: what the person looked at; without one, the document as it is now."""

    reason = forms.CharField(
        label=_("Reason"), max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why the document is opened again.")})
    revision = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ByNumberForm(ReopenForm):
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=2**63 - 1)
    field_order = ("number", "reason")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].widget = forms.TextInput()
