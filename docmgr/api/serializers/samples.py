"""Which error samples are exported, and in which form."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from docmgr.api.serializers.strict import StrictQuery, existing_type
from docmgr.training.exports.export import KINDS
from docmgr.training.models import ErrorSample
from docmgr.training.selectors import SampleFilter


class SampleQuery(StrictQuery):
    """Which error samples; without a part all of them."""

    doc_type = serializers.CharField(required=False, allow_blank=True, max_length=60, validators=[existing_type])
    field = serializers.CharField(required=False, allow_blank=True, max_length=60)
    cause = serializers.ChoiceField(choices=ErrorSample.Cause.choices, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    masked = serializers.ChoiceField(
        choices=["true", "false"], required=False, default="true",
        help_text="Hide sensitive values in texts and pictures.")
    kind = serializers.ChoiceField(
        choices=list(KINDS), required=False, default="plain",
        help_text="plain; conversations (ms-swift, HunyuanOCR); paddleocr (recognition list); trocr (imagefolder).")
    scope = serializers.ChoiceField(
        choices=["errors", "everything"], required=False, default="errors",
        help_text="What people corrected, or everything that they confirmed on approved documents.")

    def validate_masked(self, value: str) -> bool:
        return value == "true"

    def chosen(self) -> SampleFilter:
        data = self.validated_data
        return SampleFilter(
            doc_type=data.get("doc_type", ""), key=data.get("field", ""), cause=data.get("cause", ""),
            since=data.get("since"), until=data.get("until"))

    def choice(self) -> dict[str, Any]:
        """What else an export asks; call after is_valid()."""
        data = self.validated_data
        return {"kind": data["kind"], "everything": data["scope"] == "everything", "masked": data["masked"]}


class SampleExportState(serializers.Serializer):
    job = serializers.IntegerField(help_text="Ask for it again under /error-samples/exports/{job} until it has ended.")
    state = serializers.CharField(help_text="queued, running, done, failed or dead.")
    done = serializers.IntegerField(help_text="Documents that are in the archive.")
    total = serializers.IntegerField(help_text="Documents that there will be; 0 where that is not known yet.")
    message = serializers.CharField(allow_blank=True, help_text="What it is doing, or why it did not end well.")
    samples = serializers.IntegerField(allow_null=True, help_text="Samples of the archive, once it is there.")
    file = serializers.CharField(allow_null=True, help_text="Where the ZIP is fetched; null before and after its time.")
    until = serializers.DateTimeField(allow_null=True, help_text="So long it is kept.")
    sha256 = serializers.CharField(allow_null=True, help_text="Checksum of the ZIP.")
