"""One document: its page, its pictures, its downloads, and sending it to the engine again."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.exceptions import Invalid
from docmgr.documents import selectors
from docmgr.documents.states import BEING_READ
from docmgr.extraction.messages import findings
from docmgr.extraction.selectors import latest_run
from docmgr.pipeline import flow
from docmgr.review import covering, opening
from docmgr.review.disclosure import sees_sensitive, shown_to, veiled
from docmgr.review.reopening import may_reopen
from docmgr.review.searchable import searchable_pdf
from docmgr.web import downloads, exporters, results, splitting
from docmgr.web.commenting import commenting
from docmgr.web.decorators import requires
from docmgr.web.forms.asking import AskForm
from docmgr.web.forms.upload import TypeForm
from docmgr.web.http import PersonRequest
from docmgr.web.lines import lines_for
from docmgr.web.pictures import jpeg


@require_GET
@never_cache
@requires(Act.UPLOAD)
def document(request: PersonRequest, pk: int) -> HttpResponse:
    shown = opening.opened(request.user, pk)
    told = shown_to(request.user, shown)
    told.veil(shown)
    fields, run = told.fields(), latest_run(shown)
    return render(request, "results/document.html", {
        "document": shown,
        "fields": fields, "tables": results.tables(fields),
        "boxes": results.boxes_of(fields),
        "run": run,
        "findings": [{**one, "text": told.text(one["text"])} for one in findings(run.issues)] if run else [],
        "history": results.history(shown),
        "line": lines_for([shown])[0] if shown.status in BEING_READ or shown.failure_code else None,
        "type_form": TypeForm(initial={"doc_type": shown.doc_type.key if shown.doc_type else None}),
        "ask_form": AskForm(auto_id="ask-%s"),
        "twins": veiled(request.user, selectors.duplicates_of(shown, request.user)[:3]),
        "clear": sees_sensitive(request.user, shown),
        "drawn_anew": told.hidden is not None and shown.status not in covering.UNREAD,
        "may_reopen": may_reopen(request.user, shown),
        "may_send": flow.may_send(request.user, shown), "family": splitting.family(request.user, shown),
        **commenting(shown, request.user, fields),
    })


@require_GET
@never_cache
@requires(Act.UPLOAD)
def document_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The line of a document under way; once it is over, the page is loaded anew."""
    shown = selectors.get_visible(request.user, pk)
    response = render(request, "results/_progress.html", {"document": shown, "line": lines_for([shown])[0]})
    if shown.status not in BEING_READ:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@requires(Act.UPLOAD)
def document_pages(request: PersonRequest, pk: int) -> HttpResponse:
    """Sizes, pictures and lines of all pages, for the viewer."""
    shown = opening.opened(request.user, pk)
    pages = covering.pages_for(request.user, shown)
    response = JsonResponse({"pages": [results.page_data(page) for page in pages]})
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_GET
@never_cache
@requires(Act.UPLOAD)
def document_text(request: PersonRequest, pk: int) -> HttpResponse:
    shown = opening.opened(request.user, pk)
    return render(request, "results/_text.html", {
        "document": shown, "pages": covering.pages_for(request.user, shown)})


@require_GET
@requires(Act.UPLOAD)
def page_image(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """The picture of a page as this person may see it; its key in the file store is its version."""
    page = selectors.pictured(opening.opened(request.user, pk), number)
    return jpeg(request, version=covering.version_of(request.user, page),
                made=lambda: covering.picture(request.user, page))


@require_GET
@requires(Act.UPLOAD)
def document_original(request: PersonRequest, pk: int) -> FileResponse:
    return downloads.original_file(*opening.original(request.user, pk))


@require_GET
@requires(Act.UPLOAD)
def document_searchable(request: PersonRequest, pk: int) -> StreamingHttpResponse:
    """The pages with their words behind them, as far as this person may read them."""
    shown = opening.found(request.user, pk)
    pieces = searchable_pdf(request.user, shown)
    downloads.note_export([shown], request.user, "pdf")
    shown_to(request.user, shown).veil(shown)
    return downloads.streamed(pieces, "pdf", shown.name)


@require_GET
@requires(Act.UPLOAD)
def document_export(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    if kind not in exporters.MEDIA:
        raise Http404
    shown = opening.found(request.user, pk)
    told = shown_to(request.user, shown)
    told.veil(shown)
    pages = covering.pages_for(request.user, shown, pictures=kind == "md")
    content = exporters.export(kind, shown, told.fields(), pages)
    downloads.note_export([shown], request.user, kind)
    return downloads.result_file(content, kind, shown.name)


@require_POST
@requires(Act.UPLOAD)
def document_retry(request: PersonRequest, pk: int) -> HttpResponse:
    shown = selectors.get_visible(request.user, pk)
    flow.retry(shown, actor=request.user)
    if request.accepts("text/html"):
        return redirect("web:document", pk=pk)
    return JsonResponse(lines_for([shown])[0])


@require_POST
@requires(Act.UPLOAD)
def document_reclassify(request: PersonRequest, pk: int) -> HttpResponse:
    shown = selectors.get_visible(request.user, pk)
    form = TypeForm(request.POST)
    if not form.is_valid():
        raise Invalid
    flow.reclassify(shown, form.cleaned_data["doc_type"], actor=request.user)
    return redirect("web:document", pk=pk)
