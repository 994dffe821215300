"""The filter of the strip view: one field of one type, what of it is shown, and where the wall begins."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.doctypes.selectors import find_type
from docmgr.review.strip import Stand
from docmgr.web.forms.type_filter import TypeFilterForm

_PLACE = re.compile(r"([0-9.e-]{1,24})~([0-9]{1,18})", re.ASCII)


class StripForm(TypeFilterForm):
    """``?type=KEY&field=KEY&show=all&after=PLACE``; ``after`` comes from the wall before."""

    field = forms.CharField(label=gettext_lazy("Field"), required=False, max_length=60)
    show = forms.ChoiceField(label=gettext_lazy("Shown"), required=False, choices=[
        ("", gettext_lazy("To look at")), ("all", gettext_lazy("All that nobody has confirmed"))])
    after = forms.CharField(required=False, max_length=50, widget=forms.HiddenInput)

    def doc_type(self) -> DocumentType | None:
        key = self.key()
        return find_type(key) if key else None

    def definition(self, doc_type: DocumentType) -> FieldDefinition | None:
        """The field of this name; where there is none, the form says so."""
        key = self.cleaned_data.get("field", "")
        found = next((f for f in doc_type.live_fields() if f.key == key), None)
        if key and found is None:
            self.add_error("field", _("The document type has no such field."))
        return found

    def everything(self) -> bool:
        return self.cleaned_data.get("show") == "all"

    def stand(self) -> Stand | None:
        found = _PLACE.fullmatch(self.cleaned_data.get("after") or "")
        try:
            return Stand(float(found[1]), int(found[2])) if found else None
        except ValueError:
            return None


def told(stand: Stand) -> str:
    """``after`` of the wall that begins behind it."""
    return f"{float(stand.confidence)!r}~{stand.pk}"
