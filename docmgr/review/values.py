"""The current value of every field: the engine's newest reading with people's newest decisions laid over it.

Rules across fields are tried again with every decision; their outcome is kept with it (Correction.standing), so that
reading values costs no rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Max

from docmgr.core.lease import JobState
from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.extraction.doubt import has_evidence
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.marks import NEEDS_PERSON, Mark, machine_mark, reasons_for
from docmgr.review.models import Correction

Place = tuple[str, int]
PERSON = "person"
_LEARNED = re.compile(r"memory:(\d{1,18})\b")
_NOTES = frozenset({
    "truth_mismatch", "readers_disagree", "look_alike_repair", "dictionary_repair", "known_value", "known_word",
    "likelier_word", "second_look", "blind_differs", "promise_broken"})
_DECIDED = {Correction.Kind.CONFIRM: Mark.PERSON, Correction.Kind.CHANGE: Mark.PERSON,
            Correction.Kind.ABSENT: Mark.ABSENT}


@dataclass(frozen=True, slots=True)
class CurrentField:
    """One value as it stands now. ``value`` is "" where there is none; ``engine_value`` is what the machine had read.

    ``checks`` [{name, ok, detail}], ``candidates`` [{value, raw, confidence, page, box}] best first; ``box`` is
    [x0, y0, x1, y1] in fractions of the page; ``decided_by`` the name of the person, "" for the machine.

    Of a person's value ``source`` is "person" and ``confidence`` None; ``raw``, ``page`` and ``box`` tell where it
    stands, and are empty where it was found on no page.
    """

    key: str
    index: int
    label: str
    kind: str
    required: bool
    many: bool
    sensitive: bool
    value: str
    raw: str
    confidence: float | None
    page: int | None
    box: list[float] | None
    source: str
    how: str
    checks: tuple[dict[str, Any], ...]
    candidates: tuple[dict[str, Any], ...]
    mark: Mark
    reasons: tuple[str, ...]
    decided_by: str
    decided_at: datetime | None
    engine_value: str
    engine_raw: str
    engine_confidence: float
    engine_page: int | None
    engine_box: list[float] | None

    @classmethod
    def empty(cls, definition: FieldDefinition, index: int) -> CurrentField:
        """A further place of a many-valued field, before anybody wrote there."""
        return _current(definition, index, definition.version, None, None, Standing())

    @property
    def place(self) -> Place:
        return self.key, self.index

    @property
    def learned_from(self) -> int | None:
        """The document whose layout taught the machine this value."""
        return teacher_of(self.how)

    @property
    def needs_person(self) -> bool:
        return self.mark in NEEDS_PERSON

    @property
    def settled(self) -> bool:
        """A value, or a person's word that there is none: approval may pass. An optional field needs neither."""
        return bool(self.value) or not self.required or (self.mark is Mark.ABSENT and self.decided_at is not None)


def teacher_of(how: str) -> int | None:
    """The document that a value was learned from, where its way of being found names one."""
    found = _LEARNED.match(how)
    return int(found[1]) if found else None


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
        places = sorted({place for place in (*self.read, *decided) if place[0] == key} or {(key, 0)})
        stand = [(place, Standing.of(self.read.get(place), decided.get(place))) for place in places]
        filled = [(place, s) for place, s in stand if s.value]
        stand = (filled or stand[:1]) if definition.many else stand[:1]
        checks = standing.get(key, []) if standing is not None else None
        assert self.version is not None
        return [
            _current(definition, place[1], self.version, self.read.get(place), decided.get(place),
                     s.checked(checks[n] if checks is not None and n < len(checks) else None))
            for n, (place, s) in enumerate(stand)
        ]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which value stands, where, and what is known about it: the person's where there is one.

    ``cured``: a rule had failed on the machine's value, and passes now that a person put its partner right.
    """

    value: str = ""
    raw: str = ""
    page: int | None = None
    box: list[float] | None = None
    checks: tuple[dict[str, Any], ...] = ()
    cured: bool = False

    @classmethod
    def of(cls, read: FieldValue | None, decision: Correction | None) -> Standing:
        if decision is None:
            return cls(read.value, read.raw, read.page, read.box, tuple(read.checks)) if read else cls()
        if decision.kind == Correction.Kind.ABSENT:
            return cls()
        typed_only = decision.kind == Correction.Kind.CHANGE and not decision.box
        return cls(decision.after, "" if typed_only else decision.raw, decision.page, decision.box)

    def checked(self, newer: list[dict[str, Any]] | None) -> Standing:
        """The same with the outcome of a later pass of the rules; notes that only the reader can make survive."""
        if newer is None:
            return self
        failed = {c["name"] for c in self.checks if c.get("ok") is False}
        cured = bool(failed) and failed <= {c["name"] for c in newer if c.get("ok")}
        notes = [c for c in self.checks if c["name"] in _NOTES]
        return replace(self, checks=(*notes, *newer), cured=cured)


def _current(
    definition: FieldDefinition, index: int, version: TypeVersion, read: FieldValue | None,
    decision: Correction | None, stand: Standing,
) -> CurrentField:
    confidence, source = (read.confidence, read.source) if read else (0.0, "")
    mark = _DECIDED[Correction.Kind(decision.kind)] if decision else machine_mark(
        value=stand.value, required=definition.required, confidence=1.0 if stand.cured else confidence,
        limit=version.review_below, failed=any(c.get("ok") is False for c in stand.checks),
        evidence=has_evidence(_Evidence(stand.page, stand.box, source)), accepted=bool(read and read.accepted))
    return CurrentField(
        key=definition.key, index=index, label=definition.label, kind=definition.kind, required=definition.required,
        many=definition.many, sensitive=definition.sensitive, value=stand.value, raw=stand.raw,
        confidence=None if decision else confidence, page=stand.page, box=stand.box,
        source=PERSON if decision else source, how=read.how if read and not decision else "", checks=stand.checks,
        candidates=tuple(read.candidates) if read else (), mark=mark,
        reasons=reasons_for(mark, value=stand.value, confidence=confidence, limit=version.review_below,
                            checks=stand.checks),
        decided_by=decision.by.display_name if decision else "", decided_at=decision.at if decision else None,
        engine_value=read.value if read else "", engine_raw=read.raw if read else "",
        engine_confidence=confidence, engine_page=read.page if read else None, engine_box=read.box if read else None,
    )


class _Evidence(NamedTuple):
    page: int | None
    box: list[float] | None
    source: str
