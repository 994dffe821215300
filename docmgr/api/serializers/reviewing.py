"""What reviewers decide: on one value, and on the whole document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from docmgr.api.serializers.strict import Strict, existing_type
from docmgr.review.reopening import MAX_LENGTH

_EMPTY_VALUE = _("A value cannot be empty. Where the document does not say it, send absent: true instead.")


class FieldChange(Strict):
    """Exactly one of value, confirm, absent and undo says what is meant."""

    value = serializers.CharField(required=False, allow_blank=False, max_length=20_000, error_messages={
        "null": _EMPTY_VALUE, "blank": _EMPTY_VALUE})
    confirm = serializers.BooleanField(required=False, help_text="The value is right as it stands.")
    absent = serializers.BooleanField(required=False, help_text="The document does not say it.")
    undo = serializers.BooleanField(required=False, help_text="Take the last decision back.")
    index = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=32_767,
        help_text="Which of several values, from 0; of a column of a table, the row. One that is new comes last.")
    page = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=100_000)
    box = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1), required=False, allow_null=True, default=None,
        min_length=4, max_length=4)
    revision = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="Refuse with 409 where the document has moved on.")

    def validate(self, attrs: dict) -> dict:
        if sum(("value" in attrs, *(bool(attrs.get(name)) for name in ("confirm", "absent", "undo")))) != 1:
            raise serializers.ValidationError(_("Give exactly one of value, confirm, absent and undo."))
        return attrs


class Decision(Strict):
    revision = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="Refuse with 409 where the document has moved on.")


class Approval(Decision):
    with_errors = serializers.BooleanField(
        required=False, default=False,
        help_text="It passes although something on it is known to be wrong; nothing is ever learned from it.")
    reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", help_text="What is wrong; with_errors needs it.")


class Rejection(Decision):
    reason = serializers.CharField(max_length=1000)


class PartPages(Strict):
    first = serializers.IntegerField(min_value=1, max_value=100_000, help_text="Its first page, from 1.")
    last = serializers.IntegerField(
        required=False, min_value=1, max_value=100_000, help_text="Its last page; the first one where it is left out.")
    doc_type = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=60, validators=[existing_type],
        help_text="Key of its type; empty: recognised.")
    left_out = serializers.BooleanField(
        required=False, default=False, help_text="No document is made of it, such as of an empty sheet.")
    attachments = serializers.BooleanField(
        required=False, default=False,
        help_text="Files attached to the whole file, such as invoice data, go with this part. Else they stay with the "
                  "original.")


class Splitting(Decision):
    parts = PartPages(many=True, allow_empty=False, max_length=1000, help_text="In order, every page in one of them.")


class Reopening(Decision):
    reason = serializers.CharField(
        max_length=MAX_LENGTH, help_text="Why it is opened again; it stands in the audit log.")
