"""Document types with their fields; a draft with what the gold set says of it, and publishing it."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import Strict


class FieldDefinition(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.DictField(child=serializers.CharField())
    kind = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    hint = serializers.CharField(allow_blank=True)
    required = serializers.BooleanField()
    many = serializers.BooleanField()
    sensitive = serializers.BooleanField()
    rows = serializers.CharField(
        required=False, help_text="The table that it is a column of; a document tells its rows under tables.")


class DocType(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.DictField(child=serializers.CharField())
    version = serializers.IntegerField()
    fields = FieldDefinition(many=True)


class DraftField(serializers.Serializer):
    key = serializers.CharField(allow_blank=True, help_text="Empty: all fields together.")
    before = serializers.FloatField(help_text="F1 with the live version.")
    after = serializers.FloatField(help_text="F1 with the draft.")
    wins = serializers.IntegerField(help_text="Documents read better.")
    losses = serializers.IntegerField()
    p = serializers.FloatField(help_text="Of a split at least as uneven where neither is better (sign test).")
    protected = serializers.BooleanField()
    verdict = serializers.ChoiceField(choices=["better", "same", "worse"])


class DraftCheck(serializers.Serializer):
    documents = serializers.IntegerField()
    against = serializers.IntegerField(help_text="Number of the live version.")
    fields = DraftField(many=True)
    worse = serializers.ListField(child=serializers.CharField(allow_blank=True), help_text="What locks it.")


class DraftJob(serializers.Serializer):
    state = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    message = serializers.CharField(allow_blank=True)


class Draft(serializers.Serializer):
    version = serializers.IntegerField()
    revision = serializers.IntegerField(help_text="Publishing names it, so that nobody publishes what they never saw.")
    problems = serializers.ListField(child=serializers.CharField())
    locked = serializers.BooleanField()
    gold = serializers.IntegerField(help_text="Documents of the gold set that were read.")
    check = DraftCheck(allow_null=True, help_text="Of the draft as it is saved now.")
    job = DraftJob(allow_null=True, help_text="Reading the gold set, where it is under way or failed.")


class Publishing(Strict):
    revision = serializers.IntegerField(min_value=0)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    override = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="",
        help_text="Why it shall go live although the gold set speaks against it or was not read.")


class Published(serializers.Serializer):
    version = serializers.IntegerField()
    measured = serializers.BooleanField(help_text="The gold set is being measured with it now.")
