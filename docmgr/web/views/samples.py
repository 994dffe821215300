"""Error samples: the list with its filter, the exports, and their downloads."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act, may
from docmgr.core.guarded import GUARD
from docmgr.training import selectors
from docmgr.training.exports import exporting
from docmgr.training.models import DatasetExport
from docmgr.web.decorators import requires
from docmgr.web.forms.samples import ExportForm, SampleFilterForm
from docmgr.web.http import PersonRequest, word
from docmgr.web.listing import listed

PER_PAGE = 50
_RECENT = 5


@require_GET
@requires(Act.SEE_ERROR_SAMPLES)
def sample_list(request: PersonRequest) -> HttpResponse:
    return _page(request, ExportForm())


@require_POST
@requires(Act.EXPORT_ERROR_SAMPLES)
def sample_export(request: PersonRequest) -> HttpResponseBase:
    """Has a worker make a ZIP of the filtered samples; the list tells how far it is."""
    asked, chosen = ExportForm(request.POST), _filter_form(request)
    if not asked.is_valid() or not chosen.is_valid():  # taken out is never more than was asked for
        return _page(request, asked, status=422)
    exporting.start(chosen.chosen(), request.user, **asked.choice())
    return redirect(f"{reverse('web:sample_list')}?{request.GET.urlencode()}".rstrip("?"))


@require_GET
@requires(Act.EXPORT_ERROR_SAMPLES)
def sample_download(request: PersonRequest, pk: int) -> HttpResponseBase:
    """What a worker made for this person."""
    made, name = exporting.taken(request.user, pk=pk)
    return FileResponse(made, as_attachment=True, filename=name, content_type="application/zip", headers=GUARD)


def _filter_form(request: PersonRequest) -> SampleFilterForm:
    """From the address, for the list and the export alike."""
    keys = selectors.keys_in(request.user, word(request.GET, "type"))
    return SampleFilterForm(request.GET, keys=keys)


def _page(request: PersonRequest, export: ExportForm, *, status: int = 200) -> HttpResponse:
    form = _filter_form(request)
    samples = selectors.samples_for(request.user, form.chosen())
    job = exporting.newest(request.user) if may(request.user, Act.EXPORT_ERROR_SAMPLES) else None
    return listed(request, {
        "form": form, "page": Paginator(samples, PER_PAGE).get_page(request.GET.get("page")),
        "causes": selectors.counts_by_cause(samples), "export": export,
        "job": job, "made": exporting.made_by(job),
        "exports": DatasetExport.objects.select_related("by")[:_RECENT],
    }, page="samples/list.html", rows="samples/_rows.html", status=status)
