"""Which earlier documents taught the values on the workbench, as its cards show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from docmgr.accounts.models import User
from docmgr.documents.selectors import visible_among
from docmgr.review.fields import CurrentField, teachers_among
from docmgr.training.models import LearnedLayout


@dataclass(frozen=True, slots=True)
class Teacher:
    """``url`` is empty for whoever may not see the document; ``known``: what it taught has not been forgotten."""

    number: int
    url: str
    known: bool


def teachers_of(fields: Iterable[CurrentField], user: User) -> dict[int, Teacher]:
    """By the document's number; two queries, none where nothing was learned."""
    numbers = teachers_among(fields)
    if not numbers:
        return {}
    seen = visible_among(user, numbers)
    known = set(LearnedLayout.objects.filter(document__in=numbers).values_list("document", flat=True))
    return {n: Teacher(n, reverse("web:document", args=[n]) if n in seen else "", n in known) for n in numbers}
