"""The last step of a value: normal form, look-alike repair, own checks, confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ocr_engine.extract.words.legalforms import respelled
from ocr_engine.extract.words.misread import readable
from ocr_engine.extract.words.set_apart import is_cut
from ocr_engine.types import Check, FieldResult, FieldSpec, PageText, TextLine
from ocr_engine.validate import weekdays
from ocr_engine.validate.checks import WEEKDAY, WORD_REPAIR
from ocr_engine.validate.confidence import FAILED_CAP, Parts, confidence
from ocr_engine.validate.dictionary import looked_up
from ocr_engine.validate.kinds import check, normalise
from ocr_engine.validate.repair import repair
from ocr_engine.validate.spans import Hints
from ocr_engine.validate.text import tidy, trimmed

# What is printed in the place of such a value is shown even where it cannot be one: a person sees what is wrong.
IDENTIFIERS = frozenset(("tax_id", "id_number", "iban", "bank_account", "code", "phone"))


def finish(
    result: FieldResult, spec: FieldSpec, pages: Mapping[int, PageText], hints: Hints, *, as_printed: bool
) -> FieldResult | None:
    """The result with its normalised value and its confidence; None where the text is no value of the kind after all.

    ``as_printed``: nobody declared the kind, so the value is what the page says and the guessed kind is not checked.
    """
    page = pages.get(result.page or 0)
    value, checks = _written(result, spec, hints, page, as_printed=as_printed)
    if not value:
        return None
    value, checks, misread = (value, checks, ()) if as_printed else _by_dictionary(result, spec, value, checks)
    if any(is_cut(result.raw, line.text) for line in _lines(result, page)):
        checks = (*checks, Check("whole_number", ok=False))
    if spec.kind == "date" and (printed := _weekday(result, page)) is not None and len(value) == len("2024-03-11"):
        checks = (*checks, Check(WEEKDAY, ok=weekdays.agrees(value, printed)))
    losers = tuple(f for c in result.candidates if (f := finish(c, spec, pages, hints, as_printed=as_printed)))
    parts = Parts(
        reading=_reading(result, page),
        how=result.how,
        quality=page.quality if page else 1.0,
        margin=_margin(result),
        label=min(1.0, result.confidence),
        on_page=result.box is not None,
    )
    return replace(
        result,
        value=value,
        checks=checks,
        confidence=round(confidence(parts, checks), 4),
        candidates=(*misread, *(replace(c, candidates=(), features={}) for c in losers)),
        features={"reading": parts.reading, "margin": round(parts.margin, 4), "label": parts.label,
                  "quality": parts.quality},
    )


def _written(result: FieldResult, spec: FieldSpec, hints: Hints, page: PageText | None, *, as_printed: bool
             ) -> tuple[str, tuple[Check, ...]]:
    """How the value is written, and its checks; "" where the text is none."""
    if as_printed:
        return _printed(result, spec), ()
    if spec.kind == "text" and result.value and result.value != result.raw:
        return result.value, ()     # whoever found it knows its normal form
    return _checked(result.raw, spec, hints, result.value, read=_was_read(result, page))


def _by_dictionary(result: FieldResult, spec: FieldSpec, value: str, checks: tuple[Check, ...]
                   ) -> tuple[str, tuple[Check, ...], tuple[FieldResult, ...]]:
    """The value as the field's dictionary has it, with its checks; where that changes it what was read stays on offer
    beside it, as doubtful as a failed check."""
    entry = looked_up(value, spec.dictionary)
    if entry is None:
        return value, checks, ()
    read = replace(result, value=value, checks=checks, candidates=(), confidence=min(FAILED_CAP, result.confidence))
    return entry.word, (*entry.checks, *check(entry.word, spec)), (read,) if entry.changes else ()


def _printed(result: FieldResult, spec: FieldSpec) -> str:
    """What the page says, without what the reader or the form added: a unit of money, a sign read as a letter."""
    if spec.kind == "money":
        return re.sub(r"(?<=\d)\s?[元圆圓]整?$", "", trimmed(result.raw))
    if spec.kind == "currency":
        return trimmed(result.raw) if any(c.isalpha() for c in result.raw) else result.value
    return trimmed(result.value if spec.kind == "text" or result.value.endswith("%") else result.raw)


def _was_read(result: FieldResult, page: PageText | None) -> bool:
    """Whether letters may have been misread: a PDF's own text is what was printed, slips and all."""
    return result.how == "vlm" or page is None or not page.exact


def _checked(raw: str, spec: FieldSpec, hints: Hints, read_as: str, *, read: bool) -> tuple[str, tuple[Check, ...]]:
    notes: tuple[Check, ...] = ()
    if spec.kind in ("name", "address"):
        raw = _without_number(raw) if spec.kind == "name" else raw
        meant = _meant(raw, spec) if read else raw
        notes = (Check(WORD_REPAIR, None, raw),) if meant != raw else ()
        raw = meant
    starred = spec.kind == "text" and re.match(r"\s*\*[^*]+\*", raw)  # *设计服务*海报设计: the stars belong to it
    value = tidy(raw) if starred else normalise(raw, spec, hints)
    if value is None and read_as != raw and normalise(read_as, spec, hints) == read_as:
        value = read_as
    if read and (value is None or any(c.ok is False for c in check(value, spec))):
        fixed = repair(raw, spec)
        if fixed is not None:
            value, notes = fixed.value, fixed.checks
    if value is None and spec.kind in IDENTIFIERS:
        return trimmed(raw), check(raw, spec)
    return (value, (*notes, *check(value, spec))) if value else ("", ())


def _meant(raw: str, spec: FieldSpec) -> str:
    """A name or an address as it was read, with the letters that its words must have."""
    raw = readable(raw)
    return respelled(raw) if spec.kind == "name" else raw


def _without_number(name: str) -> str:
    """A name without the number of its register in brackets: "Salento S.r.l. (IT53619316986)"."""
    return re.sub(r"\s*\((?=[^()]*\d{5})[A-Z]{0,3}[\d .\-]+\)$", "", name) or name


def _reading(result: FieldResult, page: PageText | None) -> float:
    """How sure the reader was of the line that holds the value."""
    return min((line.confidence for line in _lines(result, page)), default=1.0)


def _lines(result: FieldResult, page: PageText | None) -> list[TextLine]:
    """Those that hold the value."""
    if page is None or result.box is None:
        return []
    box = result.box
    return [
        ln for ln in page.lines if ln.box.x0 <= box.x1 and ln.box.x1 >= box.x0 and ln.box.y0 <= box.cy <= ln.box.y1
    ]


def _weekday(result: FieldResult, page: PageText | None) -> int | None:
    """The day of the week beside the value, where that stands once in its line."""
    found = {weekdays.beside(line.text, at, at + len(result.raw)) for line in _lines(result, page)
             if line.text.count(result.raw) == 1 for at in [line.text.index(result.raw)]} - {None}
    return found.pop() if len(found) == 1 else None


def _margin(result: FieldResult) -> float:
    """How far the runner-up is behind, as a share of the winner."""
    best = max((c.confidence for c in result.candidates), default=0.0)
    return 1.0 if not best else min(1.0, max(0.0, (result.confidence - best) / max(result.confidence, 1e-6) * 2))
