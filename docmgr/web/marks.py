"""How the marks of values and the states of documents look: their icon, tone and words."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from docmgr.documents.models import Status


class Mark(NamedTuple):
    """``shape``: an icon of the sprite. ``tone``: the colour, by its name in the style sheets."""

    shape: str
    tone: str
    meaning: Any


MARKS: dict[str, Mark] = {
    "machine": Mark("check", "machine", _("Validated by machine")),
    "accepted": Mark("checks", "machine", _("Accepted within the error budget")),
    "person": Mark("check", "person", _("Confirmed by a person")),
    "look": Mark("circle", "look", _("Please look at this")),
    "rule": Mark("flag", "rule", _("A rule failed")),
    "no_evidence": Mark("square", "evidence", _("No evidence on the page")),
    "absent": Mark("minus", "absent", _("Not on this document")),
}

# status: (icon, tone)
STATUSES: dict[str, tuple[str, str]] = {
    Status.UPLOADED: ("clock", "neutral"),
    Status.PROCESSING: ("loader-2", "busy"),
    Status.IN_REVIEW: ("eye", "attention"),
    Status.POSTPONED: ("player-pause", "neutral"),
    Status.SECOND_LOOK: ("users", "attention"),
    Status.AUTO_APPROVED: ("robot", "good"),
    Status.APPROVED: ("circle-check", "good"),
    Status.WITH_ERRORS: ("checks", "attention"),
    Status.REJECTED: ("ban", "bad"),
    Status.FAILED: ("alert-triangle", "bad"),
    Status.SPLIT: ("scissors", "neutral"),
    Status.WITHDRAWN: ("arrow-back-up", "neutral"),
}
