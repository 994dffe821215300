"""The built-in extractor: labels, geometry, kinds. From laid-out pages to one answer, or none, for every field."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_engine.types import DocType, FieldResult, Fields, PageText
from ocr_engine.validate.kinds import hints_of
from ocr_engine.validate.spans import Hints

from .candidates import Candidate, Document
from .fields.ownership import called
from .fields.plan import FieldPlan, Plans, planned
from .finders.catalogue import FINDERS
from .finders.letters.owned import by_owner
from .finders.looks.patterned import fitting
from .finders.looks.told import heard
from .finders.sums.borne_out import with_bill
from .finders.sums.inwords import spoken_alike
from .finders.sums.totals import reinforced
from .finders.tables.several import by_several
from .items.heads import FIGURE_KINDS
from .items.tables import Rule, by_table
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
    told = planned(doc_type)
    plans = told.every
    document = open_document(pages, told.alone)
    candidates = proposed(document, told, doc_type.rules)
    weighed = adviser.weigh(document, plans, list(candidates)) if adviser else candidates
    found = {**assign((c for c in weighed if not c.plan.spec.rows), told.alone),
             **assign((c for c in weighed if c.plan.spec.rows), told.columns)}
    by_number = {page.number: page for page in pages}
    results: dict[str, tuple[FieldResult, ...]] = {}
    for plan in plans:
        values = [_result(c, document, losers) for c, losers in _values(found.get(plan.key, []))]
        finished = (finish(v, plan.spec, by_number, document.hints, as_printed=plan.as_printed) for v in values)
        if kept := tuple(f for f in finished if f):
            results[plan.key] = without_ordinals(kept) if plan.spec.many else kept
    results = with_print(with_agreement(with_bill(results, document, plans), candidates), pages)
    return adviser.settle(results) if adviser else results


def proposed(document: Document, plans: Plans, rules: Sequence[Rule]) -> list[Candidate]:
    """What every finder proposes, before anything is chosen. ``document``: opened for the fields that stand alone;
    ``rules``: those of the type."""
    candidates = gathered(document, plans.alone)
    for table in plans.tables:
        if any(plan.kind in FIGURE_KINDS for plan in table):
            candidates += by_table(document, table, rules)
        else:   # nothing tells its rows but the lists themselves
            asked = [*plans.alone, *table]
            beside = _labelled(document.sheets, asked, document.hints)
            candidates += [c for c in gathered(beside, asked) if c.plan in table]
    return candidates


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
