"""The pages of a file as models look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ocr_engine.config import Config
from ocr_engine.ingest import shared_parser
from ocr_engine.ingest.sniff import DRAWN
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.types import PageText

_MOST = 2048 * 2048     # pixels


def upright_pictures(file: Path, pages: Sequence[PageText], config: Config) -> Iterator[tuple[PageText, WorkingPage]]:
    """The pages as pictures set upright, with the way back to the page as shown. Raises BadFile."""
    with shared_parser(config).open(file) as document:
        for page in pages:
            dpi = config.ocr_dpi if document.kind in DRAWN else 0
            image = document.render(page.number, max_pixels=min(config.ocr_pixels, _MOST), dpi=dpi)
            yield page, WorkingPage.of(image).turned(page.rotation)
