"""Tables of a document as people read their names."""

from __future__ import annotations

from django.utils.translation import gettext as _


def label_of(name: str) -> str:
    """"items" is what line items are called in a definition; another name stands as it was given."""
    return _("Line items") if name == "items" else name
