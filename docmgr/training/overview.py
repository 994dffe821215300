"""Every type with what stands about its models, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import live_types
from docmgr.training.background import jobs
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import versions
from docmgr.training.trained.lessons import teaching
from docmgr.training.trained.retraining import FEWEST_DOCUMENTS
from docmgr.training.trained.taken_back import taken_back
from docmgr.training.trained.verdicts import difference


@dataclass(frozen=True, slots=True)
class TypeState:
    """``confirmed``: documents to train from; ``new``: those confirmed since the newest version; ``taken_back``: how
    many the live one was trained from that teach nothing any more."""

    doc_type: DocumentType
    live: ModelVersion | None
    newest: ModelVersion | None
    confirmed: int
    new: int
    job: Job | None
    taken_back: int = 0

    @property
    def change(self) -> float | None:
        return difference(self.live.figures) if self.live else None

    @property
    def enough(self) -> bool:
        return self.confirmed >= FEWEST_DOCUMENTS

    @property
    def missing(self) -> int:
        return max(0, FEWEST_DOCUMENTS - self.confirmed)


def all_types() -> list[TypeState]:
    types = list(live_types())
    models = ModelVersion.objects.filter(engine=ModelVersion.Engine.FIELDS).exclude(
        versions.WITHOUT_WEIGHTS).defer("trust")
    live = {m.doc_type_id: m for m in models.filter(state=ModelVersion.State.LIVE)}
    numbers = models.order_by().values("doc_type").annotate(n=Max("pk")).values("n")
    newest = {m.doc_type_id: m for m in models.defer("documents").filter(pk__in=numbers)}
    trainings, counts, gone = jobs.newest("retrain"), _confirmed(newest), taken_back(live.values())
    return [TypeState(t, live.get(t.pk), newest.get(t.pk), *counts.get(t.pk, (0, 0)), trainings.get(t.key),
                      len(gone.get(live[t.pk].pk, ())) if t.pk in live else 0) for t in types]


def state_of(doc_type: DocumentType) -> TypeState:
    """Raises StopIteration for a type that is not in use."""
    return next(state for state in all_types() if state.doc_type.pk == doc_type.pk)


def _confirmed(newest: dict[int, ModelVersion]) -> dict[int, tuple[int, int]]:
    fresh = Q()
    for doc_type, version in newest.items():
        fresh |= Q(doc_type=doc_type, created_at__gt=version.created_at)
    fresh |= ~Q(doc_type__in=list(newest))
    return {pk: (total, new) for pk, total, new in teaching().order_by().values_list("doc_type").annotate(
        total=Count("pk"), new=Count("pk", filter=fresh))}
