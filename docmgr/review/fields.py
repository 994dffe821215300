"""One value as it stands now: what the engine read, with a person's newest decision laid over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import datetime
from typing import Any, NamedTuple

from docmgr.doctypes.models import FieldDefinition, TypeVersion
from docmgr.extraction.doubt import has_evidence
from docmgr.extraction.models import FieldValue
from docmgr.review.marks import NEEDS_PERSON, Mark, machine_mark, reasons_for
from docmgr.review.models import Correction

Place = tuple[str, int]
PERSON = "person"
_LEARNED = re.compile(r"memory:(\d{1,18})\b")
NOTES = frozenset({
    "truth_mismatch", "readers_disagree", "look_alike_repair", "dictionary_repair", "known_value", "known_word",
    "word_repair", "likelier_word", "whole_number", "bill_adds_up", "weekday_matches", "second_look", "blind_differs",
    "promise_broken"})
# What had been accepted without a person and was taken back: somebody has to say what is right.
_TAKEN_BACK = frozenset({"blind_differs", "promise_broken"})
_DECIDED = {Correction.Kind.CONFIRM: Mark.PERSON, Correction.Kind.CHANGE: Mark.PERSON,
            Correction.Kind.ABSENT: Mark.ABSENT}


@dataclass(frozen=True, slots=True)
class CurrentField:
    """One value as it stands now. ``value`` is "" where there is none; ``engine_value`` is what the machine had read.

    ``checks`` [{name, ok, detail}], ``candidates`` [{value, raw, confidence, page, box}] best first; ``box`` is
    [x0, y0, x1, y1] in fractions of the page; ``decided_by`` the name of the person, "" for the machine.

    ``rows`` names the table that the field is a column of, "" for none; ``row`` puts its rows in order. ``asks``:
    whether somebody has to look where it is doubtful (``FieldDefinition.asks``), or once its acceptance was taken back.

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
    rows: str = ""
    row: int = attribute(default=0, compare=False)
    asks: bool = True

    @classmethod
    def empty(cls, definition: FieldDefinition, index: int) -> CurrentField:
        """A further place of a many-valued field, before anybody wrote there."""
        return current_field(definition, index, definition.version, None, None, Standing())

    @property
    def place(self) -> Place:
        return self.key, self.index

    @property
    def learned_from(self) -> int | None:
        """The document whose layout taught the machine this value."""
        return teacher_of(self.how)

    @property
    def needs_person(self) -> bool:
        return self.asks and self.mark in NEEDS_PERSON

    @property
    def is_doubtful(self) -> bool:
        """Marked for a look, whether or not anybody has to take it."""
        return self.mark in NEEDS_PERSON

    @property
    def settled(self) -> bool:
        """A value, or a person's word that there is none: approval may pass. An optional field needs neither."""
        return bool(self.value) or not self.required or (self.mark is Mark.ABSENT and self.decided_at is not None)


def by_key(fields: Iterable[CurrentField], told: Callable[[CurrentField], dict[str, Any]]) -> dict[str, Any]:
    """For programs, each value as ``told`` puts it: one, a list where the type allows several, None where nothing was
    found."""
    out: dict[str, Any] = {}
    for field in fields:
        value = told(field) if field.value else None
        if field.many:
            out.setdefault(field.key, [])
            out[field.key] += [value] if value else []
        else:
            out[field.key] = value
    return out


def teachers_among(fields: Iterable[CurrentField]) -> set[int]:
    """The documents that any of the values was learned from."""
    return {number for field in fields if (number := field.learned_from) is not None}


def teacher_of(how: str) -> int | None:
    """The document that a value was learned from, where its way of being found names one."""
    found = _LEARNED.match(how)
    return int(found[1]) if found else None


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
        notes = [c for c in self.checks if c["name"] in NOTES]
        return replace(self, checks=(*notes, *newer), cured=cured)


def current_field(
    definition: FieldDefinition, index: int, version: TypeVersion, read: FieldValue | None,
    decision: Correction | None, stand: Standing, *, row: int = 0,
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
        rows=definition.rows, row=row, asks=definition.asks or any(c["name"] in _TAKEN_BACK for c in stand.checks),
    )


class _Evidence(NamedTuple):
    page: int | None
    box: list[float] | None
    source: str
