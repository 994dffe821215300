"""Forms of the editor of a draft. They read what was typed; doctypes.validation judges it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Invalid
from docmgr.doctypes.dictionary import MAX_BYTES, MAX_LENGTH, MAX_WORDS, problems, words_of
from docmgr.doctypes.limits import LONGEST, MAX_FIELDS
from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.web.forms.lines import LinesField, RulesField
from docmgr.web.forms.names import in_both_languages, key_of
from docmgr.web.forms.shares import ShareField

# What counts where a type says nothing, as in ocr_engine.types.Routing.
ROUTING = {"use": "doubt", "below": 0.7, "checks": True, "missing": True, "legible": 0.85}


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
    review_below = ShareField(
        label=_("Show to a reviewer below"), least=0.5,
        help_text=_("Confidence in percent, from 50 to 100. Common: 95 strict, 70 ordinary."),
        widget=forms.NumberInput(attrs={"step": "1"}),
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
    route_below = ShareField(
        label=_("A value is doubtful below"), required=False, widget=forms.NumberInput(attrs={"step": "1"}),
        help_text=_("Confidence in percent."))
    route_legible = ShareField(
        label=_("A page is hard to read below"), required=False, widget=forms.NumberInput(attrs={"step": "1"}),
        help_text=_("Mean certainty of the reader in percent: handwriting and bad copies."))
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
    rows = forms.CharField(
        label=_("Column of the table"), max_length=LONGEST["rows"], required=False,
        widget=forms.TextInput(attrs={"placeholder": "items"}),
        help_text=_("Fields with several values that name the same table stand in its rows together, as the line items "
                    "of an invoice do. “items” is shown as line items, another name as it is."))
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
        """A key that is left empty is made of the name; the words of the file come behind those that are typed."""
        given = super().clean() or {}
        if "key" in given and not given.get("DELETE"):
            given["key"] = given["key"] or key_of(given)
            if not given["key"]:
                self.add_error("key", _("Please give a key: it cannot be made of this name."))
        if given.get("rows") and not given.get("many") and not given.get("DELETE"):
            self.add_error("rows", _("Only a field with several values can be a column of a table."))
        words = list(dict.fromkeys([*given.get("dictionary", []), *(given.pop("dictionary_file", None) or [])]))
        for problem in problems(words):
            self.add_error("dictionary", problem)
        return in_both_languages({**given, "dictionary": words})

    @staticmethod
    def initial_of(field: FieldDefinition) -> dict[str, Any]:
        names = ("key", "label_zh", "label_en", "kind", "required", "many", "sensitive", "hint", "aliases", "patterns",
                 "dictionary", "terms", "critical", "look_alikes", "rows")
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
