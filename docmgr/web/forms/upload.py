"""One uploaded file, and the type it is said to be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types


class TypeForm(forms.Form):
    """``doc_type`` empty: the engine recognises it."""

    doc_type = forms.ModelChoiceField(
        queryset=DocumentType.objects.none(), to_field_name="key", required=False, label=_("Document type"),
        empty_label=_("Recognise automatically"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doc_type"].queryset = live_types()  # type: ignore[attr-defined]


class UploadForm(TypeForm):
    # An empty file gets the engine's sentence, which says more than Django's.
    file = forms.FileField(allow_empty_file=True, max_length=1000)


class StatusForm(forms.Form):
    ids = forms.RegexField(r"^\d{1,12}(,\d{1,12}){0,499}$")

    def numbers(self) -> list[int]:
        return [int(n) for n in self.cleaned_data["ids"].split(",")]
