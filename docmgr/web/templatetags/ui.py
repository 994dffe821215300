"""The components of the design system that need a little arithmetic or a table of words."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from docmgr.core import figures
from docmgr.core.sentences import listed
from docmgr.documents.models import Status
from docmgr.review.masking import mask
from docmgr.web.marks import MARKS, STATUSES
from docmgr.web.shown import shown

register = template.Library()
register.filter("shown", shown)
register.filter("percent", figures.share)
register.filter("percent_sign", figures.percent)
register.filter("seconds", figures.seconds)
register.filter("file_size", figures.file_size)
register.filter("listed", listed)


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. Without ``label`` it is decoration and screen readers skip it."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" {}><use href="{}#{}"></use></svg>',
        css, voice, static("vendor/tabler-icons/sprite.svg"), name,
    )


@register.inclusion_tag("includes/mark.html")
def mark(name: str, words: bool = False) -> dict[str, Any]:
    """The mark of a field: shape, colour and spoken words; with ``words`` the words are seen too."""
    return {"name": name, **MARKS[name]._asdict(), "words": words}


@register.inclusion_tag("includes/status.html")
def status(value: str) -> dict[str, Any]:
    shape, tone = STATUSES[value]
    return {"value": value, "shape": shape, "tone": tone, "label": Status(value).label}


@register.inclusion_tag("includes/confidence.html")
def confidence(value: float | None, low: float = 0.95) -> dict[str, Any]:
    """A meter for 0..1; below ``low`` it takes the colour of doubt. None: no score (a person decided)."""
    share = None if value is None else max(0.0, min(1.0, float(value)))
    return {"value": share, "width": int((share or 0) * 100 + 1e-9), "doubtful": share is not None and share < low}


@register.filter
def masked(value: str, kind: str = "text") -> str:
    """A sensitive value where everybody may look, by the one rule of the review room."""
    return mask(str(value), kind=kind)


@register.filter
def differs(raw: str, value: str) -> bool:
    """Whether what is printed is worth showing beside the value: more than other blanks."""
    return bool(raw) and "".join(raw.split()) != "".join(value.split())


@register.simple_tag
def language_choices(current: str) -> list[dict[str, Any]]:
    """The other languages of the interface, each in its own words."""
    short = {"zh-hans": "中文", "en": "English"}
    return [{"code": code, "name": name, "current": current == code} for code, name in short.items()]


@register.filter
def page_numbers(paginator: Any, number: int) -> list[int | None]:
    """The page numbers to link, None where some are left out."""
    gap = paginator.ELLIPSIS
    return [None if n == gap else n for n in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)]


@register.simple_tag
def sort_link(current: str, name: str, first: str = "") -> dict[str, str]:
    """A column head: what a click on it sorts by next, and how it is sorted now. ``first`` "-": down first."""
    rising, falling = current == name, current == f"-{name}"
    if rising or falling:
        return {"next": f"-{name}" if rising else name, "icon": "arrow-up" if rising else "arrow-down",
                "aria": "ascending" if rising else "descending"}
    return {"next": f"{first}{name}", "icon": "", "aria": "none"}
