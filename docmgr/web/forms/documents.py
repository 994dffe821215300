"""The filter bar of the document list. A wrong entry narrows nothing and is said beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types
from docmgr.documents.models import Document, Status
from docmgr.documents.selectors import SORTS, Filters
from docmgr.documents.states import BEING_READ, FIT_FOR_USE, WITH_PEOPLE

GROUPS: dict[str, tuple[Status, ...]] = {
    "running": tuple(BEING_READ),
    "review": tuple(WITH_PEOPLE),
    "approved": tuple(FIT_FOR_USE),
    "rejected": (Status.REJECTED,),
    "failed": (Status.FAILED,),
    "split": (Status.SPLIT,),
}
LABELS = {
    "": _("any status"), "running": _("being read"), "review": _("in review"), "approved": _("approved"),
    "rejected": _("rejected"), "failed": _("failed"), "split": _("split"),
}


class DocumentFilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=200, label=_("Search"), widget=forms.TextInput(
        attrs={"type": "search", "placeholder": _("Search names, values and text"), "autocomplete": "off"}))
    status = forms.ChoiceField(required=False, label=_("Status"), choices=list(LABELS.items()))
    type = forms.ChoiceField(required=False, label=_("Type"))
    owner = forms.ChoiceField(required=False, label=_("Uploaded by"))
    since = forms.DateField(required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS], widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("any type")), *((t.key, str(t)) for t in live_types())]  # type: ignore[attr-defined]
        if may(user, Act.SEE_ALL_DOCUMENTS) or (user.shares_department and user.department_id):
            self.fields["owner"].choices = [("", _("anybody")), *_owners(user)]  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]

    def filters(self) -> Filters:
        """What is valid of the input; call after is_valid()."""
        data = self.cleaned_data
        return Filters(
            text=data.get("q") or "", statuses=GROUPS.get(data.get("status") or "", ()),
            doc_type=data.get("type") or "", since=data.get("since"), until=data.get("until"),
            owner=data.get("owner") or "", sort=data.get("sort") or "-created",
        )

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name != "sort")


def _owners(user: User) -> list[tuple[str, str]]:
    people = User.objects.filter(Exists(Document.objects.filter(owner=OuterRef("pk")))).order_by("username")
    if not may(user, Act.SEE_ALL_DOCUMENTS):
        people = people.filter(department=user.department_id)
    return [(person.username, person.display_name) for person in people]


class _Ticked(forms.Form):
    """Documents that were ticked in the list."""

    ids = forms.TypedMultipleChoiceField(coerce=int)
    MOST = 1000

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        given = [i for i in data.getlist("ids") if i.isdecimal() and len(i) < 13][: self.MOST]
        self.fields["ids"].choices = [(i, i) for i in given]  # type: ignore[attr-defined]


class ChosenForm(_Ticked):
    """The form in which their results are wanted."""

    kind = forms.ChoiceField(choices=[("csv", "csv"), ("xlsx", "xlsx")])


class RetypeForm(_Ticked):
    """The type that they really are of."""

    doc_type = forms.ModelChoiceField(queryset=DocumentType.objects.none(), to_field_name="key")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["doc_type"].queryset = live_types()  # type: ignore[attr-defined]
