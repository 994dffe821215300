"""A page's picture as it may leave in a masked export."""

from __future__ import annotations

from PIL import Image

from docmgr.documents import pictures
from docmgr.documents.models import Page
from docmgr.extraction import engine
from docmgr.review.concealing.concealment import Concealment
from docmgr.review.places import Box


def masked_picture(page: Page, hidden: Concealment) -> tuple[Image.Image | None, list[Box]]:
    """The picture and all places where something of it is gone. None where it is lost, or the place of a secret is not
    known. Some tenths of a second.

    Of a document about a person only what is ``kept`` is drawn, so that nothing has to be found to be gone. Of others
    bar codes and square codes are covered: nobody sees what they hold.
    """
    picture = pictures.open_page(page.image) if hidden.complete else None
    covered = list(hidden.boxes.get(page.number, ()))
    if picture is None:
        return None, covered
    gone: list[Box] = []
    if hidden.kept is not None:
        picture, gone = engine.words_only(picture, hidden.kept.get(page.number, ()))
    else:
        covered += engine.codes_on(picture)
    pictures.cover(picture, covered)
    return picture, [*covered, *gone]
