"""People, their departments and their one role."""

from __future__ import annotations

import re

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from docmgr.core import clock

_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Role(models.TextChoices):
    EMPLOYEE = "employee", _("Employee")
    REVIEWER = "reviewer", _("Reviewer")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Source(models.TextChoices):
    LOCAL = "local", _("Local account")
    LDAP = "ldap", _("Directory")


class Department(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """One person has one role: separation of duties forbids two."""

    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.EMPLOYEE)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    shares_department = models.BooleanField(
        _("sees the department's documents"), default=False,
        help_text=_("May read what colleagues of the same department uploaded."),
    )
    source = models.CharField(_("account"), max_length=6, choices=Source.choices, default=Source.LOCAL)
    gone_from_directory = models.BooleanField(
        default=False, help_text="Disabled because the directory no longer vouches for the person; undone if it does.")
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=5, blank=True)

    @property
    def display_name(self) -> str:
        """The name as its language writes it: 林晓雯 without a space and family name first, Ada Lovelace otherwise."""
        if _CHINESE.search(self.last_name + self.first_name):
            return f"{self.last_name}{self.first_name}"
        return self.get_full_name() or self.username


class ApiToken(models.Model):
    """What a program shows instead of a password. Only its digest is kept: whoever reads the table learns no token."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True, help_text="Which program it was made for, in its owner's words.")
    created_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="From then on it opens nothing; null: never.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= clock.now()
