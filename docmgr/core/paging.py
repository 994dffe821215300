"""Pages of a search among very many rows: how many there are is counted up to a bound."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST = 1000


class BoundedPaginator(Paginator):
    """Counting all that a common word finds takes longer than finding a page of it, and nobody turns so many pages.

    Behind ``MOST`` there are no pages; ``more`` says that something stands there.
    """

    most = MOST

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return rows.order_by().values("pk")[:self.most + 1].count()

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return min(self._found, self.most)

    @property
    def more(self) -> bool:
        return self._found > self.most
