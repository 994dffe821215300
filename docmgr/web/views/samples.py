"""Error samples: the list with its filter, the exports, and the download."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.core.guarded import GUARD
from docmgr.training import selectors
from docmgr.training.export import archive
from docmgr.training.models import DatasetExport
from docmgr.web.decorators import requires
from docmgr.web.forms.samples import ExportForm, SampleFilterForm
from docmgr.web.http import PersonRequest
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
    """The filtered samples as a ZIP."""
    asked = ExportForm(request.POST)
    if not asked.is_valid():
        return _page(request, asked, status=422)
    made, name = archive(_filter_form(request).chosen(), request.user, **asked.choice())
    return FileResponse(made, as_attachment=True, filename=name, content_type="application/zip", headers=GUARD)


def _filter_form(request: PersonRequest) -> SampleFilterForm:
    """From the address, for the list and the export alike."""
    keys = selectors.keys_in(request.user, request.GET.get("type", ""))
    return SampleFilterForm(request.GET, keys=keys)


def _page(request: PersonRequest, export: ExportForm, *, status: int = 200) -> HttpResponse:
    form = _filter_form(request)
    samples = selectors.samples_for(request.user, form.chosen())
    return listed(request, {
        "form": form, "page": Paginator(samples, PER_PAGE).get_page(request.GET.get("page")),
        "causes": selectors.counts_by_cause(samples), "export": export,
        "exports": DatasetExport.objects.select_related("by")[:_RECENT],
    }, page="samples/list.html", rows="samples/_rows.html", status=status)
