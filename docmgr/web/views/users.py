"""People: who has an account, in which role, in which department."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docmgr.accounts import selectors, services, tokens
from docmgr.accounts.models import Source, User
from docmgr.accounts.roles import Act
from docmgr.web.decorators import requires
from docmgr.web.forms import refused_into
from docmgr.web.forms.users import DepartmentForm, NewPasswordForm, NewUserForm, PeopleFilterForm, UserForm
from docmgr.web.http import PersonRequest
from docmgr.web.listing import listed

ROWS = 50


@require_GET
@requires(Act.MANAGE_USERS)
def user_list(request: PersonRequest) -> HttpResponse:
    return _list(request, DepartmentForm())


def _list(request: PersonRequest, department: DepartmentForm, *, status: int = 200) -> HttpResponse:
    form = PeopleFilterForm(request.GET)
    form.is_valid()  # what is wrong narrows nothing
    asked = form.cleaned_data
    page = Paginator(selectors.people(asked.get("q", ""), asked.get("role", "")), ROWS).get_page(
        request.GET.get("page"))
    context = {"form": form, "page": page, "department_form": department, "departments": selectors.departments()}
    return listed(request, context, page="users/list.html", rows="users/_rows.html", status=status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@requires(Act.MANAGE_USERS)
def user_new(request: PersonRequest) -> HttpResponse:
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused_into(form, "username"):
            user = services.create_user(**form.cleaned_data, by=request.user)
            messages.success(request, _("The account was created."))
            return redirect("web:user_detail", pk=user.pk)
    return render(request, "users/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires(Act.MANAGE_USERS)
def user_detail(request: PersonRequest, pk: int) -> HttpResponse:
    return _person(request, selectors.get_user(pk))


def _person(request: PersonRequest, person: User, *, form: UserForm | None = None,
            password: NewPasswordForm | None = None, status: int = 200) -> HttpResponse:
    return render(request, "users/detail.html", {
        "person": person,
        "form": form or UserForm.of(person),
        "password": (password or NewPasswordForm()) if person.source == Source.LOCAL else None,
        "is_self": person.pk == request.user.pk,
        "tokens": tokens.tokens_of(person),
    }, status=status)


@require_POST
@requires(Act.MANAGE_USERS)
def user_change(request: PersonRequest, pk: int) -> HttpResponse:
    person, form = selectors.get_user(pk), UserForm(request.POST)
    if form.is_valid():
        with refused_into(form, "role"):
            services.change(person, **form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("web:user_detail", pk=pk)
    return _person(request, selectors.get_user(pk), form=form, status=422)


@require_POST
@requires(Act.MANAGE_USERS)
def user_active(request: PersonRequest, pk: int) -> HttpResponse:
    services.set_active(selectors.get_user(pk), active=request.POST.get("active") == "1", by=request.user)
    messages.success(request, _("Saved."))
    return redirect("web:user_detail", pk=pk)


@sensitive_post_parameters("password")
@require_POST
@requires(Act.MANAGE_USERS)
def user_password(request: PersonRequest, pk: int) -> HttpResponse:
    person, form = selectors.get_user(pk), NewPasswordForm(request.POST)
    form.person = person
    if not form.is_valid():
        return _person(request, person, password=form, status=422)
    services.set_password(person, password=form.cleaned_data["password"], by=request.user)
    messages.success(request, _("The password was set."))
    return redirect("web:user_detail", pk=pk)


@require_POST
@requires(Act.MANAGE_USERS)
def user_token_withdraw(request: PersonRequest, pk: int, token: int) -> HttpResponse:
    tokens.withdraw(tokens.get_token(selectors.get_user(pk), token), by=request.user)
    messages.success(request, _("The token was withdrawn."))
    return redirect("web:user_detail", pk=pk)


@require_POST
@requires(Act.MANAGE_USERS)
def department_new(request: PersonRequest) -> HttpResponse:
    form = DepartmentForm(request.POST)
    if form.is_valid():
        with refused_into(form, "name"):
            services.create_department(name=form.cleaned_data["name"], by=request.user)
            messages.success(request, _("The department was created."))
            return redirect("web:user_list")
    return _list(request, form, status=422)
