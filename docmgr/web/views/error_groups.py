"""Groups of error samples: ranked, with examples, and fixes that were tried for them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts.roles import Act
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.training.background import jobs
from docmgr.training.samples import proposals
from docmgr.training.samples.examples import example_of, with_example
from docmgr.training.samples.groups import groups_for, with_documents
from docmgr.training.selectors import SampleFilter, samples_for
from docmgr.web.decorators import requires
from docmgr.web.forms.type_filter import TypeFilterForm
from docmgr.web.http import PersonRequest, word

PER_PAGE = 20


@require_GET
@requires(Act.SEE_ERROR_SAMPLES)
def error_groups(request: PersonRequest) -> HttpResponse:
    """The groups of one type, or of all."""
    form = TypeFilterForm(request.GET)
    chosen = form.key()
    types = DocumentType.objects.filter(
        Q(versions__error_samples__isnull=False) | Q(key=chosen)).select_related("live").distinct()
    groups = groups_for(request.user, SampleFilter(doc_type=chosen))
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    with_documents(page)
    return render(request, "error_groups/list.html", {
        "page": page, "types": types, "form": form,
        "chosen": chosen, "samples": sum(g.count for g in groups), "most": max((g.count for g in groups), default=0),
        "job": jobs.latest("propose_fixes", chosen),
        "pictured": with_example(sample for group in page for sample in group.examples),
    })


@require_POST
@requires(Act.MANAGE_LEARNING)
def error_group_fixes(request: PersonRequest) -> HttpResponse:
    """Look for fixes in the background, for one type or for all."""
    asked = word(request.POST, "type")
    key = get_type(asked).key if asked else ""
    jobs.start("propose_fixes", by=request.user, params={"type": key} if key else {})
    return redirect(reverse("web:error_groups") + (f"?type={key}" if key else ""))


@require_GET
@requires(Act.SEE_ERROR_SAMPLES)
def error_group_crop(request: PersonRequest, pk: int) -> HttpResponse:
    """The place of the value, whatever is sensitive on it covered for everybody; 404 where it may not be shown."""
    sample = samples_for(request.user).filter(pk=pk).first()
    picture = example_of(sample) if sample else None
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, private=True, max_age=600)
    return response


@require_POST
@requires(Act.MANAGE_TYPES)
def error_group_accept(request: PersonRequest, pk: int) -> HttpResponse:
    proposal = proposals.get(pk)
    draft = proposals.accept(proposal, by=request.user)
    if draft is None:
        messages.success(request, _("The layout is learned."))
        return redirect("web:error_groups")
    messages.success(request, _("The fix stands in the draft. It counts once the draft is published."))
    return redirect("web:type_edit", key=proposal.doc_type.key)


@require_POST
@requires(Act.MANAGE_TYPES)
def error_group_refuse(request: PersonRequest, pk: int) -> HttpResponse:
    proposals.refuse(proposals.get(pk), by=request.user)
    messages.success(request, _("The fix is not offered again."))
    return redirect("web:error_groups")
