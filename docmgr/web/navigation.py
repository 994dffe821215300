"""The entries of the side bar: one line each, shown to the roles that may use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may


@dataclass(frozen=True, slots=True)
class Entry:
    """``section`` is what a page's view name starts with when this entry is to be lit."""

    url_name: str
    section: str
    icon: str
    label: Any
    acts: tuple[Act, ...] = ()


GROUPS: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (_("Work"), (
        Entry("web:home", "home", "home", _("Home")),
        Entry("web:dashboard", "dashboard", "chart-bar", _("Dashboard"), (Act.SEE_LEARNING,)),
        Entry("web:upload", "upload", "upload", _("Upload"), (Act.UPLOAD,)),
        Entry("web:documents", "document", "files", _("Documents"), (Act.UPLOAD,)),
        Entry("web:review_queue", "review", "checklist", _("Review"), (Act.REVIEW,)),
    )),
    (_("Set up"), (
        Entry("web:type_list", "type", "template", _("Document types"), (Act.SEE_TYPES,)),
        Entry("web:engines", "engines", "text-recognition", _("Engines"), (Act.SEE_HEALTH,)),
    )),
    (_("Learning"), (
        Entry("web:evaluation", "evaluation", "target", _("Evaluation"), (Act.SEE_LEARNING,)),
        Entry("web:models", "model", "cpu", _("Models"), (Act.SEE_LEARNING,)),
        Entry("web:automation", "automation", "robot", _("Automation"), (Act.SEE_LEARNING,)),
        Entry("web:error_groups", "error_group", "stack-2", _("Error groups"), (Act.SEE_ERROR_SAMPLES,)),
        Entry("web:sample_list", "sample", "bug", _("Error samples"), (Act.SEE_ERROR_SAMPLES,)),
    )),
    (_("Control"), (
        Entry("web:user_list", "user", "users", _("People"), (Act.MANAGE_USERS,)),
        Entry("web:audit_log", "audit", "history", _("Audit log"), (Act.SEE_AUDIT,)),
    )),
)


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    icon: str
    label: Any
    current: bool


def groups_for(user: User, view_name: str) -> list[tuple[Any, list[Link]]]:
    """The side bar of one person; a group with nothing for him is left out."""
    shown = ((title, list(_links(entries, user, view_name))) for title, entries in GROUPS)
    return [(title, links) for title, links in shown if links]


def _links(entries: tuple[Entry, ...], user: User, view_name: str) -> Iterator[Link]:
    section = view_name.rpartition(":")[2]
    for entry in entries:
        url = _address(entry.url_name)
        if url and (not entry.acts or any(may(user, act) for act in entry.acts)):
            yield Link(url, entry.icon, entry.label, section.startswith(entry.section))


def _address(name: str) -> str:
    """Empty where an installation leaves the page out."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
