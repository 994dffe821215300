"""A version of a type goes live, and the gold set of the type says at once what that is worth."""

from __future__ import annotations

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.core.exceptions import Invalid
from docmgr.doctypes import services
from docmgr.doctypes.models import TypeVersion
from docmgr.evaluation import gate
from docmgr.evaluation.runs import measure_anew
from docmgr.extraction.soundness import problems


@transaction.atomic
def publish(draft: TypeVersion, *, by: User, revision: int, note: str = "", override: str = "") -> bool:
    """Whether the gold set is being measured now. ``override``: why it goes live although the gold set says no.

    Raises Invalid with every problem of the definition, gate.Locked, and what ``doctypes.services.publish`` raises.
    """
    require(by, Act.MANAGE_TYPES)
    if found := problems(draft.definition()):
        raise Invalid(" ".join(found), problems=found)
    gate.require_open(draft, by=by, reason=override)
    return measure_anew(services.publish(draft, by=by, revision=revision, note=note).doc_type)


@transaction.atomic
def roll_back(version: TypeVersion, *, by: User) -> bool:
    """The same for an earlier version that becomes the live one again."""
    return measure_anew(services.roll_back(version, by=by).doc_type)
