"""Forms that take a type from a file: the file itself, and consent to what it would change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes.models import TypeVersion
from docmgr.extraction import definition_files

_SALT = "docmgr.type-file"
_DAY = 24 * 3600
_REST = 2_000  # bytes of what else the form of the comparison sends


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
