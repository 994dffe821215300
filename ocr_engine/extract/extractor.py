"""The built-in extractor: labels, geometry, kinds. From laid-out pages to one answer, or none, for every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_engine.types import DocType, FieldResult, Fields, PageText
from ocr_engine.validate.kinds import hints_of
from ocr_engine.validate.spans import Hints

from .candidates import Candidate, Document
from .fields.ownership import called
from .fields.plan import FieldPlan, plan_fields
from .finders.catalogue import FINDERS
from .finders.letters.owned import by_owner
from .finders.looks.patterned import fitting
from .finders.looks.told import heard
from .finders.sums.borne_out import with_bill
from .finders.sums.inwords import spoken_alike
from .finders.sums.totals import reinforced
from .finders.tables.several import by_several
from .items.heads import FIGURE_KINDS
from .items.tables import by_table
from .labelled import by_label
from .labels.freelabels import add_free_labels
from .labels.search import find_labels, place_labels
from .labels.sections import headings
from .page.laid_out import lay_out
from .page.layout import Sheet
from .settle.adviser import Adviser
from .settle.agreement import with_agreement, with_print
from .settle.assign import assign
from .settle.enumerated import without_ordinals
from .settle.finish import finish

ENGINE = "rules-1"


def extract_fields(
    pages: Sequence[PageText], doc_type: DocType, adviser: Adviser | None = None
) -> Fields:
    """Field key -> values, one for a plain field, several for ``many``. Absent fields are left out.

    Columns of a table (``rows``) change nothing of what the other fields answer: those are looked for as though there
    were none, and no text is taken from them.
    """
    alone, tables = planned(doc_type)
    plans = [*alone, *(plan for table in tables for plan in table)]
    document = open_document(pages, alone)
    candidates = proposed(document, doc_type)
    weighed = adviser.weigh(document, plans, list(candidates)) if adviser else candidates
    found = {key: group for columns in (False, True) for key, group in assign(
        (c for c in weighed if bool(c.plan.spec.rows) is columns), [p for p in plans if bool(p.spec.rows) is columns]
    ).items()}
    by_number = {page.number: page for page in pages}
    results: dict[str, tuple[FieldResult, ...]] = {}
    for plan in plans:
        values = [_result(c, document, losers) for c, losers in _values(found.get(plan.key, []))]
        finished = (finish(v, plan.spec, by_number, document.hints, as_printed=plan.as_printed) for v in values)
        if kept := tuple(f for f in finished if f):
            results[plan.key] = without_ordinals(kept) if plan.spec.many else kept
    results = with_print(with_agreement(with_bill(results, document, plans), candidates), pages)
    return adviser.settle(results) if adviser else results


def proposed(document: Document, doc_type: DocType) -> list[Candidate]:
    """What every finder proposes, before anything is chosen. ``document``: opened for the fields that stand alone."""
    alone, tables = planned(doc_type)
    candidates = gathered(document, alone)
    for table in tables:
        if any(plan.kind in FIGURE_KINDS for plan in table):
            candidates += by_table(document, table, doc_type.rules)
        else:   # nothing tells its rows but the lists themselves
            beside = _labelled(document.sheets, [*alone, *table], document.hints)
            candidates += [c for c in gathered(beside, [*alone, *table]) if c.plan in table]
    return candidates


def planned(doc_type: DocType) -> tuple[list[FieldPlan], list[list[FieldPlan]]]:
    """The fields that stand by themselves, planned as though there were no others, and the columns of each table."""
    tables = dict.fromkeys(spec.rows for spec in doc_type.fields if spec.rows)
    if not tables:
        return plan_fields(doc_type), []
    columns = [plan for plan in plan_fields(doc_type) if plan.spec.rows]
    alone = plan_fields(replace(doc_type, fields=doc_type.alone))
    return alone, [[plan for plan in columns if plan.spec.rows == name] for name in tables]


def open_document(pages: Sequence[PageText], plans: Sequence[FieldPlan]) -> Document:
    return _labelled([lay_out(page) for page in pages], plans, hints_of(ln.text for page in pages for ln in page.lines))


def _labelled(sheets: Sequence[Sheet], plans: Sequence[FieldPlan], hints: Hints) -> Document:
    labels = find_labels(sheets, plans)
    add_free_labels(sheets, plans, labels)
    place_labels(sheets, labels)
    asked = sorted({s for p in plans for s in p.sections})
    return Document(sheets, labels, headings(sheets, asked, called(plans, asked)), hints)


def gathered(document: Document, plans: list[FieldPlan]) -> list[Candidate]:
    """What every finder proposes of these fields."""
    found = list(document.once(by_label))
    found += by_several(document, tuple(found))
    for finder in FINDERS:
        found += finder(document, plans)
    found += by_owner(document, plans, tuple(found))
    return fitting(plans, heard(document, plans, spoken_alike(document, reinforced(document, found))))


def _values(group: list[Candidate]) -> list[tuple[Candidate, list[Candidate]]]:
    """The winner with its losers, and the further values that came with it."""
    return [(group[0], group[1:]), *((c, []) for c in group[0].more)] if group else []


def _result(candidate: Candidate, document: Document, losers: Sequence[Candidate]) -> FieldResult:
    source = document.sheet(candidate.page).page.source
    return FieldResult(
        key=candidate.plan.key,
        value=candidate.value or candidate.raw,
        raw=candidate.raw,
        confidence=round(candidate.score, 4),
        page=candidate.page,
        box=document.box(candidate.pieces),
        source=source,
        how=candidate.how,
        candidates=tuple(_result(c, document, ()) for c in losers),
    )
