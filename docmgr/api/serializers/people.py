"""Logging in: what a program sends for a token, and what it gets."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import Strict


class TokenRequest(Strict):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, style={"input_type": "password"})
    name = serializers.CharField(
        max_length=80, required=False, allow_blank=True, default="", help_text="Which program the token is for.")
    expires_at = serializers.DateTimeField(
        required=False, allow_null=True, default=None,
        help_text="When it ends; without, or with null, as late as this installation allows.")


class Token(serializers.Serializer):
    token = serializers.CharField()
    expires_at = serializers.DateTimeField(allow_null=True, help_text="null: never")
