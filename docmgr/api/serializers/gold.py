"""Labelled documents for a type's gold set, and what became of them."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import Strict


class GoldArchive(Strict):
    file = serializers.FileField(
        use_url=False, help_text="ZIP with one gold file (*.jsonl, *.csv or *.xlsx) and the documents that it names.")


class GoldImported(serializers.Serializer):
    taken = serializers.IntegerField(help_text="Documents put into the gold set; they are read in the background.")
    known = serializers.IntegerField(help_text="Documents that the gold set held already.")
    refused = serializers.ListField(
        child=serializers.CharField(),
        help_text="Ids of the lines, or files of the rows, without a file that can be used.")
