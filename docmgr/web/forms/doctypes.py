"""Forms of the document type pages. They read what was typed; doctypes.validation judges it."""

from __future__ import annotations

import json
import re
from typing import Any
from unicodedata import normalize

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.core import strict_json
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.core.strict_json import UNKEEPABLE
from docmgr.doctypes.dictionary import MAX_BYTES, MAX_LENGTH, MAX_WORDS, problems, words_of
from docmgr.doctypes.limits import LONGEST, LONGEST_LINE, MAX_FIELDS, MOST_LINES, TYPE_KEY
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.extraction import definition_files

_NEWEST = 50
_SALT, _DAY = "docmgr.type-file", 24 * 3600
_REST = 2_000  # bytes of what else the form of the comparison sends
# What counts where a type says nothing, as in ocr_engine.types.Routing.
ROUTING = {"use": "doubt", "below": 0.7, "checks": True, "missing": True, "legible": 0.85}


def key_of(name: str) -> str:
    """What a program calls it: "Delivery note no." -> "delivery_note_no"; "" where no Latin letter or digit is left."""
    plain = normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST["key"]]


def in_both_languages(given: dict[str, Any]) -> dict[str, Any]:
    """A name that was given in one language stands for the other as well."""
    name = {part: given.get(part, "") for part in ("label_zh", "label_en")}
    return {**given, **{part: text or name["label_zh"] or name["label_en"] for part, text in name.items()}}


