"""Documents with their values and texts, and what a list of them may be narrowed to."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import StrictQuery, existing_type
from docmgr.documents.models import Status
from docmgr.documents.selectors import SORTS, Filters
from docmgr.review.marks import Mark


class Check(serializers.Serializer):
    name = serializers.CharField()
    ok = serializers.BooleanField(allow_null=True)
    detail = serializers.CharField(allow_blank=True, required=False)


class Value(serializers.Serializer):
    """One value of one field."""

    index = serializers.IntegerField(
        help_text="Which of several values, as a correction names it; of a column of a table, the row's.")
    value = serializers.CharField(allow_blank=True)
    raw = serializers.CharField(allow_blank=True)
    confidence = serializers.FloatField(allow_null=True)
    page = serializers.IntegerField(allow_null=True)
    box = serializers.ListField(
        child=serializers.FloatField(), allow_null=True, help_text="[x0, y0, x1, y1], fractions of the page.")
    source = serializers.CharField(allow_blank=True)
    mark = serializers.ChoiceField(
        choices=[m.value for m in Mark],
        help_text="Validated by machine, confirmed by a person, or why somebody should look.")
    checks = Check(many=True)
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why somebody should look, in words.")
    learned_from = serializers.IntegerField(
        allow_null=True, help_text="Number of the approved document that taught its layout, where you may see it.")


class Issue(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    page = serializers.IntegerField(allow_null=True)


class Failure(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class Progress(serializers.Serializer):
    stage = serializers.CharField(allow_blank=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    position = serializers.IntegerField(allow_null=True, help_text="Place in the queue, from 1.")


class DocumentSummary(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    doc_type = serializers.CharField(allow_null=True)
    pages = serializers.IntegerField()
    flagged = serializers.IntegerField(help_text="Fields that need a person.")
    revision = serializers.IntegerField()
    owner = serializers.CharField()
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class PartOf(serializers.Serializer):
    document = serializers.IntegerField(help_text="The document that was split.")
    number = serializers.IntegerField(help_text="Which of its parts this is, from 1.")
    of = serializers.IntegerField(help_text="How many documents were made.")
    first = serializers.IntegerField(help_text="First page in that document.")
    last = serializers.IntegerField()


class Part(serializers.Serializer):
    document = serializers.IntegerField(allow_null=True, help_text="What was made of the pages; null: left out.")
    first = serializers.IntegerField()
    last = serializers.IntegerField()


class FieldMap(serializers.DictField):
    """Field key to value; its shape in the schema stands in schema.py."""

    child = serializers.JSONField()


class TableRow(serializers.Serializer):
    index = serializers.IntegerField(help_text="That of its values. Rows come in their order, numbers may be left out.")
    values = serializers.DictField(
        child=serializers.CharField(allow_null=True), help_text="Field key to value; null: an empty cell.")


class DocumentPage(serializers.Serializer):
    count = serializers.IntegerField(help_text="Of a search: 1,000 at most.")
    more = serializers.BooleanField(help_text="A search found more than is counted; behind these there are no pages.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DocumentSummary(many=True)


class DocumentDetail(DocumentSummary):
    type_version = serializers.IntegerField(allow_null=True, help_text="Version of the type it was read with.")
    # REST framework takes declared fields off the class, so the name "fields" is free on the wire.
    fields = FieldMap()
    tables = serializers.DictField(
        child=TableRow(many=True), help_text="Name of each table to its rows; its columns are fields of the type.")
    issues = Issue(many=True)
    failure = Failure(allow_null=True)
    reason = serializers.CharField(allow_blank=True, help_text="Why it was rejected, postponed or opened again.")
    progress = Progress(allow_null=True)
    part_of = PartOf(allow_null=True, help_text="Where it is a part of a document that was split.")
    parts = Part(many=True, help_text="What became of its pages where it was split; else empty.")


class DocumentCreated(DocumentDetail):
    duplicate_of = serializers.IntegerField(
        allow_null=True, help_text="The oldest document with the same bytes that the caller may see.")


class ListQuery(StrictQuery):
    """What a list of documents may be narrowed to."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="In text, values and names.")
    status = serializers.MultipleChoiceField(choices=Status.choices, required=False)
    doc_type = serializers.CharField(required=False, allow_blank=True, max_length=60, validators=[existing_type])
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    mine = serializers.BooleanField(required=False, help_text="Only what the caller handed in.")
    sort = serializers.ChoiceField(choices=sorted(SORTS), required=False)
    page = serializers.IntegerField(required=False, min_value=1)
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=200)

    def filters(self) -> Filters:
        data = self.validated_data
        return Filters(
            text=data.get("q", ""), statuses=tuple(data.get("status", ())), doc_type=data.get("doc_type", ""),
            since=data.get("since"), until=data.get("until"), mine=data.get("mine", False),
            sort=data.get("sort", "-created"),
        )


class Line(serializers.Serializer):
    text = serializers.CharField()
    box = serializers.ListField(child=serializers.FloatField())
    confidence = serializers.FloatField()


class PageText(serializers.Serializer):
    number = serializers.IntegerField()
    width = serializers.FloatField()
    height = serializers.FloatField()
    source = serializers.CharField()
    lines = Line(many=True)


class DocumentText(serializers.Serializer):
    id = serializers.IntegerField()
    text = serializers.CharField()
    pages = PageText(many=True)
