"""Questions to a document, and their answers."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import Strict
from docmgr.extraction import asking
from docmgr.extraction.asking import LANGUAGES, TASKS


class Question(Strict):
    task = serializers.ChoiceField(choices=list(TASKS), help_text="What is wanted of the document.")
    words = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=2000,
        help_text="What to find, or the free prompt; needed for find and free.")
    language = serializers.ChoiceField(
        choices=list(LANGUAGES), required=False, default="en",
        help_text="Of a translation, a summary or a list of clauses.")

    def question(self) -> asking.Question:
        """Call after is_valid()."""
        return asking.Question(**self.validated_data)


class Spot(serializers.Serializer):
    text = serializers.CharField()
    box = serializers.ListField(child=serializers.FloatField(), allow_null=True, help_text="[x0, y0, x1, y1], 0..1.")


class AnswerPage(serializers.Serializer):
    page = serializers.IntegerField()
    engine = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    spotted = Spot(many=True)
    tables = serializers.ListField(child=serializers.CharField(), help_text="As HTML.")


class Answer(serializers.Serializer):
    state = serializers.CharField(help_text="done, queued, running or failed.")
    job = serializers.IntegerField(allow_null=True, help_text="Ask for it again under /ask/{job} until it is done.")
    message = serializers.CharField(allow_blank=True, help_text="Why it failed.")
    pages = AnswerPage(many=True)
    issues = serializers.ListField(child=serializers.DictField())
