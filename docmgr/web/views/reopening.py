"""Opening a decided document again: from its page, and by its number for administrators who may not read it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from docmgr.accounts.roles import Act, may
from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import listed
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.documents.models import Document
from docmgr.documents.selectors import get_visible
from docmgr.documents.states import DECIDED
from docmgr.pipeline import flow
from docmgr.web.decorators import requires
from docmgr.web.forms import refused_into, trouble_of
from docmgr.web.forms.reopening import ByNumberForm, ReopenForm
from docmgr.web.http import PersonRequest
from docmgr.web.views import automation


@require_POST
@requires(Act.REOPEN)
def document_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    shown, form = get_visible(request.user, pk), ReopenForm(request.POST)
    if not form.is_valid():
        raise Invalid(trouble_of(form))
    _reopen(request, shown, form.cleaned_data["reason"], revision=form.cleaned_data["revision"])
    return redirect("web:review_document" if may(request.user, Act.REVIEW) else "web:document", pk=pk)


@require_POST
@requires(Act.REOPEN_ANY)
def automation_reopen(request: PersonRequest, key: str) -> HttpResponse:
    """As calling back does, without showing anything of the document."""
    doc_type, form = get_type(key), ByNumberForm(request.POST)
    if form.is_valid():
        with refused_into(form, "number"):
            _reopen(request, _decided(doc_type, form.cleaned_data["number"]), form.cleaned_data["reason"])
            return redirect("web:automation_type", key=key)
    return automation.page_of(request, doc_type, reopen_form=form, status=422)


def _decided(doc_type: DocumentType, number: int) -> Document:
    """Raises Invalid."""
    found = Document.objects.filter(doc_type=doc_type, pk=number, status__in=DECIDED).first()
    if found is None:
        raise Invalid(_("No decided document of this type has the number %(number)d.") % {"number": number})
    return found


def _reopen(request: PersonRequest, document: Document, reason: str, *, revision: int | None = None) -> None:
    holders = flow.reopen(document, actor=request.user, reason=reason,
                          revision=document.revision if revision is None else revision)
    messages.success(request, _("#%(number)d is in review again.") % {"number": document.pk})
    if holders:
        messages.warning(request, _("Its result was taken out of the system meanwhile. Tell: %(names)s") % {
            "names": listed(holders)})
