"""What an approved document says about how far the engine's confidence may be believed.

Only documents that a person looked at fully count, and only where that they came to a person had nothing to do with
how sure the engine was: documents of the time before anything was accepted, and later those drawn by lot (``control``).
Reviewers who only touch doubtful fields give no evidence: the sure ones, about which the promise is made, are the
ones that they did not look at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from docmgr.automation import bounds
from docmgr.automation.budgets import budgets_of, is_outside, policy_of
from docmgr.automation.models import WHOLE, Acceptance, Assessment, Evidence
from docmgr.core import clock
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.review.models import Correction
from docmgr.review.values import Sheet, newest_runs, sheets
from docmgr.training.background import jobs

# Tests of budgets that an approval waits for, some 25 ms each.
_AT_ONCE = 4


@transaction.atomic
def gather(document: Document) -> int:
    """Keep what the approval of this document proves, and have tested what is due; how many fields counted.

    In the approver's transaction. Calling it again adds nothing.
    """
    if not document.is_example:
        return 0
    sheet = sheets([document.pk])[document.pk]
    known = Assessment.objects.filter(run_id=sheet.run_id).select_related("doc_type").first()
    if known is None or sheet.version is None or sheet.version.doc_type_id != known.doc_type_id:
        return 0
    _judge_twins(document, sheet)
    return _keep(rows_of(document, sheet, known), known)


@transaction.atomic
def gather_flawed(document: Document) -> int:
    """A document that passed with known errors: what nobody decided on counts as wrong, because leaving such documents
    out would make the engine look better than it is. Nothing else is ever taken from it."""
    if document.status != Status.WITH_ERRORS or document.held_back:
        return 0
    sheet = sheets([document.pk])[document.pk]
    known = Assessment.objects.filter(run_id=sheet.run_id).select_related("doc_type").first()
    if known is None or sheet.version is None:
        return 0
    _twins_of(document).update(right=False)
    fields = [f for f in sheet.version.fields.all() if f.key in known.scores and not known.scores[f.key]["empty"]]
    rows = [_row(document, known, f.key, right=_decided(f.key, sheet) and _is_right(f, sheet, _read(f, sheet)))
            for f in fields]
    rows.append(_row(document, known, WHOLE, right=False))
    return _keep([row for row in rows if row], known)


@transaction.atomic
def misread_type(document: Document, run: ExtractionRun | None) -> int:
    """A person says that the document is of another type: whatever was read as this one was wrong.

    Counts where the engine had chosen the type. Call it before the document is read again.
    """
    known = Assessment.objects.filter(run=run).select_related("doc_type").first() if run else None
    if known is None or document.type_chosen:
        return 0
    _twins_of(document).update(right=False)
    rows = [_row(document, known, key, right=False) for key, s in known.scores.items() if not s["empty"]]
    return _keep([r for r in rows if r], known)


@transaction.atomic
def withdraw(document: Document) -> int:
    """The document is opened again: what its approval proved counts no more, and the next decision proves it anew. How
    many rows it were.

    What twins of later models had answered cannot be asked again: it stays, and the next decision judges it anew
    (``_judge_twins``). A certificate stays as well, for it was tested rightly on what was known.
    """
    run = newest_runs([document.pk]).get(document.pk)
    rows = Evidence.objects.filter(document=document, run=run, origin=Evidence.Origin.REVIEWED)
    return rows.delete()[0]


def _judge_twins(document: Document, sheet: Sheet) -> None:
    """An answer of a twin that was right by the decision then is right no more where the value changed since."""
    for row in _twins_of(document).select_related("run__type_version"):
        read = {(v.key, v.index): v for v in FieldValue.objects.filter(run=row.run)}
        then = Sheet(row.run, read, [c for c in sheet.corrections if c.at <= row.at])
        if _values(then, row.key) != _values(sheet, row.key):
            Evidence.objects.filter(pk=row.pk).update(right=False)


def _twins_of(document: Document) -> QuerySet[Evidence]:
    return Evidence.objects.filter(document=document, origin=Evidence.Origin.REMADE, right=True)


def _values(sheet: Sheet, key: str) -> list[tuple[str, str]]:
    """Of one field, or of all of them (WHOLE)."""
    return [(f.key, f.value) for f in sheet.fields() if f.value and key in (WHOLE, f.key)]


def rows_of(
    document: Document, sheet: Sheet, known: Assessment, *, again: Assessment | None = None,
    answered: Mapping[str, Sequence[str]] | None = None,
) -> list[Evidence]:
    """None where somebody left a value undecided that does matter.

    ``known`` is what was read when the person looked. With ``again`` (not saved) and ``answered`` (key -> values) what
    the person decided judges another answer to the same document; whether it counts stays as it was.
    """
    assert sheet.version is not None
    judged = again or known
    budgets, all_seen = budgets_of(known.doc_type), policy_of(known.doc_type).approval_counts
    passed = set(Acceptance.objects.filter(run=known.run_id).values_list("key", flat=True))
    fields = [f for f in sheet.version.fields.all() if f.key in known.scores and not is_outside(f, budgets.get(f.key))]
    seen = {f.key: all_seen or _decided(f.key, sheet) for f in fields}
    if not all(seen[f.key] or known.scores[f.key]["empty"] or f.key in passed for f in fields):
        return []
    given = {f.key: _read(f, sheet) if answered is None else list(answered.get(f.key, ())) for f in fields}
    right = {f.key: _is_right(f, sheet, given[f.key]) for f in fields}
    # That a field is not there counts as looked at where somebody said so; that it is there after all counts always.
    counted = [f.key for f in fields if f.key not in passed and (seen[f.key] or not right[f.key])]
    rows = [_row(document, judged, key, right=right[key]) for key in counted if key in judged.scores]
    if all(seen.values()) or not all(right.values()):
        rows.append(_row(document, judged, WHOLE, right=all(right.values())))
    return [row for row in rows if row]


def _decided(key: str, sheet: Sheet) -> bool:
    """Every value that the engine found was decided on; for an empty field, somebody decided on it."""
    decided = sheet.decided()
    places = [place for place, value in sheet.read.items() if place[0] == key and value.value] or [(key, 0)]
    return all(place in decided for place in places)


def _read(field: FieldDefinition, sheet: Sheet) -> list[str]:
    return [v.value for place, v in sorted(sheet.read.items()) if place[0] == field.key and v.value]


def _is_right(field: FieldDefinition, sheet: Sheet, read: Sequence[str]) -> bool:
    """The engine's values are the document's values: none is wrong, none too many, none missing, and of a table none
    stood in another row."""
    final = {f.place: f.value for f in sheet.fields() if f.key == field.key and f.value}
    if not same_values(read, list(final.values()), kind=field.kind):
        return False
    return not field.rows or all(
        place in final and same_values([value.value], [final[place]], kind=field.kind)
        for place, value in sheet.read.items() if place[0] == field.key and value.value)


def same_values(one: Sequence[str], other: Sequence[str], *, kind: str) -> bool:
    """The same values in any order, whatever way they are written, by the rule that every figure goes by."""
    left = [engine.normalise(v, kind=kind).value for v in other]
    for value in one:
        normal = engine.normalise(value, kind=kind).value
        twin = next((v for v in left if engine.same_value(normal, v, kind=kind)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def _row(document: Document, known: Assessment, key: str, *, right: bool) -> Evidence | None:
    score: Mapping[str, Any] = known.scores[key]
    if not score.get("counts"):
        return None
    return Evidence(document=document, run_id=known.run_id, doc_type=known.doc_type, regime=known.regime, key=key,
                    empty=score["empty"], confidence=score["confidence"], right=right, at=clock.now())


def _keep(rows: list[Evidence], known: Assessment) -> int:
    have = set(Evidence.objects.filter(run=known.run_id, regime=known.regime).values_list("key", flat=True))
    new = [row for row in rows if row.key not in have]
    Evidence.objects.bulk_create(new)
    if new:
        _test({row.key for row in new}, known)
    return len(new)


def _test(keys: Collection[str], known: Assessment) -> None:
    """What is due of these fields: a few at once, for whoever approves waits for them and everybody for the end of the
    audit log, and many in the background."""
    due = bounds.due([b for key, b in budgets_of(known.doc_type).items() if key in keys], known.regime)
    for one in islice(due, _AT_ONCE):
        bounds.test(one)
    if next(due, None):
        jobs.start("budget", by=None, params={"type": known.doc_type.key})


def person_said_so(document: Document, run_id: int, key: str) -> bool:
    """Whether people decided on the field, and left the engine's reading of it as it was."""
    sheet = sheets([document.pk])[document.pk]
    if sheet.run_id != run_id or sheet.version is None:
        return False
    field = sheet.definition(key)
    kinds = {Correction.Kind.CONFIRM, Correction.Kind.CHANGE, Correction.Kind.ABSENT}
    decided = any(place[0] == key and c.kind in kinds for place, c in sheet.decided().items())
    return field is not None and decided and _is_right(field, sheet, _read(field, sheet))
