"""What the pages of the models show: versions with their figures in words, types with what they wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.training import overview, schedules
from docmgr.training.models import Job, ModelVersion, Schedule
from docmgr.training.trained import verdict_words, versions, weight_store
from docmgr.training.trained.verdicts import difference
from docmgr.web.forms.models import ScheduleForm


@dataclass(frozen=True, slots=True)
class FieldRow:
    key: str
    label: str
    figures: dict[str, Any]
    change: float | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """``change``: F1 against the champion of its day; ``told``: why it was not taken, in sentences."""

    version: ModelVersion
    fields: tuple[FieldRow, ...]
    change: float | None
    told: tuple[str, ...]
    unusable: bool

    @classmethod
    def of(cls, version: ModelVersion, live: dict[str, str]) -> VersionRow:
        """``live``: the labels of today's fields. One that was removed since bears that of the version's own day."""
        labels = live | {f.key: f.label for f in version.type_version.fields.all() if f.key not in live}
        found = version.figures.get("fields", {})
        keys = [*(k for k in labels if k in found), *sorted(set(found) - set(labels))]
        rows = tuple(FieldRow(k, labels.get(k, k), found[k], difference(found[k])) for k in keys)
        built_in = version.engine == ModelVersion.Engine.FIELDS
        usable = weight_store.is_whole if built_in else weight_store.is_there   # a reader may have gigabytes
        told = tuple(verdict_words.told(version.reason, version.figures, labels))
        return cls(version, rows, difference(version.figures), told,
                   version.state == ModelVersion.State.LIVE and not usable(version))

    @property
    def views(self) -> list[tuple[str, dict[str, Any], float | None]]:
        """The two sorts of documents that it was compared on: (name, figures, change of F1)."""
        views = self.version.figures.get("views", {})
        return [(verdict_words.view_name(name), part, difference(part)) for name, part in views.items()]

    @property
    def compared(self) -> list[str]:
        """On how many documents and in how many turns it was compared, and why in no more."""
        return verdict_words.compared(self.version.figures)

    @property
    def measures(self) -> list[tuple[str, float, float | None, float]]:
        """What a fine-tuned reader was measured by: (name, base, the version that was live, this version)."""
        after = self.version.figures.get("after", {})
        names = {"cer": _("Wrong characters (share)"), "loss": _("Loss")}
        before, live = self.version.figures.get("before", {}), self.version.figures.get("live") or {}
        return [(str(names.get(k, k)), v, live.get(k), after[k]) for k, v in before.items() if k in after]

    @property
    def is_live(self) -> bool:
        return self.version.state == ModelVersion.State.LIVE

    @property
    def tone(self) -> str:
        return {"live": "good", "refused": "attention"}.get(self.version.state, "neutral")

    @property
    def icon(self) -> str:
        return {"live": "circle-check", "refused": "hand-stop"}.get(self.version.state, "history")


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    schedule: Schedule
    title: str
    about: str
    next: datetime | None
    form: ScheduleForm


def version_rows(doc_type: DocumentType) -> list[VersionRow]:
    labels = {f.key: f.label for f in doc_type.live_fields()}
    own = Prefetch("type_version__fields", FieldDefinition.objects.only("version_id", "key", "label_zh", "label_en"))
    return [VersionRow.of(version, labels) for version in versions.versions_of(doc_type).prefetch_related(own)]


def type_rows() -> list[overview.TypeState]:
    return overview.all_types()


def schedule_rows(failed: ScheduleForm | None = None) -> list[ScheduleRow]:
    """``failed``: a form that was sent with a mistake, shown again in its place."""
    return [ScheduleRow(s, *_schedule_words(s.kind), schedules.next_start(s), failed if failed is not None
                        and failed.kind == s.kind else ScheduleForm.of(s)) for s in schedules.schedules()]


def outcome_of(job: Job | None, versions: Iterable[ModelVersion]) -> str:
    """What a finished training came to; nothing where somebody has put another version to use since."""
    if job is None or job.is_open or "version" not in job.result:
        return ""
    made, taken = {"number": job.result["version"]}, bool(job.result.get("taken"))
    if any(v.number == made["number"] and (v.state == ModelVersion.State.LIVE) != taken for v in versions):
        return ""
    if taken:
        return _("Version #%(number)d was trained and is live.") % made
    return _("Version #%(number)d was trained and not taken; the figures below say why.") % made


def _schedule_words(kind: str) -> tuple[str, str]:
    return {
        "collect_samples": (_("Collect error samples"), _(
            "Looks through approved documents for corrections that were not collected yet, and tries fixes for what is "
            "new.")),
        "retrain": (_("Retrain"), _("Trains each type that has enough newly confirmed documents.")),
    }[kind]
