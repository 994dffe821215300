"""What the evaluation pages ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.core import strict_json
from docmgr.evaluation.gold import MAX_SAMPLE
from docmgr.evaluation.runs import MAX_REPORT_BYTES


class SampleForm(forms.Form):
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MAX_SAMPLE)

    @classmethod
    def of(cls, candidates: int) -> SampleForm:
        """Offers a third of them, fifty at most: the others go on teaching."""
        return cls(initial={"count": max(1, min(50, candidates // 3))})


class ArchiveForm(forms.Form):
    archive = forms.FileField(
        label=_("ZIP archive"), max_length=1000, widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("One gold file (*.jsonl, *.csv or *.xlsx) and the documents that it names."))


class ReportForm(forms.Form):
    """``cleaned_data["report"]`` is the parsed JSON."""

    report = forms.FileField(
        label=_("Report"), max_length=1000, widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("What “manage.py evaluate --report” wrote, with --curve for a whole curve."))

    def clean_report(self) -> Any:
        file = self.cleaned_data["report"]
        if file.size > MAX_REPORT_BYTES:
            raise forms.ValidationError(_("The report is too large."))
        try:
            return strict_json.loads(file.read().decode("utf-8-sig"))
        except ValueError as error:
            raise forms.ValidationError(_("The report is not valid JSON.")) from error
