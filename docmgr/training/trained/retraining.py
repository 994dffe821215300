"""Retraining a type: train, compare with what is live, register, go live where it is not worse."""

from __future__ import annotations

import resource
import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.core import database
from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import later
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.extraction import engine
from docmgr.training.background.jobs import Progress, Try, asker
from docmgr.training.models import ModelVersion
from docmgr.training.trained import finetuning, unseen, verdicts, versions, weight_store
from docmgr.training.trained.contest import ENOUGH_SECONDS, Champion, Contest
from docmgr.training.trained.folds import folds_of
from docmgr.training.trained.lessons import lessons_of, vouched_for

# Below that nothing can be held back that would say anything.
FEWEST_DOCUMENTS = 8
_TRAINED = 96       # of a hundred, when the trainings and comparisons are over


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "retrain": {"type": key, "seed": number, "engine": one of ModelVersion.Engine}. Takes minutes; writes
    everything down at its end.

    {version, taken, reasons, champion, challenger, documents, seconds, peak_mb}. Raises NotThere, Invalid (too few
    documents).
    """
    doc_type = get_type(str(params["type"]))
    by, mine = asker(params), Try.of(params)
    if made := versions.of_job(doc_type, mine):
        return summary(made)
    kind, seed = str(params.get("engine") or ModelVersion.Engine.FIELDS), int(params.get("seed") or 0)
    if kind == ModelVersion.Engine.FIELDS:
        return summary(retrain(doc_type, by=by, seed=seed, progress=progress, mine=mine))
    return summary(finetuning.finetune(doc_type, kind, by=by, seed=seed, progress=progress, mine=mine))


def retrain(
    doc_type: DocumentType, *, by: User | None, seed: int, progress: Progress, mine: Try | None = None,
) -> ModelVersion:
    started = time.monotonic()
    progress("start", 0, 0)
    lessons = lessons_of(doc_type)
    if doc_type.live is None or len(lessons) < FEWEST_DOCUMENTS:
        counts = {"needed": FEWEST_DOCUMENTS, "found": len(lessons)}
        raise Invalid(later(lambda: _(
            "At least %(needed)d approved documents on which people decided values are needed; there are %(found)d."
        ) % counts), code="too_few_documents")
    definition = doc_type.live.definition()
    champion = versions.live_version(doc_type)
    protected = versions.protected_keys(doc_type)
    database.let_go()

    layouts = {lesson.document: lesson.layout for lesson in lessons}
    folds = folds_of(layouts, seed=seed)
    contest = Contest(definition=definition, lessons=lessons, folds=folds, champion=_champion(champion), seed=seed)
    weights, facts, outcome = contest.run(lambda share: progress("train", round(_TRAINED * share), 100))
    figures = verdicts.compare(outcome.answered, protected=protected)
    signs = [*outcome.signs, *contest.remembered(outcome.judged, lambda: progress("trust", 98, 100))]
    trust = engine.fit_trust(signs)
    progress("save", 99, 100)
    reasons = figures.pop("reasons")
    about = {"against": champion.number if champion else None, "held_back": figures["documents"],
             "turns": outcome.turns, "planned_turns": len(folds.turns), "seconds_for_turns": ENOUGH_SECONDS,
             "by": folds.by}
    answers = unseen.weighed(outcome.unseen, signs, contest.kinds, layouts)
    known = vouched_for(lessons, answers)
    sha256 = weight_store.keep_weights(weights)
    with transaction.atomic():
        made = versions.register(
            doc_type, by=by, taken=not reasons, beaten=champion.number if champion else 0, made_in=mine,
            reason=reasons, type_version=doc_type.live, trust=trust, sha256=sha256, size=len(weights),
            figures={**figures, **about}, documents=[lesson.document for lesson in lessons],
            facts={**facts, "layouts": folds.layouts, "values": sum(len(lesson.taught.told) for lesson in lessons),
                   "total_seconds": round(time.monotonic() - started, 1), "peak_mb": _peak_mb()})
        unseen.keep(made, answers, known)
    return made


def summary(made: ModelVersion) -> dict[str, Any]:
    """What the job, the command and the page say of it."""
    return {
        "version": made.number, "taken": made.state == ModelVersion.State.LIVE, "reasons": made.reason,
        "champion": made.figures.get("champion"), "challenger": made.figures.get("challenger"),
        "views": {name: {k: part[k] for k in ("documents", "champion", "challenger")}
                  for name, part in made.figures.get("views", {}).items()},
        "compared": {k: made.figures.get(k) for k in ("held_back", "turns", "planned_turns", "seconds_for_turns")},
        "before": made.figures.get("before"), "after": made.figures.get("after"),
        "documents": len(made.documents), "seconds": made.facts.get("total_seconds"),
        "peak_mb": made.facts.get("peak_mb"),
    }


def _peak_mb() -> dict[str, int]:
    """The most memory that this process ever held, and the largest of those that helped it (0 without any)."""
    both = {"own": resource.RUSAGE_SELF, "helper": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(who).ru_maxrss // 1024 for name, who in both.items()}


def _champion(live: ModelVersion | None) -> Champion:
    """What would go on being used: nothing where none is live or its weights cannot be used any more."""
    weights = weight_store.usable_weights(live.sha256) if live and live.has_weights else None
    if live is None or weights is None:
        return Champion()
    return Champion(frozenset(live.documents), int(live.facts.get("seed", 0)), weights)
