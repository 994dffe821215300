"""From the filter of a page to documents, one after the other: memory holds a few of them, however many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from docmgr.core import days
from docmgr.doctypes.models import FieldDefinition
from docmgr.documents.models import Document, Page
from docmgr.review.concealing.concealment import Concealment, concealment_of
from docmgr.review.values import Sheet, sheets
from docmgr.training.exports.formats.material import Decided, Item
from docmgr.training.exports.formats.sides import Place, sides_of
from docmgr.training.models import ErrorSample
from docmgr.training.selectors import SampleFilter, filtered

Seen = Callable[[int, int], None]  # documents that are done, and how many there are
_AT_ONCE = 8
HELD_OUT = 0.15


def gather(
    chosen: SampleFilter, *, everything: bool, masked: bool, held_out: float = HELD_OUT, seed: int = 0,
    progress: Seen | None = None,
) -> Iterator[Item]:
    """Approved documents with the values that ``chosen`` names: those that were corrected, or with ``everything`` all
    that people decided on, by the day of the approval.

    What the engine is measured with is left out. ``held_out`` is the share of the values that goes to the validation
    side, as far as whole layouts allow. The split costs some milliseconds a document before the first one comes.
    """
    counts = _counts(chosen, everything)
    places = sides_of(counts, held_out=held_out, seed=seed)
    numbers = list(counts)
    done = {number: before for before, number in enumerate(numbers)}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start:start + _AT_ONCE]
        for item in _items(some, places, chosen, everything=everything, masked=masked):
            if progress:
                progress(done[item.document], len(numbers))
            yield item


def how_many(chosen: SampleFilter, *, everything: bool) -> int:
    """The documents that ``gather`` looks at. One query."""
    return len(_counts(chosen, everything))


def _counts(chosen: SampleFilter, everything: bool) -> Counter[int]:
    """Document -> roughly how many values it gives."""
    if not everything:
        errors = filtered(chosen).filter(document__held_back=False)
        return Counter(errors.order_by("document_id").values_list("document_id", flat=True).iterator())
    wanted = {"doc_type__key": chosen.doc_type, "corrections__key": chosen.key,
              **days.between("decided_at", chosen.since, chosen.until), "decided_at__lte": chosen.as_of}
    rows = Document.objects.examples().filter(
        corrections__isnull=False, **{name: value for name, value in wanted.items() if value})
    return Counter(rows.order_by("id").values_list("id", flat=True).iterator())


def _items(
    numbers: Sequence[int], places: dict[int, Place], chosen: SampleFilter, *, everything: bool, masked: bool,
) -> Iterator[Item]:
    read = sheets(numbers)
    pages: dict[int, list[Page]] = defaultdict(list)
    for page in Page.objects.filter(document__in=numbers).order_by("number"):
        pages[page.document_id].append(page)
    errors = filtered(chosen).filter(document__in=numbers)
    found = {s.correction_id: s for s in (ErrorSample.objects.filter(document__in=numbers) if everything else errors)}
    for number in numbers:
        sheet = read[number]
        whole = list(_decided(sheet, found)) if sheet.version else []
        asked = [d for d in whole if _is_asked(d, chosen, everything)]
        if sheet.version and asked:
            place = places[number]
            hidden = concealment_of(sheet, pages[number]) if masked else Concealment()
            yield Item(number, sheet.version, place.layout, place.side, sheet, pages[number], hidden, masked, asked,
                       whole)


def _decided(sheet: Sheet, errors: dict[int, ErrorSample]) -> Iterator[Decided]:
    fields: dict[str, FieldDefinition] = {f.key: f for f in sheet.version.fields.all()} if sheet.version else {}
    for correction in sheet.decided().values():
        if correction.key in fields:
            sample = errors.get(correction.pk)
            page, box = (sample.page, sample.box) if sample else sheet.place_of(correction)
            yield Decided(fields[correction.key], correction, sample, page, box)


def _is_asked(decided: Decided, chosen: SampleFilter, everything: bool) -> bool:
    if chosen.key and decided.key != chosen.key:
        return False
    if chosen.cause and (decided.sample is None or decided.sample.cause != chosen.cause):
        return False
    return everything or decided.sample is not None
