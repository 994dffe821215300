"""The marks of a value, the same everywhere, and the sentences that say why somebody should look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.extraction import messages


class Mark(StrEnum):
    """grey tick (two of them: accepted within an error budget), green tick, orange dot, red flag, hollow box, and "not
    on this document"."""

    MACHINE = "machine"
    ACCEPTED = "accepted"
    PERSON = "person"
    LOOK = "look"
    RULE = "rule"
    NO_EVIDENCE = "no_evidence"
    ABSENT = "absent"


# Only checks that a wrong value hardly passes are worth a line.
_PASSED = {
    "sum_matches": gettext_lazy("Adds up"),
    "vat_sum": gettext_lazy("Net and tax add up"),
    "bill_adds_up": gettext_lazy("Agrees with the other amounts"),
    "product_matches": gettext_lazy("Quantity times price agrees"),
    "capitals_match": gettext_lazy("Agrees with the amount in words"),
    "cn_id_checksum": gettext_lazy("Check digit right"),
    "uscc_checksum": gettext_lazy("Check character right"),
    "vat_id_checksum": gettext_lazy("Check digits right"),
    "iban_checksum": gettext_lazy("Check digits right"),
    "luhn": gettext_lazy("Check digit right"),
    "second_look": gettext_lazy("Read twice, the same both times"),
    "weekday_matches": gettext_lazy("Agrees with the day of the week"),
    "birth_date_matches": gettext_lazy("Agrees with the identity number"),
    "sex_matches": gettext_lazy("Agrees with the identity number"),
}
NEEDS_PERSON = frozenset({Mark.LOOK, Mark.RULE, Mark.NO_EVIDENCE})


def machine_mark(
    *, value: str, required: bool, failed: bool, evidence: bool, confidence: float, limit: float,
    accepted: bool = False,
) -> Mark:
    """The mark of a value that nobody has decided on: the gravest trouble wins.

    ``accepted``: it passed within an error budget, so that no fixed limit sends it to a person any more.
    """
    if not value and required:
        return Mark.NO_EVIDENCE
    if failed:
        return Mark.RULE
    if not value:
        return Mark.ABSENT
    if not evidence:
        return Mark.NO_EVIDENCE
    if accepted:
        return Mark.ACCEPTED
    return Mark.LOOK if confidence < limit else Mark.MACHINE


def reasons_for(
    mark: Mark, *, value: str, confidence: float, limit: float, checks: Iterable[Mapping[str, Any]],
) -> tuple[str, ...]:
    """Plain sentences in the reader's language, the gravest first. Empty where nothing is to be looked at."""
    told = [check_sentence(c) for c in checks if c.get("ok") is False]
    if mark not in NEEDS_PERSON:
        return tuple(dict.fromkeys(told))
    if mark is Mark.NO_EVIDENCE:
        told.append(_("This text was not found on any page.") if value else
                    _("Required, but not found on the document."))
    if value and confidence < limit:
        told.append(_("Less certain than the %(limit)d %% that this type asks for.") % {"limit": round(limit * 100)})
    return tuple(dict.fromkeys(told))


def check_sentence(check: Mapping[str, Any]) -> str:
    """What a failed check means; its detail (a figure, the same in every language) follows in brackets."""
    told, detail = messages.sentence(str(check["name"])), check.get("detail")
    return f"{told} ({detail})" if detail else told


def passed(checks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What speaks for a value, in a few words each."""
    return tuple(str(_PASSED[c["name"]]) for c in checks if c.get("ok") and c["name"] in _PASSED)
