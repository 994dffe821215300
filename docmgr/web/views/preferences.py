"""The language and the appearance that somebody chose; works before the login too."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from docmgr.web import preferences
from docmgr.web.forms.preferences import PreferencesForm
from docmgr.web.http import page_of_ours


@login_not_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    form.is_valid()  # a wrong choice is simply not remembered
    response = redirect(page_of_ours(request, request.POST.get("next", "")) or "web:home")
    preferences.remember(request, response, **form.chosen())
    return response
