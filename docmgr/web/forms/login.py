"""The login form: whatever is wrong is said in one sentence, and never whether the name exists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.login import try_login
from docmgr.accounts.models import Role, User

# The demo people are named after their roles.
DEMO_ACCOUNTS: tuple[tuple[str, Any], ...] = tuple((role.value, role.label) for role in Role)


class LoginForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=150, widget=forms.TextInput(
        attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}))
    password = forms.CharField(label=_("Password"), max_length=1024, strip=False, widget=forms.PasswordInput(
        attrs={"autocomplete": "current-password"}))

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: User | None = None
        self.http_status = 422

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self._who(data["username"], data["password"])
        return data

    def _who(self, username: str, password: str) -> None:
        outcome = try_login(self.request, username, password)
        self.person = outcome.user
        if outcome.user is None:
            self.http_status = outcome.status
            raise forms.ValidationError(outcome.message, code=outcome.code)
