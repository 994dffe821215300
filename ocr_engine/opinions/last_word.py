"""The last word on each value of a document: a second reading where OCR read it, then the learned confidence."""

from __future__ import annotations

from ocr_engine.backends import registry
from ocr_engine.errors import BackendFailed
from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.learn.confidence.context import with_context
from ocr_engine.learn.confidence.trust import apply
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.critical import is_needed, second_looks
from ocr_engine.opinions.page_images import KeptImages
from ocr_engine.opinions.second import second_readings
from ocr_engine.types import FieldResult, Fields


def trusted(case: Case, fields: Fields, *, knowledge: Knowledge | None = None) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with calibrated confidences, and with the signs they were made of for features.

    ``knowledge.trust`` speaks where something was learned of the type, else what is shipped.
    """
    doc_type = case.doc_type
    kinds = {} if doc_type.key == OPEN_TYPE else {spec.key: spec.kind for spec in doc_type.fields}
    told = apply(looked_at(case, fields), kinds, knowledge.trust.get(doc_type.key) if knowledge else None)
    return looked_twice(case, told)


def looked_at(case: Case, fields: Fields) -> Fields:
    """The fields with all signs that the pages tell: the second reading, and what stands around each value."""
    return with_context(read_again(case, fields), case.pages)


def looked_twice(case: Case, fields: dict[str, tuple[FieldResult, ...]]) -> dict[str, tuple[FieldResult, ...]]:
    """Critical fields with the check of their second look; the fields as they are where none is critical."""
    if not is_needed(fields, case.doc_type):
        return fields
    try:
        reader = registry.load("ppocr", case.config) if case.has_images else None
        with case.images() as images:
            return second_looks(fields, case.pages, case.doc_type, images, reader)
    except BackendFailed:
        return second_looks(fields, case.pages, case.doc_type, KeptImages(case.pages), None)


def read_again(case: Case, fields: Fields) -> Fields:
    """The second reading; the fields as they are where there is nothing to look at or the reader is not there."""
    ocr = {page.number for page in case.pages if page.source == "ocr"}
    if not any(v.page in ocr and v.source == "ocr" for values in fields.values() for v in values):
        return fields
    if not case.has_images:
        return fields
    try:
        reader = registry.load("ppocr", case.config)
        with case.images() as images:
            return second_readings(fields, case.pages, case.doc_type, images, reader)
    except BackendFailed:
        return fields
