"""Where a value that a model gave stands in the text that another reader found. No place, no evidence.

A model's own boxes are not believed: only words that an independent reader saw count. Digits must agree one by one,
look-alikes (O for 0) apart, because a model's likeliest invention is a plausible number. In names and addresses a few
letters may differ, as a reader gets letters wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr_engine.extract.values.shapes import YEN
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.types import FieldSpec, PageText
from ocr_engine.validate.kinds import find, hints_of, normalise
from ocr_engine.validate.spans import Hints

from .marks import misread_marks
from .nearly import ALIKE, nearly
from .running import Evidence, Running, chains_of, part_box

WORDED = frozenset(("text", "name", "address"))


class PageIndex:
    """The text of a document, made ready once for all its values."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.pages = [Running(p, p.lines) for p in pages if p.lines]
        self.hints: Hints = hints_of(line.text for p in pages for line in p.lines)
        self._chains: list[Running] | None = None

    @property
    def chains(self) -> list[Running]:
        """Each line with the lines that stand below it in its column, for values that are wrapped in a cell."""
        if self._chains is None:
            self._chains = [Running(r.page, chain) for r in self.pages for chain in chains_of(r.lines)]
        return self._chains

    def occurrences(self, words: str) -> list[Evidence]:
        """Every place that shows these words, spaces, case and punctuation apart, in reading order."""
        return list(_literal(words, self.pages))

    def all_of(self, spec: FieldSpec) -> list[Evidence]:
        """Every place that shows a value of the field's kind, in reading order."""
        return [Evidence(running.page.number, part_box(line, span.start, span.end), span.raw, 1.0, running.page.source)
                for running in self.pages for line in running.lines for span in find(line.text, spec, self.hints)]

    def find(self, value: str, spec: FieldSpec, *, page: int | None = None) -> Evidence | None:
        """The best place of a value, on ``page`` first where one is given; None where no page shows it."""
        ordered = sorted(self.pages, key=lambda r: r.page.number != page)
        tries: tuple[Iterator[Evidence], ...] = (
            _typed(value, spec, ordered, self.hints) if spec.kind not in WORDED else iter(()),
            _literal(value, ordered), _alike(value, ordered) if _has_digit(value) else iter(()),
            _with_misread_marks(value, ordered))
        for found in tries:
            if (evidence := next(found, None)) is not None:
                return evidence
        if spec.kind not in WORDED and spec.kind != "code":
            return None
        return (next(_literal(value, self.chains), None)
                or nearly(value, ordered) or nearly(value, self.chains))


def _typed(value: str, spec: FieldSpec, pages: Sequence[Running], hints: Hints) -> Iterator[Evidence]:
    """Places that say the same date, amount or number, however they write it."""
    wanted = {_same(v, spec) for v in (normalise(value, spec, hints), normalise(value, spec)) if v}
    for running in pages:
        for line in running.lines:
            for text, like in ((line.text, 1.0), (_digits_put_right(line.text), 0.95)):
                if like < 1.0 and text == line.text:
                    continue
                for span in find(text, spec, hints):
                    if _same(span.value, spec) in wanted:
                        yield Evidence(running.page.number, part_box(line, span.start, span.end),
                                       line.text[span.start:span.end], like, running.page.source)


def _same(value: str, spec: FieldSpec) -> str:
    """One form for amounts that differ only in zeros at the end (1234.5 and 1234.50)."""
    return value.rstrip("0").rstrip(".") if spec.kind in ("money", "number") and "." in value else value


def _digits_put_right(text: str) -> str:
    """Letters that look like digits become digits in the words that are mostly digits, and a letter that looks like ¥
    before an amount becomes one; no offset moves."""
    text = YEN.sub("¥", text)
    return re.sub(r"[\w|!.,]+", lambda m: m.group().translate(ALIKE) if _mostly_digits(m.group()) else m.group(), text)


def _mostly_digits(word: str) -> bool:
    digits = sum(c.isdigit() for c in word)
    return digits > 0 and 2 * digits >= sum(c.isalnum() or c in "|!" for c in word)


def _literal(value: str, pages: Sequence[Running]) -> Iterator[Evidence]:
    """Places with the same letters, spaces, case and punctuation apart."""
    wanted = fold(value)
    if not wanted or (len(wanted) < 2 and not (wanted.isdigit() or has_cjk(wanted))):
        return
    for running in pages:
        at = running.text.find(wanted)
        while at >= 0:
            if running.stands_alone(at, at + len(wanted)):
                yield running.evidence(at, at + len(wanted), 1.0)
            at = running.text.find(wanted, at + 1)


def _alike(value: str, pages: Sequence[Running]) -> Iterator[Evidence]:
    """The same with letters that look like digits taken for them, for codes of some length."""
    wanted = fold(value).translate(ALIKE)
    if len(wanted) < 4:
        return
    for running in pages:
        text = running.text.translate(ALIKE)
        at = text.find(wanted)
        while at >= 0:
            if running.stands_alone(at, at + len(wanted)):
                yield running.evidence(at, at + len(wanted), 0.95)
            at = text.find(wanted, at + 1)


def _with_misread_marks(value: str, pages: Sequence[Running]) -> Iterator[Evidence]:
    pattern = misread_marks(value)
    for running in pages if pattern else ():
        assert pattern is not None
        for match in pattern.finditer(running.text):
            if running.stands_alone(*match.span()):
                yield running.evidence(*match.span(), 0.9)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
