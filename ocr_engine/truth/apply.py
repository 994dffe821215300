"""Fields from the data inside a file, each looked for on the visible page and held against what was read there.

The data's value stands. Where the page shows another one, both are kept, the check ``truth_mismatch`` fails and a
person decides: data and page of one invoice that differ are either a mistake of the issuer or a forgery.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.evidence.running import Evidence
from ocr_engine.extract.fields.openfields import OPEN_TYPE
from ocr_engine.extract.words.folding import fold
from ocr_engine.ingest.einvoice.facts import Fact, Facts
from ocr_engine.types import Check, DocType, FieldResult, Fields, FieldSpec, Issue, PageText
from ocr_engine.validate.confidence import FAILED_CAP
from ocr_engine.validate.kinds import check

from .compare import WORDED, canonical, same, written_days
from .terms import terms_of

MISMATCH = "truth_mismatch"
# How sure a value is that the page shows where it was looked for, that it shows somewhere, that it does not show: the
# last is below what types let pass without a person.
_AGREED, _SEEN, _UNSEEN = 0.99, 0.97, 0.65
# From this confidence on, what was read contradicts a value that stands elsewhere on the page, is a name, or is zero.
# On 24 genuine invoices the extractor's slips stayed below 0.56; a value that the page lacks is contradicted by any.
_SURE = 0.65
# What a reader of pictures is at least as sure of is what is printed.
_CLEAR = 0.95
# A number of the data with as many letters wrong is on the page, but altered.
_ALTERED, _ALTERED_LENGTH = 2, 8
_MIN_SHARE, _MIN_COUNT = 1 / 3, 3


@dataclass(slots=True)
class Merged:
    """``sure``: the confidence of each value taken from data; ``contradicted``: fields whose page says otherwise."""

    fields: dict[str, tuple[FieldResult, ...]]
    issues: list[Issue] = field(default_factory=list)
    sure: dict[str, list[float]] = field(default_factory=dict)
    contradicted: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Said:
    """A value of the data in the field's normal form."""

    value: str
    term: str
    source: str
    carrier: int


def merged(doc_type: DocType, pages: Sequence[PageText], fields: Fields, facts: Sequence[Facts]) -> Merged:
    """The fields with the data's values in the place of those that were read."""
    result = Merged(dict(fields))
    # Several columns of the lines are a table, whose rows must keep their places; one alone is a list of what there is.
    table = sum(1 for spec in doc_type.fields if spec.many and any(_is_column(t, facts) for t in terms_of(spec))) > 1
    told = {spec.key: list(_said(spec, facts, rows=table)) for spec in doc_type.fields}
    if not any(told.values()):
        return result
    job = _Job(doc_type, pages, result)
    for spec in doc_type.fields:
        if told[spec.key]:
            (job.several if spec.many else job.single)(spec, told[spec.key])
    ordered = {spec.key: result.fields[spec.key] for spec in doc_type.fields if spec.key in result.fields}
    result.fields = ordered
    if job.expected >= _MIN_COUNT and job.seen < _MIN_SHARE * job.expected and any(p.lines for p in pages):
        result.issues.append(Issue("truth_unseen", params={"seen": job.seen, "expected": job.expected}))
    return result


def settled(result: Merged, checked: Fields) -> dict[str, tuple[FieldResult, ...]]:
    """The fields after the type's rules: data is evidence enough without a place, a contradiction is a failed check."""
    fields = dict(checked)
    for key, confidences in result.sure.items():
        values = fields.get(key, ())
        fields[key] = tuple(_weighed(v, c, key in result.contradicted)
                            for v, c in zip(values, confidences, strict=True))
    return fields


def _weighed(value: FieldResult, sure: float, contradicted: bool) -> FieldResult:
    checks = (*value.checks, Check(MISMATCH, False)) if contradicted else value.checks
    failed = any(c.ok is False for c in checks)
    return replace(value, checks=checks, confidence=min(sure, FAILED_CAP) if failed else sure)


def _is_column(term: str, facts: Sequence[Facts]) -> bool:
    return any(f.term == term and f.line for carrier in facts for f in carrier.items)


