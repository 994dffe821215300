"""What the workbench's scripts send, checked before a service sees it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from docmgr.core import strict_json
from docmgr.core.exceptions import Invalid
from docmgr.review.deciding import Wanted
from docmgr.web.http import word


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the request, or its form fields. Raises Invalid."""
    if not (request.content_type or "").startswith("application/json"):
        return {name: word(request.POST, name) for name in request.POST}
    try:
        parsed = strict_json.loads(request.body.decode() or "{}")
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise Invalid(_("The request could not be understood."))
    return parsed


def number(given: Any) -> int:
    text = str(given)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Invalid(_("A number is missing."))
    return int(text)


def fractions(given: Any) -> list[float]:
    """Two (a point) or four (a box) fractions of a page: "0.1,0.2" or a list."""
    parts = given.split(",") if isinstance(given, str) else given
    try:
        found = [float(part) for part in parts]
    except (TypeError, ValueError):
        found = []
    if len(found) not in (2, 4) or not all(0 <= v <= 1 for v in found):
        raise Invalid(_("The box is not on the page."))
    return found


def decision(request: HttpRequest) -> dict[str, Any]:
    """The arguments of review.deciding.decide, without who decides."""
    sent = body(request)
    return {**_what(sent), **_on_which(sent)}


def decisions(request: HttpRequest) -> dict[str, Any]:
    """The arguments of review.deciding.decide_each, without who decides."""
    sent = body(request)
    wanted = sent.get("decisions")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise Invalid(_("The request could not be understood."))
    return {"wanted": [Wanted(**_what(one)) for one in wanted], **_on_which(sent)}


def _what(sent: dict[str, Any]) -> dict[str, Any]:
    page, box, before, value = sent.get("page"), sent.get("box"), sent.get("before"), sent.get("value", "")
    if not isinstance(value, str):  # null would be kept as the word None
        raise Invalid(_("The request could not be understood."))
    return {
        "key": str(sent.get("key", "")), "index": number(sent.get("index", 0)), "kind": str(sent.get("kind", "")),
        "value": value, "page": number(page) if page else None,
        "box": fractions(box) if box else None, "before": None if before in (None, "") else number(before),
    }


def _on_which(sent: dict[str, Any]) -> dict[str, Any]:
    reading = sent.get("reading")
    return {"revision": number(sent.get("revision")), "reading": number(reading) if reading else None}


def revision(request: HttpRequest) -> int:
    return number(body(request).get("revision"))


def text(request: HttpRequest, name: str) -> str:
    return str(body(request).get(name, ""))
