"""What somebody asks of a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from docmgr.extraction.asking import LANGUAGES, TASKS, WITH_WORDS, Question


class AskForm(forms.Form):
    task = forms.ChoiceField(label=_("What"), choices=list(TASKS.items()))
    words = forms.CharField(
        label=_("Your words"), required=False, max_length=2000, strip=True,
        widget=forms.TextInput(attrs={"placeholder": _("e.g. every phone number"), "autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = "zh" if (get_language() or "").startswith("zh") else "en"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("task") in WITH_WORDS and not given.get("words"):
            self.add_error("words", _("Write what to look for or what to ask."))
        return given

    def question(self) -> Question:
        """Call after is_valid()."""
        given = self.cleaned_data
        return Question(given["task"], given["words"], given["language"] or self.fields["language"].initial)
