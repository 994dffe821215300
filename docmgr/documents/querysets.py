"""Who may see which documents, and what a list page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from docmgr.accounts.roles import Act, may

if TYPE_CHECKING:
    from docmgr.accounts.models import User


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """What the user may see. What he may not see is not found."""
        if may(user, Act.SEE_ALL_DOCUMENTS):
            return self
        if not may(user, Act.UPLOAD):
            return self.none()
        own = Q(owner=user)
        if user.shares_department and user.department_id:
            own |= Q(department=user.department_id)
        return self.filter(own)

    def examples(self) -> DocumentQuerySet:
        """As ``Document.is_example`` says of one."""
        return self.filter(status="approved", held_back=False)

    def standing(self) -> DocumentQuerySet:
        """Without those that others stand for (``states.REPLACED``): what was split, and parts that were taken back."""
        return self.exclude(status__in=("split", "withdrawn"))

    def for_list(self) -> DocumentQuerySet:
        """With all that a row shows, in a fixed number of queries."""
        return self.select_related("owner", "doc_type__live", "department").defer("search_text")
