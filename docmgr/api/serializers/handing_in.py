"""A file that is handed in, and how long the caller waits for its result."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from docmgr.api.serializers.strict import Strict, StrictQuery
from docmgr.api.waiting import LONGEST
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types


class Upload(Strict):
    file = serializers.FileField(
        allow_empty_file=True, use_url=False,
        help_text="PDF, OFD, invoice XML, PNG, JPEG, HEIC, AVIF, TIFF, WebP or BMP.")
    doc_type = serializers.CharField(
        required=False, allow_blank=True, max_length=60, help_text="Key of a type; empty: recognise it.")

    def validate_doc_type(self, key: str) -> DocumentType | None:
        if not key:
            return None
        found = live_types().filter(key=key).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such document type in use."), code="unknown")
        return found


class WaitQuery(StrictQuery):
    wait = serializers.FloatField(
        required=False, default=0.0,
        help_text="Seconds to wait for the result before answering; more than 60 count as 60.")

    def validate_wait(self, seconds: float) -> float:
        """Between 0 and 60; what is not a number at all waits for nothing."""
        return max(0.0, min(seconds, LONGEST)) if seconds == seconds else 0.0
