"""What an administrator sets, and the automation's own switch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.automation import bounds
from docmgr.automation.models import WHOLE, Certificate, ErrorBudget, Policy
from docmgr.automation.regime import regime_now
from docmgr.core import clock, database
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType, FieldDefinition

Mode = ErrorBudget.Mode
MOST_ALPHA, MOST_DELTA, LEAST = 0.2, 0.2, 0.001
LEAST_SHARE, MOST_SHARE = 0.02, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks of a field: ``alpha`` and ``delta`` between 0 and 1. ``settled``: that the automation switched
    itself off is taken note of, also where it is to stay off."""

    mode: str
    alpha: float = 0.01
    delta: float = 0.05
    settled: bool = False


def policy_of(doc_type: DocumentType) -> Policy:
    """The type's own, or the defaults (not saved)."""
    return Policy.objects.filter(doc_type=doc_type).first() or Policy(doc_type=doc_type)


def budgets_of(doc_type: DocumentType) -> dict[str, ErrorBudget]:
    return {b.key: b for b in ErrorBudget.objects.filter(doc_type=doc_type).order_by("key")}


def is_outside(definition: FieldDefinition, budget: ErrorBudget | None) -> bool:
    """Whether a field is no part of what is promised of a document: somebody said so, or it is a column of a table that
    asks nobody and of which nothing was promised by itself."""
    if budget is None or budget.mode == Mode.OFF:
        return not definition.asks
    return budget.mode == Mode.IGNORED


def keys_of(doc_type: DocumentType) -> list[str]:
    """What a budget may be set for: its fields and whole documents; nothing where no version is live."""
    return [*(f.key for f in doc_type.live_fields()), WHOLE] if doc_type.live else []


def check(key: str, wanted: Wanted, keys: Collection[str]) -> None:
    """Raises Invalid. ``keys``: what a budget may be set for (``keys_of``)."""
    if key not in keys:
        raise Invalid(_("The document type has no such field."), code="field_unknown")
    if wanted.mode not in Mode.values or (key == WHOLE and wanted.mode == Mode.IGNORED):
        raise Invalid(_("This choice is not known."), code="mode_unknown")
    if not (LEAST <= wanted.alpha <= MOST_ALPHA and LEAST <= wanted.delta <= MOST_DELTA):
        raise Invalid(_("Both shares lie between 0.1 % and 20 %."), code="share_invalid")


@database.repeated
@transaction.atomic
def set_budgets(doc_type: DocumentType, wanted: Mapping[str, Wanted], *, by: User) -> list[ErrorBudget]:
    """Set the budgets of the named fields (WHOLE: of whole documents); those that changed.

    A new alpha or delta is a new promise: what was certified for the old one is dropped and the evidence tested anew.
    A budget that had switched itself off begins with new evidence. Raises NotAllowed, Invalid.
    """
    require(by, Act.MANAGE_LEARNING)
    keys = keys_of(doc_type)
    for key, one in wanted.items():
        check(key, one, keys)
    _hold(doc_type, wanted)
    known = budgets_of(doc_type)
    changed = [b for key, one in wanted.items() if (b := _set(doc_type, key, one, known.get(key), by))]
    if changed:
        bounds.look_again(changed, regime_now(doc_type))
    return changed


@transaction.atomic
def set_policy(doc_type: DocumentType, *, sample_share: float, approval_counts: bool, by: User) -> bool:
    """Whether anything was changed. Raises NotAllowed, Invalid."""
    require(by, Act.MANAGE_LEARNING)
    if not LEAST_SHARE <= sample_share <= MOST_SHARE:
        raise Invalid(_("Blind samples are 2 to 5 % of what is accepted."), code="share_invalid")
    before = policy_of(doc_type)
    if (before.sample_share, before.approval_counts) == (sample_share, approval_counts):
        return False
    after, _made = Policy.objects.update_or_create(doc_type=doc_type, defaults={
        "sample_share": sample_share, "approval_counts": approval_counts, "changed_by": by, "changed_at": clock.now()})
    record(Action.AUTOMATION_CHANGED, actor=by, obj=doc_type, before=_told(before), after=_told(after))
    return True


@transaction.atomic
def switch_off(budget: ErrorBudget, *, facts: dict[str, Any]) -> bool:
    """The automation's own act: nothing more is accepted for this field until an administrator sets it anew.

    False where it is off already. A worker that accepts at this moment either was first or accepts nothing.
    """
    stopped = ErrorBudget.objects.filter(pk=budget.pk, mode=Mode.ON).update(
        mode=Mode.OFF, stopped_at=clock.now(), stopped=facts, changed_by=None, changed_at=clock.now())
    if not stopped:
        return False
    _withdraw(budget)
    record(Action.AUTOMATION_STOPPED, obj=budget.doc_type, after={"field": budget.key, **facts})
    return True


def _hold(doc_type: DocumentType, keys: Collection[str]) -> None:
    """Their certificates, before anything is written: a worker that accepts holds them in this order, and then the end
    of the audit log (``acceptance``), so that the two wait for one another and never in a ring."""
    whole_last = Case(When(budget__key=WHOLE, then=1), default=0)
    rows = Certificate.objects.filter(budget__doc_type=doc_type, budget__key__in=keys).order_by(whole_last, "pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _set(doc_type: DocumentType, key: str, wanted: Wanted, known: ErrorBudget | None, by: User) -> ErrorBudget | None:
    before = known or ErrorBudget(doc_type=doc_type, key=key)
    old = _facts(before)
    new = {"mode": str(wanted.mode), "alpha": wanted.alpha, "delta": wanted.delta}
    again = before.stopped_at is not None and (wanted.mode == Mode.ON or wanted.settled)
    alarm: tuple[dict[str, Any], dict[str, Any]] = ({"alarm": True}, {"alarm": False}) if again else ({}, {})
    if new == old and not again:
        return None
    begins: dict[str, Any] = {"since": clock.now(), "stopped_at": None, "stopped": {}} if again else {}
    after, _made = ErrorBudget.objects.update_or_create(doc_type=doc_type, key=key, defaults={
        **new, **begins, "changed_by": by, "changed_at": clock.now()})
    if again or (new["alpha"], new["delta"]) != (old["alpha"], old["delta"]):
        _withdraw(after)
    record(Action.AUTOMATION_CHANGED, actor=by, obj=doc_type,
           before={"field": key, **old, **alarm[0]}, after={"field": key, **new, **alarm[1]})
    return after


def _withdraw(budget: ErrorBudget) -> None:
    """What was certified is so no more; the rows stay, because acceptances name them."""
    for pk in Certificate.objects.filter(budget=budget).order_by("pk").values_list("pk", flat=True):
        Certificate.objects.filter(pk=pk).update(
            threshold=None, looks=0, next_at=bounds.enough(budget.alpha, budget.delta), upper=1.0, accepted=0, wrong=0)


def _facts(budget: ErrorBudget) -> dict[str, Any]:
    return {"mode": str(budget.mode), "alpha": budget.alpha, "delta": budget.delta}


def _told(policy: Policy) -> dict[str, Any]:
    return {"sample_share": policy.sample_share, "approval_counts": policy.approval_counts}
