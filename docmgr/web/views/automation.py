"""Error budgets: all types, one type, and the blind samples."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act, may
from docmgr.automation import blind, bounds, budgets, recall, selectors
from docmgr.automation.field_lines import Facts
from docmgr.automation.models import BlindSample, ErrorBudget
from docmgr.automation.regime import live_model
from docmgr.automation.standing import standing_of
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.extraction import engine
from docmgr.web.decorators import requires
from docmgr.web.forms.automation import BudgetsForm, PolicyForm, Row
from docmgr.web.forms.reopening import ByNumberForm
from docmgr.web.http import PersonRequest, word

_ERRORS = 10


@require_GET
@requires(Act.SEE_LEARNING)
def overview(request: PersonRequest) -> HttpResponse:
    waiting = blind.waiting_for(request.user).count() if may(request.user, Act.REVIEW) else 0
    return render(request, "automation/overview.html", {
        "rows": selectors.overview(), "stopped": selectors.stopped_budgets(), "waiting": waiting,
        "lost": engine.out_of_order()})


@require_GET
@requires(Act.SEE_LEARNING)
def detail(request: PersonRequest, key: str) -> HttpResponse:
    return page_of(request, get_type(key))


@require_POST
@requires(Act.MANAGE_LEARNING)
def save_budgets(request: PersonRequest, key: str) -> HttpResponse:
    doc_type = get_type(key)
    form = BudgetsForm(doc_type, request.POST)
    if not form.is_valid:
        return page_of(request, doc_type, budgets_form=form, status=422)
    changed = budgets.set_budgets(doc_type, form.wanted, by=request.user)
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return redirect("web:automation_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def save_policy(request: PersonRequest, key: str) -> HttpResponse:
    doc_type = get_type(key)
    form = PolicyForm.sent(request.POST.dict(), budgets.policy_of(doc_type))
    if not form.is_valid():
        return page_of(request, doc_type, policy_form=form, status=422)
    changed = budgets.set_policy(doc_type, sample_share=form.cleaned_data["sample_share"],
                                 approval_counts=form.cleaned_data["approval_counts"], by=request.user)
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return redirect("web:automation_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def recall_documents(request: PersonRequest, key: str) -> HttpResponse:
    """Send back what the named field's budget had accepted before it switched itself off."""
    try:
        recall.ask(get_type(key), word(request.POST, "field"), by=request.user)
        messages.success(request, _("The documents are being sent back to review."))
    except Conflict as busy:
        messages.warning(request, str(busy.message))
    return redirect("web:automation_type", key=key)


@require_GET
@never_cache
@requires(Act.REVIEW)
def blind_next(request: PersonRequest) -> HttpResponse:
    """The next sample to type: the pages and the field's name, and nothing that the machine read."""
    sample = blind.next_for(request.user)
    return _sample(request, sample)


@require_POST
@requires(Act.REVIEW)
def blind_answer(request: PersonRequest, sample: int) -> HttpResponse:
    # "printed" is the answer of whoever was told that a check fails and has looked once more.
    kind, typed = word(request.POST, "kind", "value"), word(request.POST, "typed")
    try:
        asked = blind.get_for(request.user, sample)
        blind.answer(asked, by=request.user, kind="value" if kind == "printed" else kind, typed=typed,
                     as_printed=kind == "printed")
    except Conflict:  # in another window, by somebody else, or the document was read again
        messages.info(request, _("That sample was answered or dropped in the meantime; nothing was changed."))
    except Invalid as refusal:
        return _sample(request, asked, trouble=str(refusal.message), typed=typed, status=422,
                       doubtful=isinstance(refusal, blind.Doubtful))
    return redirect("web:automation_blind")


def _sample(
    request: PersonRequest, sample: BlindSample | None, *, trouble: str = "", typed: str = "", doubtful: bool = False,
    status: int = 200,
) -> HttpResponse:
    pages = list(sample.acceptance.document.pages.values_list("number", flat=True)) if sample else []
    return render(request, "automation/blind.html", {
        "sample": sample, "field": blind.field_of(sample) if sample else None, "pages": pages, "trouble": trouble,
        "typed": typed, "doubtful": doubtful,
        "left": blind.waiting_for(request.user).count()}, status=status)


def page_of(
    request: PersonRequest, doc_type: DocumentType, *, budgets_form: BudgetsForm | None = None,
    policy_form: PolicyForm | None = None, reopen_form: ByNumberForm | None = None, status: int = 200,
) -> HttpResponse:
    """``…_form``: what was refused, with what was typed."""
    facts, policy = Facts(doc_type), budgets.policy_of(doc_type)
    found, rows = list(selectors.found_errors(doc_type)[:_ERRORS + 1]), budgets_form.rows if budgets_form else {}
    lines = [(line, rows.get(line.key) or Row.of(line.budget)) for line in facts.lines()]
    return render(request, "automation/type.html", {
        "doc_type": doc_type, "lines": lines, "policy": policy_form or PolicyForm.of(policy),
        "totals": selectors.totals(doc_type), "reasons": selectors.reasons(doc_type), "errors": found[:_ERRORS],
        "more_errors": len(found) > _ERRORS, "labels": {line.key: line.label for line, _row in lines},
        "stopped": facts.stopped, "lost": engine.out_of_order(), "model": live_model(doc_type),
        "modes": ErrorBudget.Mode.choices,
        "standing": standing_of(doc_type, regime=facts.regime, policy=policy), "sure": bounds.SURE,
        "reopen_form": reopen_form or ByNumberForm()}, status=status)
