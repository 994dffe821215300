"""From labelled words to the fields of a type, joined with what the light reader found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr_engine.backends import registry
from ocr_engine.backends.layoutlm import LayoutLmTagger, Tag
from ocr_engine.backends.trocr_model import segments
from ocr_engine.errors import BackendFailed, BadFile
from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.extract.settle.finish import finish
from ocr_engine.extract.words.folding import fold
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.merge import merged
from ocr_engine.preprocess.upright import upright_pictures
from ocr_engine.types import BBox, DocType, FieldResult, Fields, Issue, PageText, TextLine, Word
from ocr_engine.validate.kinds import hints_of

HOW = "model:layoutlmv3"
_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that were marked as one value of a field."""

    key: str
    text: str
    page: int
    box: BBox
    probability: float


def with_tags(case: Case, own: Fields) -> tuple[Fields, tuple[Issue, ...]]:
    """The light reader's fields joined with the marked ones; fields that the checkpoint has no label for stay.

    A tagger that cannot be used leaves all as it is, with an issue that says so.
    """
    pages, doc_type, config = case.pages, case.doc_type, case.config
    try:
        tagger: LayoutLmTagger = registry.load("layoutlmv3", config)
        keys = keys_of(tagger.labels, doc_type)
        if not keys:
            return own, ()
        marked = [m for page, picture in upright_pictures(case.path, pages[: config.vlm_pages], config)
                  for m in values_of(upright_words(page), tagger, picture.image, keys, page)]
    except (BackendFailed, BadFile) as error:
        return own, (Issue("vlm_fallback", params={"reason": error.code}),)
    covered = replace(doc_type, fields=tuple(f for f in doc_type.fields if f.key in keys.values()))
    found = _results(marked, covered, pages, as_printed=doc_type.key == OPEN_TYPE)
    if not found:
        return own, ()
    joined, issues = merged(covered, own, found)
    taken = {f.key for f in covered.fields}
    fields = {f.key: values for f in doc_type.fields
              if (values := joined.get(f.key, ()) if f.key in taken else own.get(f.key, ()))}
    return fields, tuple(issues)


def keys_of(labels: Sequence[str], doc_type: DocType) -> dict[str, str]:
    """Label → field key, by any name of the field, case and signs apart."""
    names = {fold(name): spec.key for spec in reversed(doc_type.fields) for name in spec.names}
    names |= {fold(spec.key): spec.key for spec in doc_type.fields}
    return {label: names[fold(label)] for label in labels if fold(label) in names}


def upright_words(page: PageText) -> list[tuple[Word, BBox]]:
    """The words in reading order as the upright page shows them, each with its box on the page as shown."""
    found = []
    for line in page.lines:
        for word in line.words or _words_of(line):
            found.append((replace(word, box=word.box.turned(page.rotation)), word.box))
    return found


def _words_of(line: TextLine) -> list[Word]:
    box = line.box
    return [Word(s.text, BBox(box.x0 + box.width * s.start, box.y0, box.x0 + box.width * s.end, box.y1), s.confidence)
            for s in segments(line.text, line.confidence)]


def values_of(words: Sequence[tuple[Word, BBox]], tagger: LayoutLmTagger, image: np.ndarray, keys: Mapping[str, str],
              page: PageText) -> list[Marked]:
    """The values that the tagger marks on a page; ``image`` is the upright page."""
    if not words:
        return []
    tags = tagger.tag([word for word, _shown in words], image)
    runs: list[list[int]] = []
    label = ""
    for at, tag in enumerate(tags):
        if tag.label in keys and (tag.begins or tag.label != label):
            runs.append([at])
        elif tag.label in keys:
            runs[-1].append(at)
        label = tag.label
    return [_marked([words[i] for i in run], [tags[i] for i in run], keys, page) for run in runs]


def _marked(words: Sequence[tuple[Word, BBox]], tags: Sequence[Tag], keys: Mapping[str, str], page: PageText) -> Marked:
    text = ""
    for word, _shown in words:
        glued = not text or (_is_wide(text[-1]) and _is_wide(word.text[:1] or " "))
        text += word.text if glued else f" {word.text}"
    return Marked(keys[tags[0].label], text, page.number, BBox.around(shown for _word, shown in words),
                  min(tag.probability for tag in tags))


def _is_wide(letter: str) -> bool:
    return ord(letter) >= 0x2E80


def _results(marked: Sequence[Marked], doc_type: DocType, pages: Sequence[PageText], *, as_printed: bool) -> Fields:
    by_number = {page.number: page for page in pages}
    hints = hints_of(line.text for page in pages for line in page.lines)
    found: dict[str, tuple[FieldResult, ...]] = {}
    for spec in doc_type.fields:
        results = []
        for one in sorted((m for m in marked if m.key == spec.key), key=lambda m: -m.probability):
            source = by_number[one.page].source
            raw = FieldResult(spec.key, one.text, one.text, one.probability, one.page, one.box, source, HOW)
            if (done := finish(raw, spec, by_number, hints, as_printed=as_printed)) is not None:
                results.append(done)
        if spec.many:
            found[spec.key] = tuple(sorted(results, key=_by_place))
        elif results:
            found[spec.key] = (replace(results[0], candidates=tuple(results[1:1 + _CANDIDATES])),)
    return {key: values for key, values in found.items() if values}


def _by_place(value: FieldResult) -> tuple[int, float, float]:
    assert value.box is not None  # a marked value has the box of its words
    return value.page or 0, value.box.y0, value.box.x0
