"""What a reviewer says of one value: it is right, it is another one, there is none, or the last word is taken back.

Every decision names the revision its author looked at. Whoever is late changes nothing, and is told what the other one
saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents import states
from docmgr.documents.models import Document
from docmgr.documents.text import folded
from docmgr.extraction import engine
from docmgr.review import claims
from docmgr.review.conflicts import ReadAgain, explained
from docmgr.review.decided_places import Decision, placed
from docmgr.review.fields import CurrentField
from docmgr.review.masking import mask
from docmgr.review.models import Correction
from docmgr.review.values import Sheet, newest_runs, typed_sheet

MAX_VALUES = 500
MOST_AT_ONCE = 1000
MAX_LENGTH = 20_000
Kind = Correction.Kind
_ACTIONS = {
    Kind.CONFIRM: Action.FIELD_CONFIRMED, Kind.CHANGE: Action.FIELD_CORRECTED,
    Kind.ABSENT: Action.FIELD_CLEARED, Kind.UNDO: Action.FIELD_UNDONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody decides on one value, as :func:`decide` takes it. ``before``: the row of a table that a new one
    comes in front of; without it that is the last."""

    key: str
    kind: str
    index: int = 0
    value: str = ""
    page: int | None = None
    box: list[float] | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What one decision did: the document's new revision, and all fields before and after it."""

    revision: int
    before: list[CurrentField]
    after: list[CurrentField]


def decide(
    document: Document, *, by: User, revision: int, key: str, index: int = 0, kind: str, value: str = "",
    page: int | None = None, box: list[float] | None = None, reading: int | None = None, before: int | None = None,
) -> Decided:
    """Decide on one value.

    ``kind``: "confirm" the value as it stands, "change" it to ``value`` (normalised by the field's kind; kept as typed
    where it cannot be), "absent", or "undo" the last decision. ``box`` is where the person says the value stands;
    without one it is looked for on the pages. ``reading``: the run whose values the person saw; nobody confirms
    what a later one put there.
    ``before``: as in :class:`Wanted`.
    Raises Stale (what others saved since ``revision``), ReadAgain, claims.Claimed, Invalid, NotAllowed.
    """
    wanted = Wanted(key=key, index=index, kind=kind, value=value, page=page, box=box, before=before)
    return decide_each(document, by=by, revision=revision, reading=reading, wanted=[wanted])


def decide_each(
    document: Document, *, by: User, revision: int, wanted: Sequence[Wanted], reading: int | None = None,
) -> Decided:
    """Decide on several values in one step: all of them, or none where one cannot be decided so.

    Each is a decision of its own, with its row in the audit log. Raises what :func:`decide` does, and Invalid for more
    than MOST_AT_ONCE, for none, and for two decisions on one value.
    """
    require(by, Act.REVIEW)
    _checked(wanted)
    if reading is not None and _is_read_since(document, reading):
        raise ReadAgain
    with explained(document, revision), transaction.atomic():
        states.touch(document, revision=revision)
        claims.claim(document, by)
        sheet = typed_sheet(document)
        before = sheet.fields()
        fields = {(one.key, one.index): _find(before, sheet, key=one.key, index=one.index) for one in wanted}
        decisions = placed(document, before, [
            (fields[one.key, one.index], _decision(Kind(_known(one.kind)), fields[one.key, one.index], value=one.value,
                                                   page=one.page, box=_checked_box(one.box))) for one in wanted])
        orders = _orders(sheet, before, wanted)
        for one, decision in zip(wanted, decisions, strict=True):
            sheet.corrections.append(Correction(
                document=document, run=sheet.run, key=one.key, index=one.index, kind=decision.kind,
                before=fields[one.key, one.index].value, after=decision.after, raw=decision.raw, page=decision.page,
                box=decision.box, revision=document.revision, by=by,
            ))
        after = _keep(sheet, len(wanted), orders)
        _refresh(document, after, [d.after for d in decisions])
        stands = {f.place: f.value for f in after}
        for current, decision in zip(fields.values(), decisions, strict=True):
            _record(document, by, decision.kind, current, after=stands.get(current.place, ""))
    return Decided(document.revision, before, after)


def _checked(wanted: Sequence[Wanted]) -> None:
    if not wanted or len(wanted) > MOST_AT_ONCE:
        told = _("At most %(most)d values can be saved at once.") % {"most": MOST_AT_ONCE}
        raise Invalid(told, code="too_many_values")
    if len({(one.key, one.index) for one in wanted}) < len(wanted):
        raise Invalid(_("Two decisions were sent for one value."), code="value_twice")


def _is_read_since(document: Document, reading: int) -> bool:
    if document.status in states.BEING_READ:
        return True
    run = newest_runs([document.pk]).get(document.pk)
    return run is not None and run.pk != reading


