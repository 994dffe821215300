"""The last word on each value of a document: a second reading where OCR read it, then the learned confidence."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from ocr_engine.backends import registry
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.learn.confidence.context import with_context
from ocr_engine.learn.confidence.trust import apply
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.opinions.critical import is_needed, second_looks
from ocr_engine.opinions.page_images import ImagesOfFile, KeptImages, PageImages
from ocr_engine.opinions.second import second_readings
from ocr_engine.types import DocType, FieldResult, Fields, PageText


def trusted(file: Path | None, pages: Sequence[PageText], doc_type: DocType, fields: Fields, *,
            knowledge: Knowledge | None = None, config: Config | None = None) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with calibrated confidences, and with the signs they were made of for features.

    Without a file the kept pictures of the pages are looked at, where there are any. ``knowledge.trust`` speaks where
    something was learned of the type, else what is shipped.
    """
    seen = looked_at(file, pages, doc_type, fields, config=config)
    kinds = {} if doc_type.key == OPEN_TYPE else {spec.key: spec.kind for spec in doc_type.fields}
    told = apply(seen, kinds, knowledge.trust.get(doc_type.key) if knowledge else None)
    return looked_twice(file, pages, doc_type, told, config=config)


def looked_at(file: Path | None, pages: Sequence[PageText], doc_type: DocType, fields: Fields, *,
              config: Config | None = None) -> Fields:
    """The fields with all signs that the pages tell: the second reading, and what stands around each value."""
    return with_context(read_again(file, pages, doc_type, fields, config=config), pages)


def looked_twice(file: Path | None, pages: Sequence[PageText], doc_type: DocType,
                 fields: dict[str, tuple[FieldResult, ...]], *, config: Config | None = None,
                 ) -> dict[str, tuple[FieldResult, ...]]:
    """Critical fields with the check of their second look; the fields as they are where none is critical."""
    if not is_needed(fields, doc_type):
        return fields
    config = config or Config.from_env()
    try:
        reader = registry.load("ppocr", config) if file is not None or KeptImages(pages) else None
        with _images(file, pages, config) as images:
            return second_looks(fields, pages, doc_type, images, reader)
    except BackendFailed:
        return second_looks(fields, pages, doc_type, KeptImages(pages), None)


def read_again(file: Path | None, pages: Sequence[PageText], doc_type: DocType, fields: Fields, *,
               config: Config | None = None) -> Fields:
    """The second reading; the fields as they are where there is nothing to look at or the reader is not there."""
    ocr = {page.number for page in pages if page.source == "ocr"}
    if not any(v.page in ocr and v.source == "ocr" for values in fields.values() for v in values):
        return fields
    if file is None and not KeptImages(pages):
        return fields
    config = config or Config.from_env()
    try:
        reader = registry.load("ppocr", config)
        with _images(file, pages, config) as images:
            return second_readings(fields, pages, doc_type, images, reader)
    except BackendFailed:
        return fields


def _images(file: Path | None, pages: Sequence[PageText], config: Config) -> AbstractContextManager[PageImages]:
    """The pages of the file once more; without one the pictures that were kept of them."""
    return nullcontext(KeptImages(pages)) if file is None else ImagesOfFile(file, config)
