"""Comments on a document."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import Strict
from docmgr.review.comments import MAX_LENGTH


class Comment(serializers.Serializer):
    id = serializers.IntegerField()
    by = serializers.CharField(help_text="User name of whoever wrote it.")
    at = serializers.DateTimeField()
    text = serializers.CharField(allow_blank=True, help_text="Plain text with line breaks.")
    field = serializers.CharField(allow_null=True, help_text="Key of the field that it is about.")
    mine = serializers.BooleanField()
    new = serializers.BooleanField(help_text="Not shown to you on a page yet.")
    taken_back = serializers.BooleanField(help_text="Its author took it back: its text is gone.")
    hidden = serializers.BooleanField(help_text="It may name what is sensitive, so its text is not for you.")


class CommentWritten(Strict):
    text = serializers.CharField(max_length=MAX_LENGTH)
    field = serializers.CharField(
        required=False, allow_null=True, default=None, max_length=60, help_text="Key of the field that it is about.")
