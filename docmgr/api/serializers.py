"""What goes in and comes out of the API, as the schema describes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from docmgr.api.waiting import LONGEST
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types
from docmgr.documents.models import Status
from docmgr.documents.selectors import SORTS, Filters
from docmgr.extraction import asking
from docmgr.extraction.asking import LANGUAGES, TASKS
from docmgr.review.marks import Mark
from docmgr.training.export import KINDS
from docmgr.training.models import ErrorSample
from docmgr.training.selectors import SampleFilter


class TokenRequest(serializers.Serializer):
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


class Upload(serializers.Serializer):
    file = serializers.FileField(
        allow_empty_file=True, use_url=False, help_text="PDF, OFD, invoice XML, PNG, JPEG, TIFF, WebP or BMP.")
    doc_type = serializers.CharField(
        required=False, allow_blank=True, max_length=60, help_text="Key of a type; empty: recognise it.")

    def validate_doc_type(self, key: str) -> DocumentType | None:
        if not key:
            return None
        found = live_types().filter(key=key).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such document type in use."), code="unknown")
        return found


class WaitQuery(serializers.Serializer):
    wait = serializers.FloatField(
        required=False, default=0.0,
        help_text="Seconds to wait for the result before answering; more than 60 count as 60.")

    def validate_wait(self, seconds: float) -> float:
        """Between 0 and 60; what is not a number at all waits for nothing."""
        return max(0.0, min(seconds, LONGEST)) if seconds == seconds else 0.0


class Check(serializers.Serializer):
    name = serializers.CharField()
    ok = serializers.BooleanField(allow_null=True)
    detail = serializers.CharField(allow_blank=True, required=False)


class Value(serializers.Serializer):
    """One value of one field."""

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


class FieldMap(serializers.DictField):
    """Field key to value; its shape in the schema stands in schema.py."""

    child = serializers.JSONField()


class DocumentPage(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DocumentSummary(many=True)


class DocumentDetail(DocumentSummary):
    type_version = serializers.IntegerField(allow_null=True, help_text="Version of the type it was read with.")
    # REST framework takes declared fields off the class, so the name "fields" is free on the wire.
    fields = FieldMap()
    issues = Issue(many=True)
    failure = Failure(allow_null=True)
    reason = serializers.CharField(allow_blank=True, help_text="Why it was rejected or postponed.")
    progress = Progress(allow_null=True)


class DocumentCreated(DocumentDetail):
    duplicate_of = serializers.IntegerField(
        allow_null=True, help_text="The oldest document with the same bytes that the caller may see.")


class ListQuery(serializers.Serializer):
    """What a list of documents may be narrowed to."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="In text, values and names.")
    status = serializers.MultipleChoiceField(choices=Status.choices, required=False)
    doc_type = serializers.CharField(required=False, allow_blank=True, max_length=60)
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


_EMPTY_VALUE = _("A value cannot be empty. Where the document does not say it, send absent: true instead.")


class FieldChange(serializers.Serializer):
    """Exactly one of value, confirm, absent and undo says what is meant."""

    value = serializers.CharField(required=False, allow_blank=False, max_length=20_000, error_messages={
        "null": _EMPTY_VALUE, "blank": _EMPTY_VALUE})
    confirm = serializers.BooleanField(required=False, help_text="The value is right as it stands.")
    absent = serializers.BooleanField(required=False, help_text="The document does not say it.")
    undo = serializers.BooleanField(required=False, help_text="Take the last decision back.")
    index = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=499, help_text="Which of several values, from 0.")
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


class Decision(serializers.Serializer):
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


class SampleQuery(serializers.Serializer):
    """Which error samples; without a part all of them."""

    doc_type = serializers.CharField(required=False, allow_blank=True, max_length=60)
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


class FieldDefinition(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.DictField(child=serializers.CharField())
    kind = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    hint = serializers.CharField(allow_blank=True)
    required = serializers.BooleanField()
    many = serializers.BooleanField()
    sensitive = serializers.BooleanField()


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


class Publishing(serializers.Serializer):
    revision = serializers.IntegerField(min_value=0)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    override = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="",
        help_text="Why it shall go live although the gold set speaks against it or was not read.")


class Published(serializers.Serializer):
    version = serializers.IntegerField()
    measured = serializers.BooleanField(help_text="The gold set is being measured with it now.")


class Question(serializers.Serializer):
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
