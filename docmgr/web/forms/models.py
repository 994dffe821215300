"""Forms of the models' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.doctypes.models import DocumentType
from docmgr.training.models import Schedule

_WEEKDAYS = [(1, _("Monday")), (2, _("Tuesday")), (3, _("Wednesday")), (4, _("Thursday")), (5, _("Friday")),
             (6, _("Saturday")), (0, _("Sunday"))]


class ScheduleForm(forms.Form):
    kind: str = ""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    active = forms.BooleanField(label=_("Starts by itself"), required=False)
    every = forms.ChoiceField(label=_("How often"), choices=Schedule.Every.choices)
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=_WEEKDAYS, coerce=int)
    day = forms.TypedChoiceField(label=_("Day of the month"), choices=[(n, n) for n in range(1, 29)], coerce=int)
    hour = forms.TypedChoiceField(label=_("Hour"), choices=[(n, f"{n:02d}:00") for n in range(24)], coerce=int)
    fewest = forms.IntegerField(
        label=_("At least so many newly confirmed documents"), min_value=1, max_value=100_000)

    @classmethod
    def of(cls, schedule: Schedule) -> ScheduleForm:
        names = ("revision", "active", "every", "weekday", "day", "hour", "fewest")
        return cls.for_kind(schedule.kind, initial={name: getattr(schedule, name) for name in names})

    @classmethod
    def for_kind(
        cls, kind: str, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None,
    ) -> ScheduleForm:
        """Without the number of documents where it means nothing."""
        form = cls(data, prefix=kind, initial=dict(initial or {}))
        form.kind = kind
        if kind != "retrain":
            del form.fields["fewest"]
        return form

    def parts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def changes(self, schedule: Schedule) -> bool:
        return any(getattr(schedule, name) != value for name, value in self.parts().items())


class ProtectForm(forms.Form):
    protected = forms.MultipleChoiceField(
        label=_("Protected fields"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, doc_type: DocumentType, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["protected"].choices = [(f.key, f.label) for f in doc_type.live_fields()]  # type: ignore[attr-defined]