class LinesField(forms.CharField):
    """A list, typed with one entry per line: at most ``most`` of ``longest`` characters each."""

    widget = forms.Textarea

    def __init__(self, *, most: int = MOST_LINES, longest: int = LONGEST_LINE, **options: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(**options)

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = [line.strip() for line in (value or "").splitlines()]
        for number, line in enumerate(lines, 1):
            if UNKEEPABLE.search(line):
                raise forms.ValidationError(
                    _("Line %(number)d holds a character that cannot be kept."), params={"number": number})
            if len(line) > self.longest:
                raise forms.ValidationError(_("Line %(number)d is longer than %(limit)d characters."),
                                            params={"number": number, "limit": self.longest})
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > self.most:
            raise forms.ValidationError(_("These are %(count)d lines; at most %(limit)d are allowed."),
                                        params={"count": len(found), "limit": self.most})
        return found


class RulesField(forms.CharField):
    """A list of rules as JSON."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(json.dumps(rule, ensure_ascii=False) for rule in value or [])

    def to_python(self, value: Any) -> list[dict[str, Any]]:  # type: ignore[override]
        """One JSON object per line; raises ValidationError naming the first line that is none."""
        rules = []
        for number, line in enumerate((value or "").splitlines(), 1):
            if not line.strip():
                continue
            try:
                rule = strict_json.loads(line)
            except ValueError as error:
                raise forms.ValidationError(
                    _("Line %(number)d is not a rule in JSON."), params={"number": number}) from error
            if not isinstance(rule, dict):
                raise forms.ValidationError(_("Line %(number)d is not a rule in JSON."), params={"number": number})
            rules.append(rule)
        return rules


class NewTypeForm(forms.Form):
    label_zh = forms.CharField(label=_("Name (Chinese)"), max_length=LONGEST["label_zh"], required=False)
    label_en = forms.CharField(
        label=_("Name (English)"), max_length=LONGEST["label_en"], required=False,
        help_text=_("One of the two names is enough; it then stands for both languages."))
    key = forms.RegexField(
        f"^{TYPE_KEY}$", label=_("Key"), required=False,
        help_text=_("A short name for programs, such as purchase_order. It cannot be changed later. Left empty, it is "
                    "made of the English name."),
        error_messages={"invalid": _("Use letters, digits, hyphens and underscores only.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("label_zh") and not given.get("label_en") and not self.errors:
            self.add_error("label_en", _("Please give a name in one of the two languages."))
            return given
        if "key" in given:
            given["key"] = given["key"] or key_of(given.get("label_en", ""))
            if not given["key"]:
                self.add_error("key", _("Please give a key: it cannot be made of this name."))
            elif DocumentType.objects.filter(key=given["key"]).exists():
                self.add_error("key", _("There is already a type with this key."))
        return in_both_languages(given)


class TypeFileForm(forms.Form):
    """``cleaned_data["definition"]`` is a definition that the engine can work with."""

    definition = forms.FileField(
        label=_("Definition file"), max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("A TYPE.json, as “Download the definition” gives one. It becomes a draft of a new type. Of "
                    "a type that is there already you see first what it would change."))

    def clean_definition(self) -> dict[str, Any]:
        try:
            return definition_files.read(self.cleaned_data["definition"].read(definition_files.MAX_BYTES + 1))
        except Invalid as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def brought_in(self, *, by: User) -> TypeVersion | None:
        """None where it is refused, which is an error of the form then."""
        try:
            return definition_files.bring_in(self.cleaned_data["definition"], by=by)
        except Invalid as refusal:
            self.add_error("definition", str(refusal.message))
            return None


class ReplaceForm(forms.Form):
    """What a person compared and agrees to: the definition of the file, and which draft it was held against.

    The definition goes to the browser and back, signed and packed: what was shown is what comes in.
    """

    packed = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, definition: dict[str, Any], draft: TypeVersion | None) -> ReplaceForm:
        """Raises Invalid where the browser could not send it back."""
        packed = signing.dumps(definition, salt=_SALT, compress=True)
        if len(packed) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - _REST:
            raise Invalid(gettext("The file is too large to be compared with the type that is there. Leave out "
                                  "dictionaries; words can be added to them afterwards."), code="type_invalid")
        seen = {"number": draft.number, "revision": draft.revision} if draft else {}
        return cls(initial={"packed": packed, **seen})

    def clean_packed(self) -> dict[str, Any]:
        """Raises Conflict where it is not what was handed out, or was handed out yesterday."""
        try:
            return dict(signing.loads(self.cleaned_data["packed"], salt=_SALT, max_age=_DAY))
        except signing.BadSignature as error:
            raise Conflict(gettext("This comparison is no longer valid. Choose the file again.")) from error

    @property
    def seen(self) -> tuple[int, int] | None:
        number, revision = self.cleaned_data.get("number"), self.cleaned_data.get("revision")
        return None if number is None or revision is None else (number, revision)


class VersionForm(forms.Form):
    """The editor's upper part. ``newest`` is the draft's revision now: what somebody typed over an older one is shown
    again instead of being lost."""

    newest: int | None = None

    revision = forms.IntegerField(widget=forms.HiddenInput)
    label_zh = forms.CharField(label=_("Name (Chinese)"), max_length=LONGEST["label_zh"], required=False)
    label_en = forms.CharField(label=_("Name (English)"), max_length=LONGEST["label_en"], required=False)
    prompt = forms.CharField(
        label=_("Prompt"), required=False, max_length=LONGEST["prompt"], widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the engine is told about this type. The fields and their hints are added by themselves."),
    )
    keywords = LinesField(
        label=_("Recognised by"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Words that such a document usually holds, one per line."),
    )
    review_below = forms.FloatField(
        label=_("Show to a reviewer below"), min_value=0.5, max_value=1.0,
        help_text=_("Confidence from 0.5 to 1. Common: 0.95 strict, 0.70 ordinary."),
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )
    rules = RulesField(
        label=_("Rules between fields"), required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_('One JSON object per line: {"rule": "sum", "of": ["net", "tax"], "equals": "total"}.'),
    )

    route_use = forms.ChoiceField(
        label=_("The large model reads"), required=False, choices=[
            ("doubt", _("pages that leave a doubt")), ("always", _("every page")), ("never", _("no page"))],
        help_text=_("Counts where a vision-language model is configured. Everything else stays with the built-in "
                    "reader."))
    route_below = forms.FloatField(
        label=_("A value is doubtful below"), min_value=0.0, max_value=1.0, required=False,
        widget=forms.NumberInput(attrs={"step": "0.05"}))
    route_legible = forms.FloatField(
        label=_("A page is hard to read below"), min_value=0.0, max_value=1.0, required=False,
        widget=forms.NumberInput(attrs={"step": "0.05"}),
        help_text=_("Mean certainty of the reader: handwriting and bad copies."))
    route_checks = forms.BooleanField(label=_("Failed checks are a doubt"), required=False)
    route_missing = forms.BooleanField(label=_("Missing required fields are a doubt"), required=False)

    def clean(self) -> dict[str, Any]:
        """The routing in one part, as a version keeps it; a limit that was emptied is as the engine sets it."""
        given = super().clean() or {}
        routing = {name: given.get(f"route_{name}") for name in ROUTING}
        given["routing"] = {name: value for name, value in routing.items() if value not in (None, "")}
        return in_both_languages(given)

    def clean_revision(self) -> int:
        revision = self.cleaned_data["revision"]
        if self.newest is not None and revision != self.newest:
            # The next save names the newest revision: whoever has seen this message may overwrite on purpose.
            self.data = {**dict(self.data.items()), "revision": str(self.newest)}
            raise forms.ValidationError(_(
                "Somebody else saved this draft in the meantime. What you typed is still here and not saved yet: "
                "open the draft in a second tab to compare, then save again to keep yours."))
        return revision

    @classmethod
    def of(cls, version: TypeVersion) -> VersionForm:
        names = ("revision", "label_zh", "label_en", "prompt", "keywords", "review_below", "rules")
        routing = {f"route_{name}": version.routing.get(name, usual) for name, usual in ROUTING.items()}
        return cls(initial={**{n: getattr(version, n) for n in names}, **routing})


class FieldForm(forms.Form):
    key = forms.CharField(label=_("Key"), max_length=LONGEST["key"], required=False)
    label_zh = forms.CharField(label=_("Name (Chinese)"), max_length=LONGEST["label_zh"], required=False)
    label_en = forms.CharField(label=_("Name (English)"), max_length=LONGEST["label_en"], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=FieldDefinition.Kind.choices)
    required = forms.BooleanField(label=_("Required"), required=False)
    many = forms.BooleanField(label=_("Several values"), required=False)
    sensitive = forms.BooleanField(label=_("Sensitive"), required=False)
    critical = forms.BooleanField(
        label=_("Critical"), required=False,
        help_text=_("Is read a second time by another way before it may pass without a person."))
    hint = forms.CharField(
        label=_("Hint"), required=False, max_length=LONGEST["hint"], widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Says in a sentence what is meant. It becomes part of the prompt."),
    )
    aliases = LinesField(
        label=_("Other names on documents"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line."),
    )
    patterns = LinesField(
        label=_("Patterns"), required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Regular expressions that a value must match, one per line."),
    )
    dictionary = LinesField(
        label=_("Dictionary"), required=False, most=MAX_WORDS, longest=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Values that the field often has, one per line. A value that nearly agrees with exactly one of "
                    "them is read as that one; other values stay possible."),
    )
    look_alikes = LinesField(
        label=_("Look-alikes"), required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "placeholder": "O>0"}),
        help_text=_("What is read for what in this field, one pair per line. They are exchanged only where a check or "
                    "a pattern then passes that failed before."))
    terms = LinesField(
        label=_("Terms of electronic invoices"), required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "placeholder": "BT-112"}),
        help_text=_("Only needed where the names do not tell: which item of invoice data (EN 16931) is meant, one per "
                    "line, best first."))
    dictionary_file = forms.FileField(
        label=_("Add words from a file"), required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,text/plain,text/csv"}),
        help_text=_("TXT with one entry per line, or the first column of a CSV; at most 5,000 entries and 1 MB."),
    )

    def clean_dictionary_file(self) -> list[str]:
        file = self.cleaned_data.get("dictionary_file")
        if not file:
            return []
        try:
            return words_of(file.read(MAX_BYTES + 1), file.name)
        except Invalid as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def clean(self) -> dict[str, Any]:
        """A key that is left empty is made of the English name; the words of the file come behind those that are typed.
        """
        given = super().clean() or {}
        if "key" in given and not given.get("DELETE"):
            given["key"] = given["key"] or key_of(given.get("label_en", ""))
            if not given["key"]:
                self.add_error("key", _("Please give a key: it cannot be made of this name."))
        words = list(dict.fromkeys([*given.get("dictionary", []), *(given.pop("dictionary_file", None) or [])]))
        for problem in problems(words):
            self.add_error("dictionary", problem)
        return in_both_languages({**given, "dictionary": words})

    @staticmethod
    def initial_of(field: FieldDefinition) -> dict[str, Any]:
        names = ("key", "label_zh", "label_en", "kind", "required", "many", "sensitive", "hint", "aliases", "patterns",
                 "dictionary", "terms", "critical", "look_alikes")
        return {n: getattr(field, n) for n in names}


class BaseFieldFormSet(forms.BaseFormSet):
    error_messages: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.error_messages["too_many_forms"] = gettext("A type may ask for at most %(limit)d fields.") % {
            "limit": MAX_FIELDS}

    def clean(self) -> None:
        """A key that two fields have is marked at the second one."""
        seen: set[str] = set()
        for form in self.forms:
            if form.cleaned_data.get("DELETE") or not (key := form.cleaned_data.get("key")):
                continue
            if key in seen:
                form.add_error("key", _("Another field has this key."))
            seen.add(key)

    def in_order(self) -> list[dict[str, Any]]:
        """Cleaned fields in the order of the page, without the deleted ones."""
        kept = [f.cleaned_data for f in self.ordered_forms if f.cleaned_data]
        return [{k: v for k, v in row.items() if k not in ("ORDER", "DELETE")} for row in kept]


FieldFormSet = forms.formset_factory(
    FieldForm, formset=BaseFieldFormSet, extra=0, can_delete=True, can_order=True,
    max_num=MAX_FIELDS, validate_max=True,
)


class PublishForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("What changed"), max_length=200, required=False)


class OptionsForm(forms.Form):
    active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("May be chosen at upload and recognised by the engine."))
    four_eyes = forms.BooleanField(
        label=_("Four eyes"), required=False, help_text=_("Whoever uploaded a document may not approve it."))


class TrialForm(forms.Form):
    """The document a draft is tried on: one of the newest that the person may see and that have been read."""

    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document"), empty_label=_("Choose a document"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = Document.objects.visible_to(user).filter(page_count__gt=0).order_by("-id").values("pk")[:_NEWEST]
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Document.objects.filter(pk__in=[row["pk"] for row in newest]).order_by("-id")
        field.label_from_instance = lambda obj: f"{obj.name} #{obj.pk}"  # type: ignore[method-assign]
