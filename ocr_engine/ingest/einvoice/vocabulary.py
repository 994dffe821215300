"""The words for invoice data: each term with its kind and the names that it goes by in several languages."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Term(NamedTuple):
    """A fact that electronic invoices tell: its ``key`` in EN 16931 ("BT-112") and what papers call it."""

    key: str
    kind: str
    names: tuple[str, ...]

    def name(self, *, chinese: bool) -> str:
        """The first name in that script."""
        return next((n for n in self.names if any("\u4e00" <= c <= "\u9fff" for c in n) == chinese), self.names[0])


@cache
def vocabulary() -> dict[str, Term]:
    data = json.loads((files(__package__) / "terms.json").read_text("utf-8"))
    return {key: Term(key, entry["kind"], tuple(entry["names"])) for key, entry in data.items()}
