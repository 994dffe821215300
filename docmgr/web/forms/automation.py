"""The budgets of a type as the page sends them: for each field a mode, and two shares in percent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.automation import budgets
from docmgr.automation.budgets import LEAST_SHARE, MOST_SHARE, Wanted
from docmgr.automation.models import ErrorBudget, Policy
from docmgr.core.exceptions import Invalid
from docmgr.core.yes_no import yes_or_no
from docmgr.doctypes.models import DocumentType
from docmgr.web.forms.shares import ShareField, digits


@dataclass(frozen=True, slots=True)
class Row:
    """What the inputs of one field hold: in percent, as text. ``seen``: how the budget stood when they were shown."""

    mode: str
    alpha: str
    sure: str
    seen: str
    error: str = ""

    @classmethod
    def of(cls, budget: ErrorBudget) -> Row:
        return cls(str(budget.mode), digits(budget.alpha), digits(1 - budget.delta), standing(budget))

    def wanted(self) -> Wanted:
        """Raises Invalid."""
        return Wanted(mode=self.mode, alpha=_share(self.alpha), delta=round(1 - _share(self.sure), 6))


class BudgetsForm:
    """``mode:KEY``, ``alpha:KEY``, ``sure:KEY`` and ``seen:KEY`` of each field that was sent, ``settle:KEY`` where the
    alarm of one is taken note of and it stays off.

    ``wanted`` holds the fields that somebody changed and nothing else: a page that stood open for a while neither
    takes back what a colleague has set since, nor starts what switched itself off in the meantime.
    """

    def __init__(self, doc_type: DocumentType, data: Mapping[str, str]) -> None:
        known, self.wanted = budgets.budgets_of(doc_type), dict[str, Wanted]()
        self._keys, self.rows = budgets.keys_of(doc_type), dict[str, Row]()
        for key in self._keys:
            budget = known.get(key) or ErrorBudget(doc_type=doc_type, key=key)
            self.rows[key] = self._taken(key, budget, data) if f"mode:{key}" in data else Row.of(budget)
            if f"settle:{key}" in data and budget.stopped_at:
                self.wanted[key] = Wanted(mode=str(budget.mode), alpha=budget.alpha, delta=budget.delta, settled=True)

    @property
    def is_valid(self) -> bool:
        return not any(row.error for row in self.rows.values())

    def _taken(self, key: str, budget: ErrorBudget, data: Mapping[str, str]) -> Row:
        """The row to be shown again where anything is refused."""
        row = Row(data[f"mode:{key}"], data.get(f"alpha:{key}", "1"), data.get(f"sure:{key}", "95"),
                  data.get(f"seen:{key}", ""))
        try:
            wanted = row.wanted()
            budgets.check(key, wanted, self._keys)
        except Invalid as refusal:
            return replace(row, error=str(refusal.message))
        if row.seen and row.seen.rpartition(" ")[0] == _said(wanted):
            return Row.of(budget)
        if row.seen and row.seen != standing(budget):
            return replace(row, seen=standing(budget), error=_meanwhile(budget))
        self.wanted[key] = wanted
        return row


def standing(budget: ErrorBudget) -> str:
    """How a budget stands, for comparing it later: what is asked, and when it switched itself off."""
    asked = Wanted(mode=str(budget.mode), alpha=budget.alpha, delta=budget.delta)
    return f"{_said(asked)} {budget.stopped_at.isoformat() if budget.stopped_at else '-'}"


def _said(wanted: Wanted) -> str:
    return f"{wanted.mode} {wanted.alpha:.6f} {wanted.delta:.6f}"


def _meanwhile(budget: ErrorBudget) -> str:
    if budget.stopped_at:
        return _("Meanwhile automatic acceptance switched itself off here. Save again if it shall start anew.")
    return _("Meanwhile somebody set: %(mode)s, at most %(alpha)s %% wrong, %(sure)s %% sure. "
             "Save again to put yours in its place.") % {
        "mode": budget.get_mode_display(), "alpha": digits(budget.alpha), "sure": digits(1 - budget.delta)}


def _share(text: str) -> float:
    """"1", "0.5" or "0,5" percent as a share."""
    try:
        return round(float(text.strip().replace(",", ".").removesuffix("%")) / 100, 6)
    except ValueError:
        raise Invalid(_("Give the shares in percent.")) from None


class PolicyForm(forms.Form):
    sample_share = ShareField(
        label=gettext_lazy("Blind samples, in percent"), least=LEAST_SHARE, most=MOST_SHARE,
        help_text=Policy._meta.get_field("sample_share").help_text,
        widget=forms.NumberInput(attrs={"step": "0.5"}))
    approval_counts = forms.BooleanField(
        label=gettext_lazy("Whoever approves has looked at every value"), required=False,
        help_text=Policy._meta.get_field("approval_counts").help_text)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @classmethod
    def of(cls, policy: Policy) -> PolicyForm:
        return cls(initial={"sample_share": policy.sample_share, "approval_counts": policy.approval_counts,
                            "seen": cls.standing(policy)})

    @classmethod
    def sent(cls, data: Mapping[str, str], policy: Policy) -> PolicyForm:
        """What was typed; refused once where ``policy`` is not any more what the page had shown."""
        form = cls(data)
        if form.is_valid() and form.cleaned_data["seen"] not in ("", cls.standing(policy)):
            form = cls({**data, "seen": cls.standing(policy)})
            form.add_error("sample_share", _(
                "Meanwhile somebody set %(percent)s %%, and whether an approval counts: %(counts)s. "
                "Save again to put yours in its place.") % {
                    "percent": digits(policy.sample_share), "counts": yes_or_no(policy.approval_counts)})
        return form

    @staticmethod
    def standing(policy: Policy) -> str:
        """How it stands, for comparing it later."""
        return f"{policy.sample_share:.6f} {policy.approval_counts}"
