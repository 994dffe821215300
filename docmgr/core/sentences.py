"""Sentences in the language of whoever reads them: made when they are read, and with several things named in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _


def later(make: Callable[[], str]) -> Any:
    """What a background job refuses with is told to others, in their language: ``str()`` of it calls ``make``."""
    return lazy(make, str)()


def listed(things: Iterable[object]) -> str:
    """Things beside each other with the comma that the language has between them."""
    return _(", ").join(map(str, things))
