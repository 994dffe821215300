"""The current value of every field: the engine's newest reading with people's newest decisions laid over it.

Rules across fields are tried again with every decision; their outcome is kept with it (Correction.standing), so that
reading values costs no rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Invalid
from docmgr.core.lease import JobState
from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.fields import CurrentField, Place, Standing, current_field
from docmgr.review.models import Correction


def current_fields(document: Document) -> list[CurrentField]:
    """In the order of the type's fields; four queries."""
    return current_fields_bulk([document])[document.pk]


def current_fields_bulk(documents: Iterable[Document]) -> dict[int, list[CurrentField]]:
    """The same for many documents in the same four queries. A document without a finished, typed run has no fields."""
    return {pk: sheet.fields() for pk, sheet in sheets([d.pk for d in documents]).items()}


# Of the readings that decisions were taken on only their type is asked.
_LONG = [f"run__{name}" for name in (
    "prompt", "ms", "issues", *(f"type_version__{part}" for part in ("prompt", "keywords", "rules", "routing")))]


def sheets(ids: Sequence[int]) -> dict[int, Sheet]:
    """What is known about the values of each document."""
    runs = newest_runs(ids)
    read: dict[int, dict[Place, FieldValue]] = defaultdict(dict)
    for value in FieldValue.objects.filter(run__in=runs.values()):
        read[value.run_id][value.key, value.index] = value
    decisions: dict[int, list[Correction]] = defaultdict(list)
    rows = Correction.objects.filter(document__in=ids).select_related("by", "run__type_version").defer(*_LONG)
    for correction in rows.order_by("id"):
        decisions[correction.document_id].append(correction)
    return {pk: Sheet(runs.get(pk), read[runs[pk].pk] if pk in runs else {}, decisions[pk]) for pk in ids}


def typed_sheet(document: Document) -> Sheet:
    """The same of one document that people decide on. Raises Invalid where it has no type."""
    sheet = sheets([document.pk])[document.pk]
    if sheet.version is None:
        raise Invalid(_("This document has no type yet. Choose one first."), code="no_type")
    return sheet


def newest_runs(ids: Sequence[int]) -> dict[int, ExtractionRun]:
    """The newest finished run of each document, with its type version and field definitions: two queries."""
    newest = (ExtractionRun.objects.filter(document__in=ids, state=JobState.DONE)
              .order_by().values("document").annotate(newest=Max("id")).values("newest"))
    runs = (ExtractionRun.objects.filter(id__in=newest)
            .select_related("type_version__doc_type").prefetch_related("type_version__fields"))
    return {run.document_id: run for run in runs}


@dataclass(slots=True)
class Sheet:
    """One document's run, what it read, and all decisions since, oldest first."""

    run: ExtractionRun | None
    read: dict[Place, FieldValue]
    corrections: list[Correction]

    @property
    def run_id(self) -> int | None:
        return self.run.pk if self.run else None

    @property
    def version(self) -> TypeVersion | None:
        return self.run.type_version if self.run else None

    def definition(self, key: str) -> FieldDefinition | None:
        return next((f for f in self.version.fields.all() if f.key == key), None) if self.version else None

    def decided(self) -> dict[Place, Correction]:
        """The newest decision per place, taken-back ones left out.

        A new run may count the values of a many-valued field differently, so there only decisions on it stand. What was
        decided while the document was taken for another type says nothing of a field that bears the same key here.
        """
        many = {f.key for f in self.version.fields.all() if f.many} if self.version else set()
        newest = {(c.key, c.index): c for c in self.corrections
                  if c.run_id == self.run_id or (c.key not in many and self._of_this_type(c))}
        return {place: c for place, c in newest.items() if c.kind != Correction.Kind.UNDO}

    def _of_this_type(self, decision: Correction) -> bool:
        asked = decision.run.type_version
        return bool(self.version and asked and asked.doc_type_id == self.version.doc_type_id)

    def place_of(self, decision: Correction) -> tuple[int | None, list[float] | None]:
        """Where the decided value stands, else where the engine had looked: what was misread stands there still."""
        read = self.read.get((decision.key, decision.index))
        return (decision.page, decision.box) if decision.box or not read else (read.page, read.box)

    def standing(self) -> dict[str, list[list[dict[str, Any]]]] | None:
        """Checks as of the newest decision on this run; None where the engine's own are still the newest."""
        last = self.corrections[-1] if self.corrections else None
        return last.standing.get("checks") if last is not None and last.run_id == self.run_id else None

    def row_orders(self) -> dict[str, list[int]]:
        """By table, its rows in the order that somebody put one between others; {} where they stand by number."""
        last = self.corrections[-1] if self.corrections else None
        return last.standing.get("rows", {}) if last is not None and last.run_id == self.run_id else {}

    def rows_used(self, columns: Collection[str]) -> int:
        """A number that no row of these columns has or ever had: what the machine read there is another row's."""
        used = [index for key, index in self.read if key in columns]
        used += [c.index for c in self.corrections if c.key in columns and c.run_id == self.run_id]
        return max(used, default=-1) + 1

    def fields(self) -> list[CurrentField]:
        if self.version is None:
            return []
        decided, standing = self.decided(), self.standing()
        return [field for definition in self.version.fields.all()
                for field in self._of_definition(definition, decided, standing)]

    def _of_definition(
        self, definition: FieldDefinition, decided: Mapping[Place, Correction],
        standing: dict[str, list[list[dict[str, Any]]]] | None,
    ) -> list[CurrentField]:
        key = definition.key
        order = {row: n for n, row in enumerate(self.row_orders().get(definition.rows, ()))} if definition.rows else {}

        def row(index: int) -> int:
            return order.get(index, len(order) + index)

        places = sorted({place for place in (*self.read, *decided) if place[0] == key} or {(key, 0)},
                        key=lambda place: row(place[1]))
        stand = [(place, Standing.of(self.read.get(place), decided.get(place))) for place in places]
        filled = [(place, s) for place, s in stand if s.value]
        stand = (filled or stand[:1]) if definition.many else stand[:1]
        checks = standing.get(key, []) if standing is not None else None
        assert self.version is not None
        return [
            current_field(definition, place[1], self.version, self.read.get(place), decided.get(place),
                          s.checked(checks[n] if checks is not None and n < len(checks) else None), row=row(place[1]))
            for n, (place, s) in enumerate(stand)
        ]
