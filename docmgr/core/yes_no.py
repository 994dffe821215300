"""The words for true and false, wherever people read them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
