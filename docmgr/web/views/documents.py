"""The list of documents: filter, sort, search; rows that renew themselves; what is done to several at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import Invalid
from docmgr.core.paging import BoundedPaginator
from docmgr.doctypes.selectors import live_types
from docmgr.documents.models import Document
from docmgr.documents.states import BEING_READ
from docmgr.pipeline import retyping
from docmgr.review import finding
from docmgr.review.disclosure import shown_many, veiled
from docmgr.web import downloads, exporters
from docmgr.web.decorators import requires
from docmgr.web.document_rows import rows_for
from docmgr.web.forms.documents import ChosenForm, DocumentFilterForm, RetypeForm
from docmgr.web.forms.upload import StatusForm
from docmgr.web.http import PersonRequest, came_from
from docmgr.web.listing import listed

PER_PAGE = 25
# So many documents that stay as they are, are named one by one.
NAMED = 8


@require_GET
@requires(Act.UPLOAD)
def documents(request: PersonRequest) -> HttpResponse:
    form = DocumentFilterForm(request.GET, user=request.user)
    form.is_valid()  # what is wrong narrows nothing
    wanted = form.filters()
    pages = BoundedPaginator if wanted.text else Paginator
    page = pages(finding.documents_for(request.user, wanted), PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_for(request.user, list(page.object_list), text=wanted.text)
    context = {"form": form, "page": page, "rows": rows, "sort": wanted.sort, "running": _running(rows),
               "types": live_types()}
    return listed(request, context, page="documents/documents.html", rows="documents/_list.html")


@require_GET
@never_cache
@requires(Act.UPLOAD)
def document_rows(request: PersonRequest) -> HttpResponse:
    """The rows that were under way, as they are now."""
    form = StatusForm(request.GET)
    if not form.is_valid():
        raise Invalid
    chosen = Document.objects.visible_to(request.user).filter(pk__in=form.numbers()).for_list()
    rows = rows_for(request.user, list(chosen))
    return render(request, "documents/_renewed.html", {"rows": rows, "running": _running(rows)})


@require_POST
@requires(Act.UPLOAD)
def documents_export(request: PersonRequest) -> HttpResponse:
    """The results of the ticked documents as one CSV or XLSX; of those that others stand for, theirs are wanted."""
    form = ChosenForm(request.POST)
    if not form.is_valid():
        raise Invalid
    chosen = Document.objects.visible_to(request.user).standing().filter(pk__in=form.cleaned_data["ids"]).for_list()
    ordered, kind = list(chosen.order_by("-id")), form.cleaned_data["kind"]
    told = shown_many(request.user, ordered)
    for document in ordered:
        told[document.pk].veil(document)
    content = exporters.export_many(kind, ordered, {pk: shown.fields() for pk, shown in told.items()})
    downloads.note_export(ordered, request.user, kind)
    return downloads.result_file(content, kind, f"docmgr-{timezone.localdate():%Y-%m-%d}")


@require_POST
@requires(Act.UPLOAD)
def documents_retype(request: PersonRequest) -> HttpResponse:
    """Have the ticked documents read again as another type; those that stay as they are, are named."""
    form = RetypeForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose the documents and the type that they are of."))
    chosen = Document.objects.visible_to(request.user).filter(pk__in=form.cleaned_data["ids"]).for_list()
    outcome = retyping.change_type(chosen.order_by("-id"), form.cleaned_data["doc_type"], actor=request.user)
    if outcome.sent:
        messages.success(request, ngettext(
            "%(n)d document is read again as “%(type)s”.", "%(n)d documents are read again as “%(type)s”.",
            len(outcome.sent)) % {"n": len(outcome.sent), "type": form.cleaned_data["doc_type"]})
    if outcome.left:
        veiled(request.user, [document for document, _why in outcome.left])
        messages.warning(request, _left_words(outcome.left))
    return redirect(came_from(request) or "web:documents")


def _left_words(left: list[retyping.Left]) -> str:
    named = [f"{document.name} ({why})" for document, why in left[:NAMED]]
    more = [_("%(n)d more") % {"n": len(left) - NAMED}] if len(left) > NAMED else []
    return _("Left as they are: %(documents)s") % {"documents": " · ".join([*named, *more])}


def _running(rows: list) -> str:
    """Ids of the documents under way, for the request that renews their rows."""
    return ",".join(str(row.document.pk) for row in rows if row.document.status in BEING_READ)
