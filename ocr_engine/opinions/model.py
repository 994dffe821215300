"""Fields through a vision-language model: asked page by page, aligned to what the light reader saw, then merged.

The model never stands alone. Where both readers agree, the value gains; where they differ, both are kept and the value
loses; what no page shows bears at most the confidence of a value without evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ocr_engine.backends import registry
from ocr_engine.errors import BackendFailed, BadFile
from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.extract.settle.finish import finish
from ocr_engine.opinions.asked import asked_by_page
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.merge import merged
from ocr_engine.types import DocType, FieldResult, Fields, FieldSpec, Issue, PageText
from ocr_engine.vlm.doors import Vlm
from ocr_engine.vlm.questions.asking import Order
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.questions.specs import stored_prompt


class Said(NamedTuple):
    """A value as the model wrote it, on which page it was asked, and how probable it was (None: not known)."""

    text: str
    page: int
    probability: float | None


class Reading(NamedTuple):
    """Fields of both readers, what somebody should look at, and what was asked ("" where the model was not used)."""

    fields: Fields
    issues: tuple[Issue, ...]
    prompt: str


def with_model(case: Case, own: Fields, asked: Sequence[PageText] | None = None) -> Reading:
    """The light reader's fields joined with the configured model's. ``asked``: the pages it sees (else all).

    A model that cannot be used leaves them as they are, with an issue that says so. Raises nothing of its own.
    """
    try:
        vlm: Vlm = registry.load("vlm", case.config)
        if "fields" not in vlm.spec.wordings:
            raise BackendFailed("vlm_unsupported", permanent=True, reason=f"{vlm.spec.label} reads no fields")
        said, issues = _ask_pages(vlm, case, case.pages if asked is None else asked)
    except (BackendFailed, BadFile) as error:
        return Reading(own, (Issue("vlm_fallback", params={"reason": error.code}),), "")
    pages, doc_type = case.pages, case.doc_type
    prompt = stored_prompt(vlm.spec, doc_type)
    if not said:  # silence, rubbish or a server that failed says nothing about the light reader's values
        return Reading(own, tuple(issues), prompt)
    index = PageIndex(pages)
    by_number = {page.number: page for page in pages}
    found = {spec.key: tuple(v for s in said.get(spec.key, ())
                             if (v := _result(s, spec, vlm, index, by_number, doc_type)) is not None)
             for spec in doc_type.fields}
    fields, told = merged(doc_type, own, {key: values for key, values in found.items() if values})
    return Reading(fields, (*issues, *told), prompt)


def _ask_pages(vlm: Vlm, case: Case, pages: Sequence[PageText]) -> tuple[dict[str, list[Said]], list[Issue]]:
    """What the model says on each page; for a plain field the first page that has it counts.

    Where it breaks on a page, what it said before is kept and the rest is left to the light reader.
    """
    said: dict[str, list[Said]] = {}
    issues: list[Issue] = []
    order = Order("fields", case.doc_type)
    several = {f.key for f in case.doc_type.fields if f.many}
    for page, _picture, told in asked_by_page(vlm, case.path, pages[: case.config.vlm_pages], order, case.config):
        if isinstance(told, BackendFailed):
            return said, [*issues, Issue("vlm_fallback", page=page.number, params={"reason": told.code})]
        answer, generated = told
        issues += [replace(i, page=page.number) for i in _once((*answer.issues, *generated.issues))]
        for key, texts in answer.values.items():
            if key in several or key not in said:
                known = {s.text for s in said.get(key, ())}
                said.setdefault(key, []).extend(_said(t, key, page.number, generated) for t in texts if t not in known)
    return said, issues


def _said(text: str, key: str, page: int, generated: Generated) -> Said:
    return Said(text, page, generated.probability(text, after=key))


def _once(issues: Sequence[Issue]) -> list[Issue]:
    """One issue of a kind for a field."""
    return list({(i.code, i.field): i for i in issues}.values())


def _result(said: Said, spec: FieldSpec, vlm: Vlm, index: PageIndex, pages: Mapping[int, PageText], doc_type: DocType
            ) -> FieldResult | None:
    """A value in the form of all results. What stands on the page is its raw text, the model's wording its value."""
    evidence = index.find(said.text, spec, page=said.page)
    result = FieldResult(
        key=spec.key, value=said.text, raw=said.text, confidence=1.0 if said.probability is None else said.probability,
        page=evidence.page if evidence else said.page, box=evidence.box if evidence else None, source=vlm.source,
        how="vlm")
    finished = finish(result, spec, pages, index.hints, as_printed=doc_type.key == OPEN_TYPE)
    if finished is None or evidence is None:
        return finished
    sure = finished.confidence * (0.5 + 0.5 * evidence.similarity)
    return replace(finished, raw=evidence.text, confidence=round(sure, 4))