def _keep(sheet: Sheet, count: int, orders: Mapping[str, list[int]]) -> list[CurrentField]:
    """Save the newest decisions; with the last of them what the rules say now that they stand, and how the rows of
    tables are ordered, where somebody put one between others."""
    *others, newest = sheet.corrections[-count:]
    if orders:
        newest.standing = {"rows": dict(orders)}
    values: dict[str, list[str]] = defaultdict(list)
    for field in sheet.fields():
        values[field.key].append(field.value)
    assert sheet.version is not None
    newest.standing = {**newest.standing, "checks": engine.recheck(sheet.version.definition(), values)}
    Correction.objects.bulk_create(others)
    newest.save(force_insert=True)
    return sheet.fields()


def _orders(sheet: Sheet, before: Sequence[CurrentField], wanted: Sequence[Wanted]) -> dict[str, list[int]]:
    """How the rows of each table follow each other once these decisions stand."""
    orders = {name: list(rows) for name, rows in sheet.row_orders().items()}
    for one in wanted:
        definition = sheet.definition(one.key)
        if one.before is None or definition is None or not definition.rows:
            continue
        rows = {f.index: f.row for f in before if f.rows == definition.rows}
        order = orders.get(definition.rows) or []
        known = [*order, *(row for row in sorted(rows, key=lambda row: rows[row]) if row not in order)]
        if one.before in known and one.index not in known:
            known.insert(known.index(one.before), one.index)
            orders[definition.rows] = known
    return orders


def _known(kind: str) -> str:
    if kind not in Kind.values:
        raise Invalid(_("This decision is not known."), code="kind_unknown")
    return kind


def _find(fields: list[CurrentField], sheet: Sheet, *, key: str, index: int) -> CurrentField:
    """The value at that place; a further place of a many-valued field is empty until it is saved. What was read there
    counts, whatever its number: long tables have more rows than people may add."""
    for field in fields:
        if field.place == (key, index):
            return field
    definition = sheet.definition(key)
    known = index < MAX_VALUES or _is_row(fields, sheet, definition, index)
    if definition is None or (index and not definition.many) or index < 0 or not known:
        raise Invalid(_("The document type has no such field."), code="field_unknown")
    return CurrentField.empty(definition, index)


def _is_row(fields: list[CurrentField], sheet: Sheet, definition: FieldDefinition | None, index: int) -> bool:
    """Whether something was read there, for the field or for another column of its table."""
    if definition is None:
        return False
    columns = {definition.key, *(f.key for f in fields if f.rows and f.rows == definition.rows)}
    return any((key, index) in sheet.read for key in columns)


def _checked_box(box: list[float] | None) -> list[float] | None:
    if box is None:
        return None
    if len(box) != 4 or not all(isinstance(v, int | float) and 0 <= v <= 1 for v in box):
        raise Invalid(_("The box is not on the page."), code="box_invalid")
    x0, y0, x1, y1 = (round(float(v), 5) for v in box)
    return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def _decision(
    kind: Kind, current: CurrentField, *, value: str, page: int | None, box: list[float] | None,
) -> Decision:
    if kind is Kind.CONFIRM:
        if not current.value:
            raise Invalid(_("There is no value to confirm. Type it, or say that it is not on this document."),
                          code="nothing_to_confirm")
        return Decision(kind, current.value, current.raw, current.page, current.box)
    if kind is not Kind.CHANGE:
        return Decision(kind)
    typed = value.strip()
    if len(typed) > MAX_LENGTH:
        raise Invalid(_("Nothing was saved: a value has more than %(most)d characters.") % {"most": MAX_LENGTH},
                      code="value_missing")
    if not typed:
        raise Invalid(_("Type a value, or say that it is not on this document."), code="value_missing")
    normal = engine.normalise(typed, kind=current.kind)
    return Decision(kind, normal.value or typed, typed, page, box)


def _refresh(document: Document, fields: list[CurrentField], values: Sequence[str]) -> None:
    """Bring the columns that lists and search live on in line with the values."""
    changes: dict[str, Any] = {"flagged": len({f.key for f in fields if f.needs_person})}
    new = dict.fromkeys(found for value in values if (found := folded(value)) and found not in document.search_text)
    if new:
        changes["search_text"] = "\n".join((document.search_text, *new))
    Document.objects.filter(pk=document.pk).update(**changes)
    for name, changed in changes.items():
        setattr(document, name, changed)


def _record(document: Document, by: User, kind: Kind, current: CurrentField, *, after: str) -> None:
    def shown(value: str) -> str:
        return mask(value, kind=current.kind) if current.sensitive else value

    record(
        _ACTIONS[kind], actor=by, obj=document,
        before={"field": current.key, "index": current.index, "value": shown(current.value)},
        after={"field": current.key, "index": current.index, "value": shown(after), "revision": document.revision},
    )
