"""Which documents look alike."""

from __future__ import annotations

from collections.abc import Iterable

from docmgr.extraction.engine.plain import EnginePage, read_page


def layouts_of(first_pages: Iterable[tuple[int, EnginePage]]) -> dict[int, int]:
    """Document number -> its layout, which bears the number of its first document.

    Only the words of the pages are kept, never the pages themselves. Some milliseconds a document.
    """
    from ocr_engine.extract.page.laid_out import lay_out
    from ocr_engine.learn.examples.layouts import layouts_of as group
    from ocr_engine.learn.examples.signature import signature_of

    signatures = {str(number): signature_of(lay_out(read_page(page))) for number, page in first_pages}
    return {int(number): int(layout) for number, layout in group(signatures).items()}
