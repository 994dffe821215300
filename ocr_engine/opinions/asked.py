"""The configured model asked about a document's pages, in batches of as many as it takes together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.preprocess.upright import upright_pictures
from ocr_engine.types import PageText
from ocr_engine.vlm.doors import Vlm
from ocr_engine.vlm.questions.asking import Answer, Order
from ocr_engine.vlm.questions.generated import Generated

Told = tuple[Answer, Generated] | BackendFailed     # what a model says of a page, or why it says nothing


def asked_by_page(vlm: Vlm, file: Path, pages: Sequence[PageText], order: Order, config: Config
                  ) -> Iterator[tuple[PageText, WorkingPage, Told]]:
    """Page by page the upright picture that the model saw, and what it said. Raises BadFile."""
    left = upright_pictures(file, pages, config)
    while batch := list(islice(left, vlm.at_once)):
        answers = vlm.ask_all([picture.image for _page, picture in batch], order)
        yield from ((page, picture, told) for (page, picture), told in zip(batch, answers, strict=True))
