"""The figures of the dashboard for programs. Shares are 0 to 1, days are those of the installation's time zone."""

from __future__ import annotations

from rest_framework import serializers

from docmgr.api.serializers.strict import StrictQuery, existing_type
from docmgr.dashboard.period import CHOICES, USUAL


class DashboardQuery(StrictQuery):
    """Which documents, and over which days."""

    doc_type = serializers.CharField(required=False, allow_blank=True, max_length=60, validators=[existing_type])
    days = serializers.ChoiceField(
        choices=[str(n) for n in CHOICES], required=False, default=str(USUAL),
        help_text="So many days, today the last of them. Beyond 31 days steps are weeks.")


class Share(serializers.Serializer):
    part = serializers.IntegerField()
    count = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True, help_text="part / count; null of nothing.")
    low = serializers.FloatField(help_text="Clopper and Pearson's 95 % interval; 0 and 1 where there is nothing.")
    high = serializers.FloatField()


class Step(serializers.Serializer):
    day = serializers.DateField(help_text="The day, or the first day of the week.")
    handed_in = serializers.IntegerField()
    decided = serializers.IntegerField(help_text="Approved or rejected by a person, and so to this day.")
    passed = serializers.IntegerField(help_text="Accepted without a person when it was read.")


class ReadingStep(serializers.Serializer):
    day = serializers.DateField()
    first = serializers.IntegerField(help_text="Readings that succeeded at the first try.")
    again = serializers.IntegerField(help_text="Only after another try.")
    failed = serializers.IntegerField(help_text="Not at all.")


class Readings(serializers.Serializer):
    errors = Share(help_text="Readings that ended without a result, of all that ended.")
    retries = Share(help_text="Readings that took more than one try, whatever their end.")
    steps = ReadingStep(many=True)


class Age(serializers.Serializer):
    since = serializers.IntegerField(help_text="Handed in longer ago than so many days …")
    until = serializers.IntegerField(allow_null=True, help_text="… and not longer than so many; null: however long.")
    reading = serializers.IntegerField()
    review = serializers.IntegerField()
    postponed = serializers.IntegerField()


class Waiting(serializers.Serializer):
    oldest = serializers.DateTimeField(allow_null=True, help_text="When the document was handed in that has waited "
                                                                  "longest for a reviewer.")
    ages = Age(many=True)


class Quadrants(serializers.Serializer):
    """Reviewed values: right where they stand as read, trusted where nothing had asked a person to look."""

    right_trusted = serializers.IntegerField()
    right_doubted = serializers.IntegerField()
    wrong_doubted = serializers.IntegerField()
    wrong_trusted = serializers.IntegerField()


class Week(serializers.Serializer):
    day = serializers.DateField()
    right = Share()


class FieldAccuracy(serializers.Serializer):
    key = serializers.CharField()
    right = Share()


class Fit(serializers.Serializer):
    doc_type = serializers.CharField(source="doc_type.key")
    known = Share(help_text="On a layout that an approved document had taught when they were first read.")
    passed = Share(help_text="Accepted as a whole without a person.")


class Promise(serializers.Serializer):
    doc_type = serializers.CharField(source="doc_type.key")
    key = serializers.CharField(help_text="The field; * is the whole document.")
    promised = serializers.FloatField(help_text="At most so many wrong, …")
    sure = serializers.FloatField(help_text="… with this probability.")
    certified = serializers.BooleanField(help_text="Something passes by it now.")
    stopped = serializers.BooleanField(help_text="It switched itself off.")
    typed = serializers.IntegerField(help_text="Blind samples that people typed.")
    wrong = serializers.IntegerField(help_text="Those that differed.")
    low = serializers.FloatField(help_text="Bounds of the true share that hold however often one looks.")
    high = serializers.FloatField()


class Dashboard(serializers.Serializer):
    """The definitions stand in the guide: docs/dashboard.md."""

    since = serializers.DateField(source="period.since")
    until = serializers.DateField(source="period.until")
    doc_type = serializers.CharField(source="doc_type.key", default=None, allow_null=True)
    volume = Step(source="steps", many=True)
    readings = Readings()
    waiting = Waiting(source="queue")
    accuracy = Share(source="right", help_text="Reviewed values that people left as read.")
    weeks = Week(many=True)
    by_field = FieldAccuracy(source="fields", many=True, help_text="Empty unless one type is asked for.")
    quadrants = Quadrants()
    untouched = serializers.IntegerField(
        help_text="Values of the same documents on which nobody decided; they count nowhere.")
    layouts = Fit(source="fits", many=True)
    promises = Promise(many=True)
