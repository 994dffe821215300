"""Confidence and error budget: what reviewed values say of how far the engine may be believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from docmgr.extraction.engine.plain import SECOND_LOOK, EngineValue, read_value

if TYPE_CHECKING:
    from ocr_engine.learn.confidence.trust import Row

Unit = Literal["value", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedValue:
    """A value that a person looked at: how sure the engine was, whether it was right, and of which document."""

    confidence: float
    right: bool
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedSigns:
    """A reviewed value with its stored features (``EngineValue.features``), for confidence to be learned from.

    ``group``: the layout of the document, where it is known; values of a group stand on one side while calibrating.
    """

    key: str
    kind: str
    features: Mapping[str, float]
    right: bool
    document: str
    group: str = ""
    source: str = "ocr"


def as_first_read(
    value: EngineValue, values: Mapping[tuple[str, str], Mapping[str, float]],
    prints: Mapping[tuple[str, str], Mapping[str, float]],
) -> dict[str, float]:
    """Features of a value found on stored pages, with what only a look at the page's pixels tells (the second
    reading) from the features as the document was first read, by key and value. ``prints``: by key and print, for a
    value that the same print was not taken for then."""
    from ocr_engine.extract.words.folding import fold
    from ocr_engine.learn.confidence.signs import with_second_reading

    stored = values.get((value.key, value.value))
    if stored is None:
        told = prints.get((value.key, value.raw), {})
        stored = {name: number for name, number in told.items() if name not in (SECOND_LOOK, "again_value")}
        if stored.get("again"):
            stored["again_value"] = float(fold(value.value) in fold(value.raw))
    return with_second_reading(value.features, stored)


def fit_trust(rows: Iterable[ReviewedSigns]) -> dict[str, Any]:
    """The trust model of one type as plain data for ``read(…, trust={type key: …})``, some kB. Under a second.

    Rows without features (read before they were kept) are passed over; with fewer than a dozen others the result is
    what is shipped. The values must have been read before their document taught anything.
    """
    from ocr_engine.learn.confidence.trust import fit

    return fit(_rows(rows)).as_json()


def _rows(rows: Iterable[ReviewedSigns]) -> list[Row]:
    from ocr_engine.learn.confidence.trust import Row

    return [Row(r.key, r.kind, r.features, r.right, r.document, r.group, source=r.source)
            for r in rows if "raw" in r.features]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """What was answered on a document by a model that had not seen it. ``group``: its layout."""

    document: str
    group: str
    values: Sequence[EngineValue]


def trusted_without(
    answers: Iterable[Unseen], rows: Iterable[ReviewedSigns], kinds: Mapping[str, str],
) -> dict[str, list[EngineValue]]:
    """Document -> its values with the confidence of a trust model fitted from the rows of other layouts.

    The confidence that a value would have had if nobody had reviewed it, nor any document like it. Some seconds.
    """
    from ocr_engine.learn.confidence.trust import apply, fit_without, shipped

    known = fit_without(_rows(rows))
    found = {}
    for one in answers:
        trust = known.get(one.group or one.document, shipped())
        by_key: dict[str, list[EngineValue]] = {}
        for value in one.values:
            by_key.setdefault(value.key, []).append(value)
        told = apply({key: tuple(map(read_value, values)) for key, values in by_key.items()}, kinds, trust)
        found[one.document] = [replace(value, confidence=result.confidence) for key, values in by_key.items()
                               for value, result in zip(values, told[key], strict=True)]
    return found


def reliability(rows: Iterable[tuple[float, bool]]) -> dict[str, Any]:
    """From (confidence, right): {values, right, auroc, ece, chance, brier, bins}.

    A bin is {low, high, count, confidence (their mean), right (share)}. ``chance`` is the calibration error that
    faultless confidences would show on so many values; None for what so few values cannot tell.
    """
    from ocr_engine.evaluate.reliability import reliability as look

    return look(rows)


def trust_of(trust: Mapping[str, Mapping[str, Any]] | None) -> dict[str, Any]:
    """The engine's form of stored trust models. One of another version is left out: what is shipped speaks then."""
    from ocr_engine.learn.confidence.trust import Trust

    found = {}
    for key, data in (trust or {}).items():
        with suppress(ValueError):
            found[key] = Trust.from_json(data)
    return found


def certify(rows: Iterable[ReviewedValue], *, alpha: float, delta: float, unit: Unit = "value") -> dict[str, Any]:
    """How far values may be accepted so that at most ``alpha`` of them are wrong, ``1 - delta`` sure.

    {threshold (None: nothing may be accepted), reviewed, accepted, wrong, upper (bound of the true share of wrong
    ones), automation (accepted / reviewed), missing (about how many more reviewed ones it takes; None: no number
    would help at the present rate of errors), alpha, delta}. For one field give the rows of that field; for several
    fields together take ``unit="document"``: then documents are counted. Some milliseconds.
    """
    from ocr_engine.learn.confidence.budget import certify as look

    found = look(_reviewed(rows), alpha=alpha, delta=delta, unit=unit)
    return {**asdict(found), "automation": round(found.automation, 4)}


def monitored(wrong: int, sampled: int, *, alpha: float, sure: float = 0.95) -> dict[str, Any]:
    """Blind samples: {sampled, wrong, lower, upper, exceeded}. ``exceeded``: more than alpha is wrong, for sure."""
    from ocr_engine.learn.confidence.budget import monitored as look

    return asdict(look(wrong, sampled, alpha=alpha, sure=sure))


def budget_trial(
    rows: Iterable[ReviewedValue], *, alpha: float, delta: float, splits: int = 200, seed: int = 0,
    unit: Unit = "value",
) -> dict[str, Any]:
    """The promise of ``certify`` tried on random halves of labelled documents.

    {exceeded (share of splits whose held-out error is above alpha), kept (exceeded <= delta + 0.02), none (share of
    splits where nothing was accepted), automation (mean held-out share accepted), best (with the answers known),
    error, splits, reviewed, held_out, alpha, delta}. Under a second for a thousand values.
    """
    from ocr_engine.learn.confidence.budget_trial import trial

    found = trial(_reviewed(rows), alpha=alpha, delta=delta, splits=splits, seed=seed, unit=unit)
    return {**asdict(found), "kept": found.kept}


def _reviewed(rows: Iterable[ReviewedValue]) -> list[Any]:
    from ocr_engine.learn.confidence.budget import Reviewed

    return [Reviewed(row.confidence, row.right, row.document) for row in rows]
