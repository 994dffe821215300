"""The picture of one error sample, as anybody who may see samples may see it."""

from __future__ import annotations

from docmgr.documents import pictures
from docmgr.documents.models import Page
from docmgr.review.concealing.concealment import concealment_of
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
