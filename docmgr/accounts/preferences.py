"""What a person chose for his own screen. Not an act on anybody's data, so it leaves no audit row."""

from __future__ import annotations

from docmgr.accounts.models import User


def set_preferences(user: User, *, language: str | None = None, theme: str | None = None) -> None:
    """Store the choices that are given (None: leave as it is; an empty theme follows the system)."""
    changes = {name: value for name, value in (("language", language), ("theme", theme)) if value is not None}
    if changes:
        User.objects.filter(pk=user.pk).update(**changes)
