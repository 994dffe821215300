"""People, their departments and their one role."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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
        return self.get_full_name() or self.username
