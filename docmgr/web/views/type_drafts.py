"""The draft of a document type: its editor, trying it, the lock that the gold set is, publishing."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes import selectors, services
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.evaluation import gate
from docmgr.extraction import engine
from docmgr.extraction.soundness import problems
from docmgr.extraction.trial import try_draft
from docmgr.pipeline import publishing
from docmgr.review import opening
from docmgr.training.samples import proposals
from docmgr.web.decorators import requires
from docmgr.web.forms.doctypes import PublishForm, TrialForm
from docmgr.web.forms.type_draft import BaseFieldFormSet, FieldForm, FieldFormSet, VersionForm
from docmgr.web.http import PersonRequest, word


@require_POST
@requires(Act.MANAGE_TYPES)
def type_draft(request: PersonRequest, key: str) -> HttpResponse:
    services.open_draft(selectors.get_type(key), by=request.user)
    return redirect("web:type_edit", key=key)


@require_http_methods(["GET", "POST"])
@requires(Act.MANAGE_TYPES)
def type_edit(request: PersonRequest, key: str) -> HttpResponse:
    doc_type = selectors.get_type(key)
    draft = selectors.find_draft(doc_type)
    if draft is None:
        return _no_draft(request, doc_type)
    if request.method == "GET":
        rows = [FieldForm.initial_of(f) for f in draft.fields.all()]
        return _editor(request, draft, VersionForm.of(draft), cast(BaseFieldFormSet, FieldFormSet(
            initial=rows, prefix="fields")))
    form = VersionForm(request.POST)
    fields = cast(BaseFieldFormSet, FieldFormSet(request.POST, request.FILES, prefix="fields"))
    form.newest = draft.revision
    if not (form.is_valid() and fields.is_valid()):
        return _editor(request, draft, form, fields, status=422)
    parts = {k: v for k, v in form.cleaned_data.items() if k != "revision"}
    services.save_draft(
        draft, by=request.user, revision=form.cleaned_data["revision"], parts=parts, fields=fields.in_order())
    messages.success(request, _("Draft saved."))
    return redirect("web:type_edit", key=key)


def _no_draft(request: PersonRequest, doc_type: DocumentType) -> HttpResponse:
    """It was published or thrown away: by the back button one comes here again, or a colleague was faster."""
    if request.method == "POST":
        raise Conflict(_("Somebody else published this draft or threw it away in the meantime. Nothing was saved."))
    return redirect("web:type_detail", key=doc_type.key)


def _editor(
    request: PersonRequest, draft: TypeVersion, form: VersionForm, fields: BaseFieldFormSet, status: int = 200,
) -> HttpResponse:
    definition = draft.definition()
    return render(request, "doctypes/edit.html", {
        "draft": draft,
        "doc_type": draft.doc_type,
        "form": form,
        "fields": fields,
        "problems": problems(definition),
        "prompt": engine.assemble_prompt(definition),
        "publish": PublishForm(initial={"revision": draft.revision}),
        **_gate(draft),
        "trial": TrialForm(user=request.user),
    }, status=status)


@require_GET
@requires(Act.MANAGE_TYPES)
def type_try(request: PersonRequest, key: str) -> HttpResponse:
    """What the saved draft finds on a document, beside the live version."""
    doc_type = selectors.get_type(key)
    draft = selectors.get_draft(doc_type)
    form = TrialForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Invalid(_("Choose a document to try the draft on."))
    document = form.cleaned_data["document"]
    opening.note(document, by=request.user)
    trial = try_draft(document, draft, doc_type.live)
    return render(request, "doctypes/_trial.html", {
        "trial": trial, "draft": draft, "live": doc_type.live, "document": document})


@require_POST
@requires(Act.MANAGE_TYPES)
def type_check(request: PersonRequest, key: str) -> HttpResponse:
    """Read the gold set with the saved draft, in the background."""
    draft = selectors.get_draft(selectors.get_type(key))
    gate.ask(draft, by=request.user)
    return _gate_shown(request, draft)


@require_GET
@requires(Act.MANAGE_TYPES)
def type_gate(request: PersonRequest, key: str) -> HttpResponse:
    """The fragment of the lock; while the gold set is being read it asks for itself."""
    return _gate_shown(request, selectors.get_draft(selectors.get_type(key)))


def _gate_shown(request: PersonRequest, draft: TypeVersion) -> HttpResponse:
    return render(request, "doctypes/_gate.html", {"draft": draft, "doc_type": draft.doc_type, **_gate(draft)})


def _gate(draft: TypeVersion) -> dict[str, Any]:
    labels = {f.key: f.label for f in draft.fields.all()}
    found = gate.gate_of(draft)
    rows = [{**row, "label": labels.get(row["key"], row["key"]), "change": row["after"] - row["before"]}
            for row in (found.check.fields if found.check else [])]
    return {"gate": found, "gate_rows": rows, "gate_worse": [r for r in rows if r["key"] in found.check.worse]
            if found.check else [], "gate_margin": gate.MARGIN, "gate_fewest": gate.FEWEST_LOST}


@require_POST
@requires(Act.MANAGE_TYPES)
def type_publish(request: PersonRequest, key: str, number: int) -> HttpResponse:
    draft = selectors.get_version(selectors.get_type(key), number)
    form = PublishForm(request.POST)
    form.is_valid()
    measured = publishing.publish(
        draft, by=request.user, revision=form.cleaned_data.get("revision", -1), note=form.cleaned_data.get("note", ""),
        override=word(request.POST, "override"))
    return _went_live(request, key, number, measured=measured)


@require_POST
@requires(Act.MANAGE_TYPES)
def type_roll_back(request: PersonRequest, key: str, number: int) -> HttpResponse:
    measured = publishing.roll_back(selectors.get_version(selectors.get_type(key), number), by=request.user)
    return _went_live(request, key, number, measured=measured)


def _went_live(request: PersonRequest, key: str, number: int, *, measured: bool) -> HttpResponse:
    said = (_("Version %(number)d is live. Its gold set is being measured.") if measured
            else _("Version %(number)d is live."))
    messages.success(request, said % {"number": number})
    return redirect("web:type_detail", key=key)


@require_POST
@requires(Act.MANAGE_TYPES)
def type_discard(request: PersonRequest, key: str, number: int) -> HttpResponse:
    proposals.discard_draft(selectors.get_version(selectors.get_type(key), number), by=request.user)
    messages.success(request, _("The draft was thrown away."))
    return redirect("web:type_list")
