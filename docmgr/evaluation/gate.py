"""The lock on publishing: a draft goes live once the gold set was read with it and nothing was lost beyond the margin.

The gold set is read twice, with the live version and with the draft, by the same model and the same memory, so what
differs is the definition alone. Only fields that both versions ask for are held against each other: to add a field or
to give one up is what drafts are for. An administrator may publish all the same and says why.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import database
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes.models import TypeVersion
from docmgr.evaluation.gold import FEWEST, gold_set_of
from docmgr.evaluation.models import DraftCheck
from docmgr.evaluation.selectors import counts_of
from docmgr.evaluation.services import score
from docmgr.evaluation.statistics import Counts, compare, f1
from docmgr.extraction.soundness import problems
from docmgr.training.background import jobs
from docmgr.training.background.jobs import Progress
from docmgr.training.models import Job
from docmgr.training.trained.versions import protected_keys

# F1 may fall by so much, over all fields and on each protected one, and no lock closes for a single document.
MARGIN, FEWEST_LOST = 0.01, 2
MAX_REASON = 500
KIND = "check_draft"


class Locked(Conflict):
    """``params``: ``worse`` names the fields that lose (none: nobody has looked yet), ``documents`` the gold set."""

    code = "gold_not_run"
    message = _("The gold set has not been read with this draft yet. Run it first, or say why the draft shall go live "
                "without.")


class Regression(Locked):
    code = "gold_regression"
    message = _("On the gold set this draft loses more than the margin allows, so it stays locked. Mend it, or say why "
                "it shall go live all the same.")


@dataclass(frozen=True, slots=True)
class Gate:
    """``needed``: there is something to hold the draft against. ``check``: of the draft as it is saved now."""

    needed: bool
    gold: int
    check: DraftCheck | None
    job: Job | None

    @property
    def locked(self) -> bool:
        return self.needed and (self.check is None or bool(self.check.worse))


def gate_of(draft: TypeVersion) -> Gate:
    """Three queries."""
    doc_type, known = draft.doc_type, counts_of(draft.doc_type)
    gold = known["gold"] - known["waiting"]
    needed = gold >= FEWEST and doc_type.live_id not in (None, draft.pk)
    check = DraftCheck.objects.filter(version=draft, revision=draft.revision, against=doc_type.live_id).first()
    return Gate(needed, gold, check, jobs.jobs_of(KIND, doc_type.key).filter(created_at__gte=draft.created_at).first())


def ask(draft: TypeVersion, *, by: User) -> Job:
    """Have the gold set read with the draft as it is saved. Raises NotAllowed, Invalid (it cannot be read with)."""
    require(by, Act.MANAGE_TYPES)
    _sound(draft)
    return jobs.start(KIND, by=by, params={"type": draft.doc_type.key})


def require_open(draft: TypeVersion, *, by: User, reason: str = "") -> None:
    """In the transaction that publishes. With a ``reason`` an administrator goes through all the same, on record.

    Raises Locked, Regression.
    """
    gate = gate_of(draft)
    if not gate.locked or problems(draft.definition()):
        return  # what is wrong with a definition is said by publishing it
    worse = gate.check.worse if gate.check else []
    if not reason.strip():
        raise (Regression if worse else Locked)(worse=worse, documents=gate.gold)
    record(Action.TYPE_LOCK_OVERRIDDEN, actor=by, obj=draft.doc_type, after={
        "version": draft.number, "reason": reason.strip()[:MAX_REASON], "gold": gate.gold, "worse": worse,
        "read": gate.check is not None})


def check(
    draft: TypeVersion, *, by: User | None, progress: Progress | None = None, mine: jobs.Try | None = None,
) -> DraftCheck:
    """Read the gold set with the live version and with the draft. Twice some hundred milliseconds a document, with no
    transaction open. Raises Invalid, Conflict (saved again meanwhile)."""
    live, started, definition = draft.doc_type.live, time.monotonic(), _saved(draft)
    gold_set = gold_set_of(draft.doc_type)
    if live is None or not gate_of(draft).needed:
        raise Invalid(_("There is no gold set large enough to hold the draft against."), code="gold_small")
    database.let_go()
    before = score(gold_set, progress=_half(progress, 0))["counts"]
    after = score(gold_set, definition=definition, progress=_half(progress, 1))["counts"]
    shared = [f.key for f in draft.fields.all() if f.key in {g.key for g in live.fields.all()}]
    rows = _rows(before, after, shared, protected_keys(draft.doc_type))
    with transaction.atomic():
        jobs.hold(mine)
        return DraftCheck.objects.create(
            version=draft, revision=draft.revision, against=live, documents=len(after), fields=rows,
            worse=[row["key"] for row in rows if row["verdict"] == "worse" and row["protected"]],
            seconds=round(time.monotonic() - started, 2), by=by)


def _saved(draft: TypeVersion) -> dict[str, Any]:
    """The definition of just this revision. Raises Conflict where it was saved again in between."""
    _sound(draft)
    definition = draft.definition()
    if not TypeVersion.objects.filter(pk=draft.pk, revision=draft.revision).exists():
        raise Conflict
    return definition


def _sound(draft: TypeVersion) -> None:
    if problems(draft.definition()):
        raise Invalid(_("The draft has problems that must be mended first."), code="draft_unsound")


def _half(progress: Progress | None, which: int) -> Progress | None:
    if progress is None:
        return None
    tell = progress
    return lambda stage, done, total: tell(stage, which * total + done, 2 * total)


def _rows(before: Counts, after: Counts, keys: Iterable[str], protected: Iterable[str]) -> list[dict[str, Any]]:
    """The whole first; it counts as protected."""
    shared, guarded = list(keys), set(protected)
    was, now = _only(before, shared), _only(after, shared)
    return [_row("", was, now, shared, guarded=True)] + [
        _row(key, was, now, [key], guarded=key in guarded) for key in shared]


def _row(key: str, was: Counts, now: Counts, keys: list[str], *, guarded: bool) -> dict[str, Any]:
    duel, old, new = compare(now, was, key=key or None), _f1(was, keys), _f1(now, keys)
    lost = duel.losses - duel.wins
    fell = lost >= FEWEST_LOST and old - new > MARGIN
    verdict = "worse" if fell else "better" if new > old and duel.wins > duel.losses else "same"
    return {"key": key, "before": round(old, 4), "after": round(new, 4), "wins": duel.wins, "losses": duel.losses,
            "p": duel.p, "protected": guarded, "verdict": verdict}


def _only(counts: Mapping[str, Any], keys: list[str]) -> dict[str, dict[str, Any]]:
    return {name: {key: fields[key] for key in keys if key in fields} for name, fields in counts.items()}


def _f1(counts: Counts, keys: list[str]) -> float:
    """1 where there was nothing to find and nothing was given."""
    sums = [sum(fields[key][n] for fields in counts.values() for key in keys if key in fields) for n in range(3)]
    return f1(*sums) if sums[0] + sums[1] else 1.0
