"""One spelling for one person."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.http import HttpRequest


def canonical(name: str) -> str:
    """The form under which names are stored, compared and counted: directories fold width, case and blanks too."""
    return " ".join(unicodedata.normalize("NFKC", name or "").split()).casefold()[:150]


def for_throttle(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """What axes counts failures under, so that six spellings do not give six times the guesses."""
    given = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return canonical(str(given))
