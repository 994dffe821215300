"""Why a new model version was not taken, and on how much it was compared, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

_LOST: dict[str, str] = {
    "worse_field": gettext_noop(
        "On the protected field “%(field)s” %(lost)d values were lost and %(won)d won, more than chance explains."),
    "worse_overall": gettext_noop(
        "Over all fields %(lost)d values were lost and %(won)d won, more than chance explains."),
    "doubtful_field": gettext_noop(
        "On the protected field “%(field)s” %(lost)d values were lost and %(won)d won; so few documents do not rule "
        "out that it is up to %(at_most)d %% worse."),
    "doubtful_overall": gettext_noop(
        "Over all fields %(lost)d values were lost and %(won)d won; so few documents do not rule out that it is up to "
        "%(at_most)d %% worse."),
}
_OTHER: dict[str, str] = {
    "champion_changed": gettext_noop(
        "Another version was put to use while this one was being trained, so the two were never compared."),
    "base_is_better": gettext_noop("The reader that it was trained from is as good on what was held back."),
    "champion_is_better": gettext_noop("The version that is live is as good on what was held back."),
}


def told(reasons: Iterable[Mapping[str, Any]], figures: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    """A sentence per reason. ``labels``: field names in the reader's language, by key."""
    return [_lost(reason, figures, labels) if reason["code"] in _LOST
            else _(_OTHER.get(reason["code"], reason["code"])) for reason in reasons]


def view_name(view: str) -> str:
    """The documents that a comparison was made on; empty for all of them together."""
    return {"unseen": _("Layouts never seen"), "further": _("Further documents of known layouts")}.get(view, "")


def compared(figures: Mapping[str, Any]) -> list[str]:
    """On how many documents, in how many turns, and why in no more; nothing of versions that did not note it.

    ``figures``: ``held_back``, ``turns``, ``planned_turns``, ``seconds_for_turns`` of a version or of a job's result.
    """
    turns, planned = figures.get("turns"), figures.get("planned_turns")
    if turns is None or not planned:
        return []
    held = figures.get("held_back") or 0
    told = [ngettext(
        "Compared on %(documents)d document in %(turns)d of %(planned)d turns.",
        "Compared on %(documents)d documents in %(turns)d of %(planned)d turns.", held) % {
            "documents": held, "turns": turns, "planned": planned}]
    if turns < planned:
        told.append(_(
            "No further turn is begun after %(seconds)d seconds: with more free cores, or less other work on the "
            "machine, more documents are compared.") % {"seconds": figures.get("seconds_for_turns") or 0})
    return told


def _lost(reason: Mapping[str, Any], figures: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """What was lost, where, and why that is held against the version."""
    part = figures.get("views", {}).get(reason.get("view", ""), figures)
    key = reason.get("field", "")
    counted = part.get("fields", {}).get(key, {}) if key else part
    sentence = _(_LOST[reason["code"]]) % {
        "field": labels.get(key, key), "lost": counted.get("lost", 0), "won": counted.get("won", 0),
        "at_most": round(100 * counted.get("at_most", 0))}
    where = view_name(reason.get("view", ""))
    return _("%(where)s: %(told)s") % {"where": where, "told": sentence} if where else sentence
