"""The words of the audit log: what acts are on, the parts that a row records, and the values that have a name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import Role
from docmgr.automation.models import WHOLE, BlindSample, ErrorBudget
from docmgr.documents.models import Status
from docmgr.evaluation.models import GoldDocument
from docmgr.training.background.job_kinds import KINDS
from docmgr.training.models import Proposal, Schedule

# Model label -> what people call it.
OBJECTS = {
    "documents.document": _("document"),
    "doctypes.documenttype": _("type"),
    "doctypes.typeversion": _("type version"),
    "accounts.user": _("account"),
    "accounts.department": _("department"),
    "training.datasetexport": _("export"),
    "training.job": _("background job"),
    "training.modelversion": _("model"),
    "training.schedule": _("schedule"),
    "training.proposal": _("proposed fix"),
    "evaluation.evaluationrun": _("measurement"),
}

# Key of AuditEvent.before and .after -> its name.
PARTS = {
    "status": _("status"), "type": _("type"), "document": _("document"), "comment": _("comment"), "bytes": _("bytes"),
    "username": _("user name"), "role": _("role"),
    "version": _("version"), "key": _("key"), "active": _("active"), "four_eyes": _("four eyes"), "rows": _("rows"),
    "samples": _("samples"), "masked": _("masked"), "format": _("format"), "count": _("count"), "field": _("field"),
    "index": _("place"), "value": _("value"), "revision": _("revision"), "holder": _("held by"), "reason": _("reason"),
    "department": _("department"), "shares": _("sees the department's documents"), "token": _("token"),
    "first_wrong": _("first wrong row"), "documents": _("documents"), "code": _("code"),
    "through": _("through"), "address": _("address"), "number": _("number of it"),
    "decided_by": _("decided by"), "decided_at": _("decided at"), "layout": _("learned layout forgotten"),
    "evidence": _("rows of evidence withdrawn"), "blind": _("blind samples open again"),
    "gold": _("left the gold set"), "taken_out": _("result taken out by"),
    "kind": _("kind"), "engine": _("engine"), "model": _("model"), "sha256": _("checksum"), "f1": "F1",
    "origin": _("came in"), "regime": _("regime"), "answers": _("answers of twins"), "fields": _("fields"),
    "values": _("values"), "alpha": _("share allowed to be wrong"), "delta": _("chance of being mistaken"),
    "threshold": _("from this confidence on"), "reviewed": _("reviewed"), "accepted": _("would have passed"),
    "wrong": _("of those wrong"), "upper": _("upper bound"), "remade": _("made again"), "empty": _("empty"),
    "certificate": _("certificate"), "look": _("look at the evidence"), "run": _("reading"),
    "sample": _("blind sample"), "outcome": _("outcome"), "task": _("task"), "by": _("answered by"),
    "expires": _("valid until"),
    "everything": _("everything confirmed"), "sensitive": _("sensitive"), "worse": _("worse"),
    "read": _("gold set was read"),
    "language": _("language"), "theme": _("colours"), "sample_share": _("share of blind samples"),
    "every": _("every"), "weekday": _("day of the week"), "day": _("day of the month"), "hour": _("hour"),
    "fewest": _("fewest documents"), "jobs": _("jobs"), "limit": _("allowed"), "answered": _("answered"),
    "different": _("different"), "approval_counts": _("approving means every value was looked at"), "mode": _("budget"),
    "alarm": _("alarm"), "pages": _("pages"), "parts": _("parts"), "left_out": _("left out"),
}

# Key -> stored value -> its name.
VALUES: dict[str, dict[str, Any]] = {
    "through": {"pages": _("the pages"), "api": _("the API")},
    "status": dict(Status.choices), "role": dict(Role.choices),
    "reason": {
        "ok": "", "wrong": _("wrong name or password"), "locked": _("paused"), "disabled": _("account disabled"),
        "no_role": _("no role"), "directory_down": _("directory not reachable"),
    },
    "kind": dict(Proposal.Kind.choices) | {name: kind.title for name, kind in KINDS.items()},
    "origin": dict(GoldDocument.Origin.choices), "every": dict(Schedule.Every.choices),
    "mode": dict(ErrorBudget.Mode.choices), "outcome": dict(BlindSample.State.choices),
    "field": {WHOLE: _("Whole document")},
}
