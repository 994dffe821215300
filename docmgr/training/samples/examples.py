"""The picture of one error sample, as anybody who may see samples may see it."""

from __future__ import annotations

from collections.abc import Iterable

from docmgr.documents import pictures
from docmgr.documents.models import Page
from docmgr.review.concealing.concealment import concealment_of, is_complete
from docmgr.review.concealing.masked_pictures import masked_picture
from docmgr.review.values import sheets
from docmgr.training.models import ErrorSample


def example_of(sample: ErrorSample) -> bytes | None:
    """A PNG of the value with some page around it, sensitive values covered for everybody.

    None where the sample has no place, its page no picture, or a secret of the document no known place. Costs the
    reading of the document's lines: some milliseconds a page.
    """
    if not sample.page or not sample.box:
        return None
    pages = list(Page.objects.filter(document=sample.document_id))
    page = next((p for p in pages if p.number == sample.page), None)
    hidden = concealment_of(sheets([sample.document_id])[sample.document_id], pages)
    picture = masked_picture(page, hidden)[0] if page else None
    if page is None or picture is None:
        return None
    return pictures.encoded(pictures.upright(pictures.crop(picture, sample.box), page.rotation), format="PNG")


def with_example(samples: Iterable[ErrorSample]) -> set[int]:
    """The ids of those that ``example_of`` has a picture of, as long as the file store has the page. A fixed number of
    queries; of documents whose type has nothing sensitive no lines are fetched."""
    placed = [sample for sample in samples if sample.page and sample.box]
    known = sheets(sorted({sample.document_id for sample in placed}))
    pages = Page.objects.filter(document__in=known)
    there = set(pages.exclude(image="").values_list("document_id", "number"))
    secretive = [pk for pk, sheet in known.items() if sheet.version and any(
        f.sensitive for f in sheet.version.fields.all())]
    of_document: dict[int, list[Page]] = {}
    for page in pages.filter(document__in=secretive).only("document_id", "lines"):
        of_document.setdefault(page.document_id, []).append(page)
    shown = {pk for pk, sheet in known.items() if is_complete(sheet, of_document.get(pk, ()))}
    return {s.pk for s in placed if s.document_id in shown and (s.document_id, s.page) in there}
