"""Forms of the page of people."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import Department, Role, User
from docmgr.accounts.names import canonical


class PeopleFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, max_length=150,
        widget=forms.TextInput(attrs={"placeholder": _("Name"), "type": "search"}))
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("every role")), *Role.choices])


_NO_DEPARTMENT = _("no department")


class NewUserForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=150)
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_NO_DEPARTMENT)
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters."),
    )

    def clean_username(self) -> str:
        name = canonical(self.cleaned_data["username"])
        if User.objects.filter(username=name).exists():
            raise forms.ValidationError(_("There is already an account with this name."))
        return name

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], User(username=self.cleaned_data.get("username", "")))
        return self.cleaned_data["password"]


class UserForm(forms.Form):
    """What an administrator may change of one person; a part that is left out stays as it is."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, required=False)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_NO_DEPARTMENT)
    shares_department = forms.BooleanField(label=_("Sees the department's documents"), required=False)

    @classmethod
    def of(cls, person: User) -> UserForm:
        return cls(initial={"role": person.role, "department": person.department,
                            "shares_department": person.shares_department})


class NewPasswordForm(forms.Form):
    person: User | None = None

    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. The person is logged out everywhere."),
    )

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("New department"), max_length=120)
