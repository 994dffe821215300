"""Labelled documents for a type's gold set, what became of them, and labels that deserve a look."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import Strict
from docmgr.evaluation.models import LabelIssue
from docmgr.evaluation.relabelling import VERDICTS


class GoldArchive(Strict):
    file = serializers.FileField(
        use_url=False, help_text="ZIP with one gold file (*.jsonl, *.csv or *.xlsx) and the documents that it names.")


class GoldImported(serializers.Serializer):
    taken = serializers.IntegerField(help_text="Documents put into the gold set; they are read in the background.")
    known = serializers.IntegerField(help_text="Documents that the gold set held already.")
    refused = serializers.ListField(
        child=serializers.CharField(),
        help_text="Ids of the lines, or files of the rows, without a file that can be used.")


class LabelIssueRow(serializers.ModelSerializer):
    document = serializers.IntegerField(source="member.document_id")
    field = serializers.CharField(source="key")

    class Meta:
        model = LabelIssue
        fields = ["id", "document", "field", "label", "answer", "confidence", "page", "box", "label_on_page", "near",
                  "usual", "state", "settled"]
        extra_kwargs = {
            "label": {"help_text": "What the gold says; empty: that there is no (further) value."},
            "answer": {"help_text": "What the engine reads at ``page`` and ``box``."},
            "label_on_page": {"help_text": "Whether the page shows the label; null where nobody can tell."},
            "near": {"help_text": "Some letters apart; else another value altogether."},
            "usual": {"help_text": "Other documents are labelled with the words of the answer."},
        }


class LabelIssues(serializers.Serializer):
    run = serializers.IntegerField(allow_null=True, help_text="The newest measurement; null: none yet.")
    open = serializers.IntegerField(help_text="Labels to look at.")
    hidden = serializers.IntegerField(help_text="Others, in documents that this person may not read in clear.")
    changed = serializers.IntegerField(
        help_text="Labels put right since the measurement, whose figures are those of the older ones.")
    issues = LabelIssueRow(many=True, help_text="The first to look at first; at most 200.")


class LabelVerdict(Strict):
    verdict = serializers.ChoiceField(choices=[(one, one) for one in VERDICTS], help_text=(
        "answer: the paper says what was read; label: the label is right; edit: it says ``value``; absent: it is not "
        "on the document; undo: take that back."))
    value = serializers.CharField(required=False, allow_blank=True, default="", max_length=20_000)
