"""What callers send has to be known: a mistyped name is told and not passed over, as if it had been understood.

So is the key of a type that there is not: an empty answer would look like one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from docmgr.core.strict_json import UNKEEPABLE
from docmgr.doctypes.selectors import find_type, no_such_type

_MOST = 20  # names that one refusal tells
_LONGEST = 80


class Strict(serializers.Serializer):
    """A body of which every name has to be one of its fields; "details" of the refusal says what there is.

    ``beside``: names that others read.
    """

    beside = frozenset({"csrfmiddlewaretoken"})  # a browser with the session of the pages

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        unknown = self._unknown(data) if isinstance(data, Mapping) else {}
        try:
            known: dict[str, Any] = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**_by_name(error), **unknown}) from error
        if unknown:
            raise serializers.ValidationError(unknown, code="unknown_field")
        return known

    def _unknown(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        names = [name for name in data if name not in self.fields and name not in self.beside]
        told = _("There is no input of this name here. There are: %(names)s.") % {"names": ", ".join(self.fields)}
        return {UNKEEPABLE.sub("�", name)[:_LONGEST]: [told] for name in names[:_MOST]}


def _by_name(error: serializers.ValidationError) -> dict[str, Any]:
    """REST framework tells a body that is no object under a name of its own."""
    return error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}


class StrictQuery(Strict):
    """The same of what stands behind the question mark of an address."""

    beside = frozenset({"format"})  # REST framework's own way of saying Accept


def existing_type(key: str) -> None:
    """A validator: the key of a document type, in use or not any more; or nothing."""
    if key and find_type(key) is None:
        raise serializers.ValidationError(no_such_type(key), code="unknown")
