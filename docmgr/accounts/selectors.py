"""Reading accounts, for the page of people."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from docmgr.accounts.models import Department, User
from docmgr.core.exceptions import NotThere


def people(text: str = "", role: str = "") -> QuerySet[User]:
    """Accounts whose name holds ``text``, of one role or of all; active ones first."""
    rows = User.objects.select_related("department").order_by("-is_active", "username")
    if role:
        rows = rows.filter(role=role)
    if text:
        rows = rows.filter(
            Q(username__icontains=text) | Q(first_name__icontains=text) | Q(last_name__icontains=text))
    return rows


def get_user(pk: int) -> User:
    """Raises NotThere."""
    found = User.objects.select_related("department").filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def departments() -> QuerySet[Department]:
    return Department.objects.order_by("name")
