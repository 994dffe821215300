"""What the dashboard is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from docmgr.dashboard.period import CHOICES, USUAL, Period
from docmgr.web.forms.type_filter import TypeFilterForm


class DashboardForm(TypeFilterForm):
    """``?type=KEY&days=90``. What is wrong narrows nothing and is said over the figures."""

    days = forms.TypedChoiceField(label=_("Period"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.fields["days"]
        assert isinstance(days, forms.ChoiceField)
        days.choices = [(n, ngettext("last %(n)d day", "last %(n)d days", n) % {"n": n}) for n in CHOICES]

    def period(self) -> Period:
        self.is_valid()
        return Period.last(self.cleaned_data.get("days") or USUAL)
