"""Gold sets and what the engine scores on them: all types, one type, and everything that changes them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import NotThere
from docmgr.core.sentences import listed
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.documents.models import Document
from docmgr.documents.selectors import get_visible
from docmgr.evaluation import gold, labels, runs, selectors
from docmgr.evaluation.models import EvaluationRun
from docmgr.pipeline.rehearsals.gold_import import import_zip
from docmgr.training.background import jobs
from docmgr.web.bench_input import number
from docmgr.web.charts.curve import chart_of_runs
from docmgr.web.charts.reliability import diagram_of
from docmgr.web.decorators import requires
from docmgr.web.forms import refused_into
from docmgr.web.forms.evaluation import ArchiveForm, ReportForm, SampleForm
from docmgr.web.http import PersonRequest, came_from

PER_PAGE = 25
_RUNS = 20


@require_GET
@requires(Act.SEE_LEARNING)
def overview(request: PersonRequest) -> HttpResponse:
    return render(request, "evaluation/overview.html", {"rows": selectors.overview(request.user)})


@require_GET
@requires(Act.SEE_LEARNING)
def detail(request: PersonRequest, key: str) -> HttpResponse:
    """One type; ``?run=`` shows an earlier run in place of the newest."""
    return _page(request, get_type(key))


@require_POST
@requires(Act.MANAGE_LEARNING)
def start(request: PersonRequest, key: str) -> HttpResponse:
    jobs.start("evaluate", by=request.user, params={"type": get_type(key).key})
    return redirect("web:evaluation_type", key=key)


@require_POST
@requires(Act.MANAGE_GOLD)
def sample(request: PersonRequest, key: str) -> HttpResponse:
    doc_type, form = get_type(key), SampleForm(request.POST)
    if not form.is_valid():
        return _page(request, doc_type, sample=form, status=422)
    taken = gold.sample(doc_type, form.cleaned_data["count"], by=request.user)
    messages.success(request, ngettext(
        "%(count)d document was put into the gold set.", "%(count)d documents were put into the gold set.", taken,
    ) % {"count": taken})
    return redirect("web:evaluation_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def bring_gold(request: PersonRequest, key: str) -> HttpResponse:
    doc_type, form = get_type(key), ArchiveForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, doc_type, archive=form, status=422)
    with refused_into(form, "archive"):
        done = import_zip(form.cleaned_data["archive"], doc_type, by=request.user)
    if form.errors:
        return _page(request, doc_type, archive=form, status=422)
    messages.success(request, _("%(taken)d taken, %(known)d known already.") % {
        "taken": done.taken, "known": done.known})
    if done.refused:
        messages.warning(request, ngettext(
            "%(count)d line has no file that can be used: %(ids)s",
            "%(count)d lines have no file that can be used, the first of them: %(ids)s", len(done.refused)) % {
                "count": len(done.refused), "ids": listed(done.refused[:5])})
    return redirect("web:evaluation_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def bring_report(request: PersonRequest, key: str) -> HttpResponse:
    doc_type, form = get_type(key), ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, doc_type, report=form, status=422)
    with refused_into(form, "report"):
        runs.bring_in(doc_type, form.cleaned_data["report"], by=request.user)
    if form.errors:
        return _page(request, doc_type, report=form, status=422)
    messages.success(request, _("The report was brought in."))
    return redirect("web:evaluation_type", key=key)


@require_POST
@requires(Act.MANAGE_GOLD)
def gold_document(request: PersonRequest, pk: int) -> HttpResponse:
    """Put one approved document into its type's gold set, or take it out (``out``); from its own page or the list.

    An administrator sees numbers of gold documents only, and may take out by number what he may not open.
    """
    out = "out" in request.POST
    if out and "list" in request.POST and gold.member(pk) is None:  # a second click, or another window was faster
        messages.info(request, _("That document is not in the gold set any more."))
        return redirect(came_from(request) or "web:evaluation")
    document = _member(pk) if out else get_visible(request.user, pk)
    if out:
        gold.remove(document, by=request.user)
        messages.success(request, _("The document was taken out of the gold set. It teaches again."))
    else:
        gold.add([document], by=request.user)
        messages.success(request, _("The document is in the gold set now. Nothing is learned from it any more."))
    back = document.doc_type.key if document.doc_type and "list" in request.POST else ""
    return redirect("web:evaluation_type", key=back) if back else redirect("web:document", pk=pk)


def _member(pk: int) -> Document:
    member = gold.member(pk)
    if member is None:
        raise NotThere
    return member.document


def _page(request: PersonRequest, doc_type: DocumentType, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    asked = request.GET.get("run", "")
    known = list(selectors.runs_of(doc_type)[:_RUNS])
    run = selectors.get_run(doc_type, number(asked)) if asked else _newest(doc_type, known)
    before = selectors.run_before(run) if run else None
    curve, candidates = selectors.curve_of(doc_type), gold.candidates(doc_type).count()
    return render(request, "evaluation/type.html", {
        "doc_type": doc_type, "counts": selectors.counts_of(doc_type), "run": run, "before": before, "runs": known,
        "against": selectors.against(run, before) if run else None, "curve": curve,
        "fields": selectors.field_rows(run, before) if run else [], "chart": chart_of_runs(curve),
        "diagram": diagram_of(run.report.get("reliability")) if run else None,
        "candidates": candidates,
        "members": Paginator(selectors.members_of(doc_type), PER_PAGE).get_page(request.GET.get("page")),
        "job": jobs.latest("evaluate", doc_type.key),
        "standing": labels.standing(request.user, doc_type),
        "relabelled": labels.changed_since(before, run) if run and before else 0,
        "forms": {"sample": SampleForm.of(candidates), "archive": ArchiveForm(), "report": ReportForm(), **given},
    }, status=status)


def _newest(doc_type: DocumentType, known: list[EvaluationRun]) -> EvaluationRun | None:
    """Of the gold set where there is one."""
    ours = next((run for run in known if run.source == EvaluationRun.Source.GOLD_SET), None)
    newest = ours or (known[0] if known else None)
    return selectors.get_run(doc_type, newest.pk) if newest else None
