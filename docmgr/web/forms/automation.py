"""The budgets of a type as the page sends them: for each field a mode, and two shares in percent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.automation.budgets import LEAST_SHARE, MOST_SHARE, Wanted
from docmgr.automation.models import Policy
from docmgr.core.exceptions import Invalid


def wanted_of(data: Mapping[str, str], keys: Iterable[str]) -> dict[str, Wanted]:
    """``mode:KEY``, ``alpha:KEY`` and ``sure:KEY`` of each field that was sent. Raises Invalid."""
    return {key: Wanted(mode=data[f"mode:{key}"], alpha=_share(data.get(f"alpha:{key}", "1")),
                        delta=round(1 - _share(data.get(f"sure:{key}", "95")), 6))
            for key in keys if f"mode:{key}" in data}


def _share(text: str) -> float:
    """"1", "0.5" or "0,5" percent as a share."""
    try:
        return round(float(text.strip().replace(",", ".").removesuffix("%")) / 100, 6)
    except ValueError:
        raise Invalid(_("Give the shares in percent.")) from None


class PolicyForm(forms.Form):
    sample_percent = forms.FloatField(
        label=_("Blind samples, in percent"), min_value=100 * LEAST_SHARE, max_value=100 * MOST_SHARE,
        help_text=Policy._meta.get_field("sample_share").help_text,
        widget=forms.NumberInput(attrs={"step": "0.5"}))
    approval_counts = forms.BooleanField(
        label=_("Whoever approves has looked at every value"), required=False,
        help_text=Policy._meta.get_field("approval_counts").help_text)

    @classmethod
    def of(cls, policy: Policy) -> PolicyForm:
        return cls(initial={
            "sample_percent": round(100 * policy.sample_share, 2), "approval_counts": policy.approval_counts})
