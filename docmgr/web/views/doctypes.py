"""Document types: the list, one type to read, definitions as files. What is done to a draft: ``type_drafts``."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act, may
from docmgr.core.exceptions import Invalid
from docmgr.doctypes import selectors, services
from docmgr.doctypes.difference import difference
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.evaluation.selectors import standing_of
from docmgr.extraction import definition_files, engine
from docmgr.web import downloads
from docmgr.web.decorators import requires
from docmgr.web.forms import refused_into
from docmgr.web.forms.doctypes import NewTypeForm, OptionsForm
from docmgr.web.forms.type_file import ReplaceForm, TypeFileForm
from docmgr.web.http import PersonRequest


@require_GET
@requires(Act.SEE_TYPES)
def type_list(request: PersonRequest) -> HttpResponse:
    return _list(request)


def _list(request: PersonRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    return render(request, "doctypes/list.html", {
        "types": selectors.all_types(), "form": NewTypeForm(), "file_form": TypeFileForm(), **forms}, status=status)


@require_POST
@requires(Act.MANAGE_TYPES)
def type_create(request: PersonRequest) -> HttpResponse:
    form = NewTypeForm(request.POST)
    if not form.is_valid():
        return _list(request, form=form, status=422)
    draft = services.create_type(**form.cleaned_data, by=request.user)
    return redirect("web:type_edit", key=draft.doc_type.key)


@require_POST
@requires(Act.MANAGE_TYPES)
def type_bring_in(request: PersonRequest) -> HttpResponse:
    """A definition file becomes the draft of a new type; of one that is there it is compared with the draft first."""
    form = TypeFileForm(request.POST, request.FILES)
    if form.is_valid() and (doc_type := selectors.find_type(form.cleaned_data["definition"]["key"])):
        with refused_into(form, "definition"):
            return _compared(request, doc_type, form.cleaned_data["definition"])
    draft = form.brought_in(by=request.user) if form.is_valid() else None
    if draft is None:
        return _list(request, file_form=form, status=422)
    messages.success(request, _("The file was brought in as a draft. It counts once the draft is published."))
    return redirect("web:type_edit", key=draft.doc_type.key)


def _compared(request: PersonRequest, doc_type: DocumentType, definition: dict[str, Any]) -> HttpResponse:
    """Against what a draft would say without the file: the draft, else the version that one is copied from."""
    draft = selectors.find_draft(doc_type)
    base = draft or doc_type.live or doc_type.versions.latest("number")
    return render(request, "doctypes/replace.html", {
        "doc_type": doc_type, "draft": draft, "base": base, "form": ReplaceForm.of(definition, draft),
        "difference": difference(base.definition(), definition)})


@require_POST
@requires(Act.MANAGE_TYPES)
def type_replace(request: PersonRequest, key: str) -> HttpResponse:
    """The draft becomes what was compared with it."""
    doc_type = selectors.get_type(key)
    form = ReplaceForm(request.POST)
    if not form.is_valid() or form.cleaned_data["packed"]["key"] != key:
        raise Invalid
    definition_files.replace(doc_type, form.cleaned_data["packed"], by=request.user, seen=form.seen)
    messages.success(request, _("The draft says what the file says. It counts once the draft is published."))
    return redirect("web:type_edit", key=key)


@require_GET
@requires(Act.SEE_TYPES)
def type_file(request: PersonRequest, key: str, number: int) -> HttpResponse:
    """A version as a file: for a backup, or for another installation."""
    version = selectors.get_version(selectors.get_type(key), number)
    return downloads.result_file(definition_files.written(version), "json", f"{key}-v{number}")


@require_GET
@requires(Act.SEE_TYPES)
def type_detail(request: PersonRequest, key: str, number: int | None = None) -> HttpResponse:
    """One version of a type, to read: the live one where none is named."""
    doc_type = selectors.get_type(key)
    versions = list(doc_type.versions.select_related("created_by", "published_by"))
    newest = doc_type.live or versions[0]
    shown = selectors.get_version(doc_type, newest.number if number is None else number)
    return render(request, "doctypes/detail.html", {
        "doc_type": doc_type,
        "version": shown,
        "versions": versions,
        "draft": next((v for v in versions if v.state == TypeVersion.State.DRAFT), None),
        "prompt": engine.assemble_prompt(shown.definition()),
        "options": OptionsForm(initial={"active": doc_type.active, "four_eyes": doc_type.four_eyes}),
        "measured": standing_of(shown) if may(request.user, Act.SEE_LEARNING) else None,
    })


@require_POST
@requires(Act.MANAGE_TYPES)
def type_options(request: PersonRequest, key: str) -> HttpResponse:
    form = OptionsForm(request.POST)
    form.is_valid()
    services.set_options(selectors.get_type(key), by=request.user, **form.cleaned_data)
    messages.success(request, _("Options saved."))
    return redirect("web:type_detail", key=key)
