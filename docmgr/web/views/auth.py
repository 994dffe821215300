"""Logging in and out, and who is logged in."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from docmgr.accounts import login as accounts_login
from docmgr.web import preferences
from docmgr.web.forms.login import DEMO_ACCOUNTS, LoginForm
from docmgr.web.http import page_of_ours


@method_decorator([login_not_required, sensitive_post_parameters("password"), never_cache], name="dispatch")
class LoginView(View):
    """Name and password; the form asks the accounts room who that is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("web:home")
        return self._page(request, LoginForm(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LoginForm(request, request.POST)
        if not form.is_valid() or form.person is None:
            return self._page(request, form, status=form.http_status)
        login(request, form.person)
        response = redirect(self._destination(request))
        preferences.greet(response, form.person)
        return response

    def _page(self, request: HttpRequest, form: LoginForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "next": self._next(request), "demo_accounts": DEMO_ACCOUNTS}
        return render(request, "login/login.html", context, status=status)

    def _destination(self, request: HttpRequest) -> str:
        return self._next(request) or "web:home"

    def _next(self, request: HttpRequest) -> str:
        """Where the person wanted to go, if that is a page of this site."""
        return page_of_ours(request, request.POST.get("next") or request.GET.get("next") or "")


@require_GET
@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """Who is logged in, for forms that are about to leave a page that was open for long; 401 where nobody is."""
    return JsonResponse({"person": request.user.get_username()})


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    accounts_login.log_out(request)
    return redirect("web:login")
