"""Trained models: all types with the schedules, one type with its versions, and everything that changes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import Conflict, Invalid, NotThere
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.training import overview, schedules
from docmgr.training.background import jobs
from docmgr.training.models import ModelVersion
from docmgr.training.trained import finetuning, versions
from docmgr.training.trained.retraining import FEWEST_DOCUMENTS
from docmgr.web import model_rows
from docmgr.web.decorators import requires
from docmgr.web.forms.models import ProtectForm, ScheduleForm
from docmgr.web.http import PersonRequest, word
from docmgr.web.reader_rows import reader_rows


@require_GET
@requires(Act.SEE_LEARNING)
def models(request: PersonRequest) -> HttpResponse:
    return _overview(request)


@require_GET
@requires(Act.SEE_LEARNING)
def model_type(request: PersonRequest, key: str) -> HttpResponse:
    doc_type = _type(key)
    job = jobs.latest("retrain", doc_type.key)
    protected, rows = versions.protected_keys(doc_type), model_rows.version_rows(doc_type)
    return render(request, "models/type.html", {
        "doc_type": doc_type, "state": overview.state_of(doc_type), "rows": rows,
        "job": job, "outcome": model_rows.outcome_of(job, (row.version for row in rows)), "fewest": FEWEST_DOCUMENTS,
        "protect": ProtectForm(doc_type, initial={"protected": protected}), "protected": protected,
        "readers": reader_rows(doc_type), "calendar": schedules.is_on("retrain"),
    })


@require_POST
@requires(Act.MANAGE_LEARNING)
def model_retrain(request: PersonRequest, key: str) -> HttpResponse:
    """``engine`` names a reader to fine-tune; without it the field model is trained."""
    doc_type, engine = _type(key), word(request.POST, "engine", ModelVersion.Engine.FIELDS)
    if engine in finetuning.FORMATS:
        finetuning.base_of(engine)
    elif engine != ModelVersion.Engine.FIELDS:
        raise Invalid
    jobs.start("retrain", by=request.user, params={"type": doc_type.key, "engine": engine})
    return redirect("web:model_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def model_use(request: PersonRequest, key: str, number: int) -> HttpResponse:
    """Version ``number`` goes live; 0 is none: the built-in extractor with the layout memory, the reader as it was."""
    doc_type = _type(key)
    if number:
        versions.use(versions.get_version(doc_type, number), by=request.user)
        messages.success(request, _("Version #%(number)d is live.") % {"number": number})
    else:
        versions.use_none(doc_type, by=request.user, engine=word(request.POST, "engine", ModelVersion.Engine.FIELDS))
        messages.success(request, _("Documents of this type are read without a trained model now."))
    return redirect("web:model_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def model_protect(request: PersonRequest, key: str) -> HttpResponse:
    doc_type = _type(key)
    form = ProtectForm(doc_type, request.POST)
    if form.is_valid():
        versions.protect(doc_type, form.cleaned_data["protected"], by=request.user)
        messages.success(request, _("Protected fields saved."))
    return redirect("web:model_type", key=key)


@require_POST
@requires(Act.MANAGE_LEARNING)
def model_schedule(request: PersonRequest, kind: str) -> HttpResponse:
    schedule = next((s for s in schedules.schedules() if s.kind == kind), None)
    if schedule is None:
        raise NotThere
    form = ScheduleForm.for_kind(kind, request.POST)
    if not form.is_valid():
        return _overview(request, form, status=422)
    if form.cleaned_data["revision"] == schedule.revision and not form.changes(schedule):
        messages.success(request, _("Nothing was changed."))
        return redirect("web:models")
    try:
        schedules.edit(schedule, by=request.user, revision=form.cleaned_data["revision"], **form.parts())
    except Conflict as faster:
        messages.warning(request, _("Somebody else changed this schedule in the meantime: this is how it stands now. "
                                    "Yours was not saved."))
        return _overview(request, status=faster.status)
    messages.success(request, _("Schedule saved."))
    return redirect("web:models")


def _overview(request: PersonRequest, failed: ScheduleForm | None = None, *, status: int = 200) -> HttpResponse:
    return render(request, "models/overview.html", {
        "types": model_rows.type_rows(), "schedules": model_rows.schedule_rows(failed),
        "collecting": jobs.latest("collect_samples"), "fewest": FEWEST_DOCUMENTS,
    }, status=status)


def _type(key: str) -> DocumentType:
    """One that documents are read as."""
    doc_type = get_type(key)
    if not (doc_type.active and doc_type.live_id):
        raise NotThere
    return doc_type
