"""The filter above the audit log."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.audit.actions import Action
from docmgr.audit.selectors import AuditFilter
from docmgr.web.audit_words import OBJECTS


class AuditFilterForm(forms.Form):
    """Every part may be empty. Days are days of the installation's time zone, both included."""

    actor = forms.CharField(
        label=_("Who"), required=False, max_length=150,
        widget=forms.TextInput(attrs={"placeholder": _("Who"), "type": "search"}))
    action = forms.ChoiceField(label=_("Act"), required=False, choices=[("", _("every act")), *Action.choices])
    object_type = forms.ChoiceField(
        label=_("On"), required=False, choices=[("", _("everything")), *OBJECTS.items()])
    object_id = forms.CharField(
        label=_("Number"), required=False, max_length=40, widget=forms.TextInput(attrs={"placeholder": _("Number")}))
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    failures_only = forms.BooleanField(label=_("Only refused or failed"), required=False)

    def wanted(self) -> AuditFilter:
        """What the valid parts of the form ask for; an invalid part does not narrow."""
        self.is_valid()
        return AuditFilter(**{name: value for name, value in self.cleaned_data.items() if value})