def _said(spec: FieldSpec, facts: Sequence[Facts], *, rows: bool = False) -> Iterator[_Said]:
    """What the carriers say of the field: of each the best term that it has, in the carriers' order."""
    for number, carrier in enumerate(facts):
        for term in terms_of(spec):
            values = [(f, v) for f in carrier.items if f.term == term and (v := canonical(f.value, spec))]
            if values:
                kept = values if spec.many and rows else _once(values)
                yield from (_Said(v, term, carrier.source, number) for _, v in kept)
                break


def _once(values: list[tuple[Fact, str]]) -> list[tuple[Fact, str]]:
    return list({v: (f, v) for f, v in values}.values())


class _Job:
    def __init__(self, doc_type: DocType, pages: Sequence[PageText], result: Merged) -> None:
        self._as_printed = doc_type.key == OPEN_TYPE
        self._index, self._result = PageIndex(pages), result
        self._by_eye = {p.number: p for p in pages if p.source == "ocr"}
        self.expected = self.seen = 0

    def single(self, spec: FieldSpec, said: list[_Said]) -> None:
        read = next(iter(self._result.fields.get(spec.key, ())), None)
        said, others = _of_first(said)
        choice = self._choice(spec, said, read)
        if choice is None:
            return  # several values, none of them on the page: which one the field means would be a guess
        evidence = self._find(choice.value, spec)
        agrees = read is not None and self._agrees(choice.value, read, spec)
        self._count(spec, choice, seen=agrees or evidence is not None)
        rivals = [_result(spec, o, None) for o in others if not same(o.value, choice.value, spec)]
        if read is not None and not agrees and self._contradicts(choice, read, evidence, spec):
            rivals.insert(0, replace(read, candidates=()))
        elif evidence is None and not agrees and (altered := self._altered(choice, spec)) is not None:
            rivals.insert(0, altered)
        if rivals:
            self._contradict(spec, choice, evidence, rivals)
        else:
            place = read if agrees and read is not None and read.box is not None else None
            value = _placed(_result(spec, choice, evidence), place, as_printed=self._as_printed)
            self._put(spec, [value], [_AGREED if agrees else _SEEN if evidence else _UNSEEN])

    def several(self, spec: FieldSpec, said: list[_Said]) -> None:
        """A list from the data in its order, each value at its next place on the page."""
        said, _others = _of_first(said)
        read = self._result.fields.get(spec.key, ())
        places: dict[str, Iterator[Evidence]] = {}
        values, sure = [], []
        for item in said:
            found = places.setdefault(item.value, iter(self._index.occurrences(item.value)))
            evidence = next(found, None) or self._find(item.value, spec)
            values.append(_result(spec, item, evidence))
            sure.append(_SEEN if evidence else _UNSEEN)
        strange = [r for r in read if r.confidence >= _SURE
                   and not any(self._agrees(s.value, r, spec) for s in said)]
        missing = next((n for n, v in enumerate(values) if v.box is None), None)
        if strange and missing is not None and spec.kind not in WORDED:
            values[missing] = replace(values[missing], candidates=tuple(replace(r, candidates=()) for r in strange[:3]))
            self._flag(spec, strange[0].page)
        self._put(spec, values, sure)

    def _choice(self, spec: FieldSpec, said: list[_Said], read: FieldResult | None) -> _Said | None:
        if len(said) == 1:
            return said[0]
        agreed = (s for s in said if read is not None and self._agrees(s.value, read, spec))
        return next(agreed, None) or next((s for s in said if self._find(s.value, spec)), None)

    def _agrees(self, said: str, read: FieldResult, spec: FieldSpec) -> bool:
        by_eye = self._doubtful(read)
        return any(same(said, text, spec, by_eye=by_eye) for text in (read.value, read.raw) if text)

    def _doubtful(self, read: FieldResult) -> bool:
        """Whether the reader of the picture was not sure of a letter in the line: then one may differ."""
        page, box = self._by_eye.get(read.page or 0), read.box
        return page is not None and box is not None and any(
            line.confidence < _CLEAR for line in page.lines
            if line.box.x0 <= box.cx <= line.box.x1 and line.box.y0 <= box.cy <= line.box.y1)

    def _contradicts(self, said: _Said, read: FieldResult, evidence: Evidence | None, spec: FieldSpec) -> bool:
        """Whether what was read speaks against the data, or was only taken from a wrong place."""
        if read.box is None or read.how == "implied":
            return False
        exact = spec.kind not in WORDED
        if evidence is None and exact and said.value.strip("0."):
            return True
        known = any(self._agrees(said.value, c, spec) for c in read.candidates)
        return read.confidence >= _SURE and not known and (exact or evidence is None)

    def _altered(self, said: _Said, spec: FieldSpec) -> FieldResult | None:
        """A number on the page that is the data's but for a letter or two."""
        wanted = fold(said.value)
        if spec.kind not in ("code", "iban", "tax_id") or len(wanted) < _ALTERED_LENGTH:
            return None
        for seen in self._index.all_of(spec):
            text = fold(seen.text)
            if text != wanted and Levenshtein.distance(text, wanted, score_cutoff=_ALTERED) <= _ALTERED:
                value = canonical(seen.text, spec) or seen.text
                return FieldResult(spec.key, value, raw=seen.text, confidence=FAILED_CAP, page=seen.page,
                                   box=seen.box, source=seen.source, how="by_shape")
        return None

    def _contradict(self, spec: FieldSpec, choice: _Said, evidence: Evidence | None, rivals: list[FieldResult]) -> None:
        value = replace(_result(spec, choice, evidence), candidates=tuple(rivals))
        if evidence is None and rivals[0].box is not None:  # where it should stand, and what stands there
            value = replace(value, page=rivals[0].page, box=rivals[0].box, raw=rivals[0].raw)
        self._flag(spec, rivals[0].page)
        self._put(spec, [value], [_SEEN])

    def _flag(self, spec: FieldSpec, page: int | None) -> None:
        self._result.contradicted.add(spec.key)
        self._result.issues.append(Issue(MISMATCH, field=spec.key, page=page))

    def _put(self, spec: FieldSpec, values: list[FieldResult], sure: list[float]) -> None:
        self._result.fields[spec.key] = tuple(values)
        self._result.sure[spec.key] = sure

    def _find(self, value: str, spec: FieldSpec) -> Evidence | None:
        found = self._index.find(value, spec)
        if found is None and spec.kind in ("money", "number") and value.startswith("-"):
            found = self._index.find(value[1:], spec)
        if found is None and spec.kind == "date":
            places = (place for form in written_days(value) for place in self._index.occurrences(form))
            found = next(places, None)
        return found

    def _count(self, spec: FieldSpec, said: _Said, *, seen: bool) -> None:
        """Numbers, days and codes are printed as they are; names and zeros may well not be."""
        if spec.kind in ("code", "money", "date", "tax_id") and said.value.strip("0."):
            self.expected += 1
            self.seen += seen


def _of_first(said: list[_Said]) -> tuple[list[_Said], list[_Said]]:
    """The values of the first carrier, and those of the others."""
    mine = [s for s in said if s.carrier == said[0].carrier]
    return mine, [s for s in said if s.carrier != said[0].carrier]


def _result(spec: FieldSpec, said: _Said, evidence: Evidence | None) -> FieldResult:
    return FieldResult(
        spec.key, said.value, raw=evidence.text if evidence else said.value, confidence=_SEEN,
        page=evidence.page if evidence else None, box=evidence.box if evidence else None, source=said.source,
        how=f"{said.source}:{said.term}", checks=check(said.value, spec))


def _placed(value: FieldResult, place: FieldResult | None, *, as_printed: bool) -> FieldResult:
    """At the place where the page was read; for fields without a declared kind, in the page's own wording."""
    if place is not None:
        value = replace(value, page=place.page, box=place.box, raw=place.raw)
    return replace(value, value=value.raw) if as_printed and value.box is not None else value
