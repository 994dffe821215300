"""Groups of error samples in words and small pictures."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.training.models import Proposal
from docmgr.training.samples.groups import Cause, Group

register = template.Library()
_BAR, _GAP, _HEIGHT = 6, 2, 24
# cause and pattern (see training.groups): what a group's title says after the name of the field
_TITLES: dict[tuple[str, str], Any] = {
    (Cause.MISREAD, ""): gettext_lazy("letters misread"),
    (Cause.WRONG_PLACE, ""): gettext_lazy("taken from the wrong place"),
    (Cause.MISSED, ""): gettext_lazy("missed"),
    (Cause.INVENTED, ""): gettext_lazy("not on the document"),
    (Cause.PARTIAL, "short"): gettext_lazy("cut off"),
    (Cause.PARTIAL, "long"): gettext_lazy("too long"),
}
_NAMES: dict[str, Any] = {
    Proposal.Kind.ALIAS: gettext_lazy("Another name for the field"),
    Proposal.Kind.DICTIONARY: gettext_lazy("A dictionary of the confirmed values"),
    Proposal.Kind.PATTERN: gettext_lazy("A pattern, so that look-alikes are put right"),
    Proposal.Kind.REPAIR: gettext_lazy("Look-alikes of this field, put right where its checks prove it"),
    Proposal.Kind.MEMORY: gettext_lazy("Learn this layout"),
}


@register.filter
def group_title(group: Group) -> str:
    """What went wrong, in a few words."""
    cause, pattern = group.slug.cause, group.slug.pattern
    if pair := group.confusion:
        read, right = pair
        if not read:
            return _("“%(right)s” lost") % {"right": right}
        return (_("“%(read)s” read for “%(right)s”") if right else _("“%(read)s” read where nothing is")) % {
            "read": read, "right": right}
    if pattern and cause == Cause.MISSED:
        return _("missed beside “%(wording)s”") % {"wording": pattern}
    if pattern and cause == Cause.WRONG_PLACE:
        return _("taken from elsewhere; it stands beside “%(wording)s”") % {"wording": pattern}
    return str(_TITLES.get((cause, pattern)) or _TITLES.get((cause, "")) or Cause(cause).label)


@register.filter
def proposal_name(proposal: Proposal) -> str:
    return str(_NAMES[proposal.kind])


@register.inclusion_tag("error_groups/_trend.html")
def trend(counts: list[int]) -> dict[str, Any]:
    """Bars, one a week; the height is the share of the busiest week."""
    most = max(counts, default=0) or 1
    bars = [{"x": n * (_BAR + _GAP), "y": _HEIGHT - high, "height": high, "count": count}
            for n, count in enumerate(counts) for high in [max(1, round(_HEIGHT * count / most)) if count else 1]]
    return {"bars": bars, "width": len(counts) * (_BAR + _GAP) - _GAP, "height": _HEIGHT, "bar": _BAR,
            "weeks": len(counts), "total": sum(counts)}


@register.filter
def score(value: float | None) -> str:
    """An F1: 0.873 as "87.3 %"."""
    return "–" if value is None else f"{value * 100:.1f} %"


@register.filter
def shown_group(field: Any, key: str) -> str:
    """The field's name, or its key where the type has dropped it."""
    return field.label if field else key
