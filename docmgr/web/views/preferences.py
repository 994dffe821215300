"""The language and the appearance that somebody chose; works before the login too."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from docmgr.web import preferences
from docmgr.web.forms.preferences import PreferencesForm


@login_not_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    form.is_valid()  # a wrong choice is simply not remembered
    response = redirect(_back(request))
    preferences.remember(request, response, **form.chosen())
    return response


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "web:home"
