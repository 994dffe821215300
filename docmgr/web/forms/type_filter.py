"""The filter of a page that is narrowed to one document type and to nothing else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from docmgr.doctypes.selectors import find_type, no_such_type


class TypeFilterForm(forms.Form):
    """``?type=KEY``. What is wrong narrows nothing and is said over the list: includes/filter_errors.html."""

    type = forms.CharField(label=gettext_lazy("Document type"), required=False, max_length=60)

    def clean_type(self) -> str:
        key = self.cleaned_data["type"]
        if key and find_type(key) is None:
            raise forms.ValidationError(no_such_type(key))
        return key

    def key(self) -> str:
        """The key of a type that there is, or nothing."""
        self.is_valid()
        return self.cleaned_data.get("type", "")
