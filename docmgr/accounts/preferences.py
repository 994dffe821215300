"""What a person chose for his own screen."""

from __future__ import annotations

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.audit.actions import Action
from docmgr.audit.services import record


@transaction.atomic
def set_preferences(user: User, *, language: str | None = None, theme: str | None = None) -> None:
    """Store the choices that are given (None: leave as it is; an empty theme follows the system)."""
    given = {"language": language, "theme": theme}
    changes = {name: value for name, value in given.items() if value is not None and value != getattr(user, name)}
    if not changes:
        return
    User.objects.filter(pk=user.pk).update(**changes)
    record(Action.PREFERENCES_CHANGED, actor=user, obj=user,
           before={name: getattr(user, name) for name in changes}, after=changes)
