"""Calibrating confidence from confirmed documents of a type that has no trained model.

A retraining calibrates the confidences of the model that it makes. Until there is one, the layout memory answers alone,
and what its answers are worth is fitted here: each confirmed document is answered by the memory of others, as in a
retraining, and what people decided judges the answers. The outcome is a version of its own, without weights: it can be
taken back like any other, begins a new regime of the error budgets, and its answers on documents that it had not seen
become evidence again. It changes no value, only how sure of it the engine is.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from docmgr.accounts.models import User
from docmgr.core import database
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.extraction import engine
from docmgr.training.background.jobs import Progress, Try, asker
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import unseen, verdicts, versions
from docmgr.training.trained.contest import Champion, Contest
from docmgr.training.trained.folds import folds_of
from docmgr.training.trained.lessons import MOST_DOCUMENTS, Lesson, lessons_of, teaching, vouched_for
from docmgr.training.trained.retraining import FEWEST_DOCUMENTS

KIND = "calibrate"
_OPEN = (JobState.QUEUED, JobState.RUNNING)
# Done again when there are half as many documents more: on 140 confirmed ones it has been done eight times.
GROWTH = 1.5


def due() -> dict[str, int]:
    """Types that have no trained model in use and enough documents confirmed since they were calibrated last, with the
    number of those confirmed, MOST_DOCUMENTS at most. What failed or was taken back is not tried again before its time.
    Asked every few seconds, so it counts no further: four small queries and one a type."""
    trained = ModelVersion.objects.filter(engine=ModelVersion.Engine.FIELDS, state=ModelVersion.State.LIVE).exclude(
        versions.WITHOUT_WEIGHTS).values("doc_type")
    types = DocumentType.objects.filter(live__isnull=False, active=True).exclude(pk__in=trained)
    counts = {t.key: teaching().filter(doc_type=t).order_by()[:MOST_DOCUMENTS].count() for t in types}
    before = _before(key for key, n in counts.items() if n >= FEWEST_DOCUMENTS)
    busy = set(Job.objects.filter(kind="retrain", state__in=_OPEN).values_list("topic", flat=True))
    return {key: n for key, n in sorted(counts.items())
            if n >= FEWEST_DOCUMENTS and key not in busy and n >= GROWTH * before.get(key, 0)}


def _before(keys: Iterable[str]) -> dict[str, int]:
    """How many documents there were when the type was calibrated last, or when that was asked for."""
    found: dict[str, int] = {}
    wanted = list(keys)
    for topic, params in Job.objects.filter(kind=KIND, topic__in=wanted).order_by().values_list("topic", "params"):
        found[topic] = max(found.get(topic, 0), int(params.get("documents") or 0))
    made = ModelVersion.objects.filter(Q(doc_type__key__in=wanted) & versions.WITHOUT_WEIGHTS)
    for key, documents in made.order_by().values_list("doc_type__key", "facts__documents"):
        found[key] = max(found.get(key, 0), documents or 0)
    return found


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """The job "calibrate": {"type": key, "documents": how many there were when it was asked for}. Some tenths of a
    second a document, several times each.

    {version, taken, documents, seconds}; {taken: False} where a trained model has come in between.
    """
    doc_type, mine = get_type(str(params["type"])), Try.of(params)
    made = versions.of_job(doc_type, mine) or calibrate(doc_type, by=asker(params), progress=progress, mine=mine)
    if made is None:
        return {"taken": False}
    return {"version": made.number, "taken": made.state == ModelVersion.State.LIVE, "documents": len(made.documents),
            "seconds": made.facts.get("total_seconds")}


def calibrate(
    doc_type: DocumentType, *, by: User | None, progress: Progress, mine: Try | None = None,
) -> ModelVersion | None:
    """None where the type is read with a trained model, or has too few documents by now."""
    started = time.monotonic()
    progress("start", 0, 0)
    before, lessons = versions.live_version(doc_type), lessons_of(doc_type)
    if doc_type.live is None or len(lessons) < FEWEST_DOCUMENTS or (before and before.has_weights):
        return None
    definition = doc_type.live.definition()
    database.let_go()
    layouts = {lesson.document: lesson.layout for lesson in lessons}
    folds = folds_of(layouts, seed=0, all_turns=True)
    contest = Contest(definition=definition, lessons=lessons, folds=folds, champion=Champion(), seed=0)
    outcome = contest.recalled(lambda share: progress("trust", round(98 * share), 100))
    trust = engine.fit_trust(outcome.signs)
    answers = unseen.weighed(outcome.unseen, outcome.signs, contest.kinds, layouts)
    known = vouched_for(lessons, answers)
    figures = {**verdicts.compare(outcome.answered, protected=()), "turns": outcome.turns, "by": folds.by}
    about = {"against": before.number if before else None, "held_back": figures["documents"]}
    with transaction.atomic():
        if not _still_wanted(doc_type):
            return None
        made = versions.register(
            doc_type, by=by, taken=True, beaten=before.number if before else 0, made_in=mine,
            type_version=doc_type.live, trust=trust, figures={**figures, **about, "reasons": []},
            documents=sorted(layouts), facts=_facts(lessons, folds.layouts, started))
        unseen.keep(made, answers, known)
    return made


def _still_wanted(doc_type: DocumentType) -> bool:
    """A retraining that has begun compares with what was live then, and brings a calibration of its own."""
    DocumentType.objects.select_for_update(no_key=True).get(pk=doc_type.pk)
    live = versions.live_version(doc_type)
    training = Job.objects.filter(kind="retrain", topic=doc_type.key, state__in=_OPEN).exists()
    return not training and not (live and live.has_weights)


def _facts(lessons: list[Lesson], layouts: int, started: float) -> dict[str, Any]:
    return {"documents": len(lessons), "layouts": layouts, "seed": 0,
            "values": sum(len(lesson.taught.told) for lesson in lessons),
            "total_seconds": round(time.monotonic() - started, 1)}
