"""A version of a type goes live, and the gold set of the type says at once what that is worth."""

from __future__ import annotations

from django.db import transaction

from docmgr.accounts.models import User
from docmgr.doctypes import services
from docmgr.doctypes.models import TypeVersion
from docmgr.evaluation.runs import measure_anew


@transaction.atomic
def publish(draft: TypeVersion, *, by: User, revision: int, note: str = "") -> bool:
    """Whether the gold set is being measured now. Raises what ``doctypes.services.publish`` raises."""
    return measure_anew(services.publish(draft, by=by, revision=revision, note=note).doc_type)


@transaction.atomic
def roll_back(version: TypeVersion, *, by: User) -> bool:
    """The same for an earlier version that becomes the live one again."""
    return measure_anew(services.roll_back(version, by=by).doc_type)
