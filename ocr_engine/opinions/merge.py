"""Two readers of one document: what they agree on, what they do not, and what only one of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_engine.extract.words.folding import fold
from ocr_engine.types import Check, DocType, FieldResult, Fields, FieldSpec, Issue
from ocr_engine.validate.checks import DISAGREE
from ocr_engine.validate.confidence import capped
from ocr_engine.validate.kinds import normalise

# A value that the other reader contradicts, and one about which the model is silent, keep this share.
_CONTRADICTED, _UNSAID = 0.6, 0.9
_MAX_CANDIDATES = 5


def merged(doc_type: DocType, own: Fields, model: Fields) -> tuple[dict[str, tuple[FieldResult, ...]], list[Issue]]:
    """The fields of both readers in the order of the type, and an issue for each that somebody should look at."""
    fields: dict[str, tuple[FieldResult, ...]] = {}
    issues: list[Issue] = []
    for spec in doc_type.fields:
        mine, theirs = own.get(spec.key, ()), model.get(spec.key, ())
        values = _several(spec, mine, theirs) if spec.many else _single(spec, mine, theirs, issues)
        if values:
            fields[spec.key] = values
        if any(v.box is None and v.how == "vlm" for v in values):
            issues.append(Issue("value_without_evidence", field=spec.key))
    return fields, issues


def _single(spec: FieldSpec, mine: Sequence[FieldResult], theirs: Sequence[FieldResult], issues: list[Issue]
            ) -> tuple[FieldResult, ...]:
    if not mine or not theirs:
        return (*theirs, *(_weaker(v, _UNSAID) for v in mine))
    a, b = mine[0], theirs[0]
    if same(a.value, b.value, spec):
        return (agreed(a, b),)
    if any(same(c.value, b.value, spec) for c in a.candidates) and b.box is not None:
        a = replace(a, confidence=min(a.confidence, b.confidence))  # the light reader had seen it and doubted
    issues.append(Issue("readers_disagree", field=spec.key))
    winner, loser = (b, a) if b.box is not None and b.confidence >= a.confidence else (a, b)
    others = [c for c in (*a.candidates, *b.candidates) if not same(c.value, loser.value, spec)
              and not same(c.value, winner.value, spec)]
    contradicted = (*winner.checks, Check(DISAGREE, False))  # whatever is believed of a value later
    losers = (replace(_weaker(loser, _CONTRADICTED), candidates=()), *others)
    return (replace(_weaker(winner, _CONTRADICTED), candidates=losers[:_MAX_CANDIDATES], checks=contradicted),)


def _several(spec: FieldSpec, mine: Sequence[FieldResult], theirs: Sequence[FieldResult]) -> tuple[FieldResult, ...]:
    """Of a list every value that either reader found, those of both once."""
    left = list(theirs)
    values = []
    for value in mine:
        twin = next((t for t in left if same(t.value, value.value, spec)), None)
        if twin is not None:
            left.remove(twin)
        values.append(agreed(value, twin) if twin else _weaker(value, _UNSAID) if theirs else value)
    return (*values, *left)


def agreed(own: FieldResult, model: FieldResult) -> FieldResult:
    """The light reader's value, which has its place; the doubt that is left is what both leave together."""
    together = 1 - (1 - own.confidence) * (1 - model.confidence)
    box, page = (own.box, own.page) if own.box is not None else (model.box, model.page)
    return replace(own, box=box, page=page, how=f"{own.how}+{model.how}"[:60],
                   confidence=capped(together, own.checks, on_page=box is not None))


def _weaker(value: FieldResult, share: float) -> FieldResult:
    return replace(value, confidence=capped(value.confidence * share, value.checks, on_page=value.box is not None))


def same(a: str, b: str, spec: FieldSpec) -> bool:
    """Whether two texts say the same value, however they are written."""
    if fold(a) and fold(a) == fold(b):
        return True
    form = normalise(a, spec)
    return form is not None and form == normalise(b, spec)
