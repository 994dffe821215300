"""``dumpdata`` to the microsecond.

Django's own formats cut moments to milliseconds. The audit chain seals microseconds, so that every row of a database
that was moved by them would count as changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


class ExactEncoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Exact:
    """What the formats of ``dumpdata`` have in common beside Django's own."""

    options: dict[str, Any]

    def _init_options(self) -> None:
        self.options.setdefault("cls", ExactEncoder)
        super()._init_options()  # type: ignore[misc]
