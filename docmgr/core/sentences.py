"""Sentences that are made when they are read, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy


def later(make: Callable[[], str]) -> Any:
    """What a background job refuses with is told to others, in their language: ``str()`` of it calls ``make``."""
    return lazy(make, str)()
