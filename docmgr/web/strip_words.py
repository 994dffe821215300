"""The words that the strip view's scripts speak, and its keys. What a key does stands in strip-keys.js."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

STRIP_KEYS: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (_("This value"), (
        ("confirm", _("Confirm it, go to the next one")),
        ("undo", _("Undo the edit, or what you decided here")),
        ("edit", _("Change a letter of it; typing replaces all of it")),
        ("candidate", _("Take a candidate")),
        ("absent", _("Not on this document")),
        ("look", _("Look at the document in the workbench")),
        ("leave-out", _("Leave it out when all are confirmed")),
    )),
    (_("The wall"), (
        ("right", _("To the values around it")),
        ("first", _("First or last value")),
        ("previous-open", _("Back to the value before that waits")),
        ("all", _("Confirm all that you have seen")),
        ("sheet", _("This sheet")),
    )),
)
STRIP_WORDS = {
    "decided": _("{done} of {n} decided"),
    "confirmSeen": _("Confirm the {n} seen…"),
    "asked": _("You confirm {n} values, each in your name, as if you had pressed Enter on it."),
    "notAmong": _("Not among them: {n}. A red flag, no place on the page, a doubt of the document's type, left out by "
                  "you, or not seen yet."),
    "allDone": _("{n} values confirmed."),
    "someLeft": _("{n} values confirmed; the others say why they were not."),
    "noneSeen": _("Nothing that could be confirmed at once was seen yet."),
    "finished": _("All of this wall is decided."),
    "readAgainHere": _("This document was read again in the meantime. Please look at this value once more."),
}
