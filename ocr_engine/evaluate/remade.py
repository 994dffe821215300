"""Whether a promise that rests on answers of cross-fitted twins is kept by the model itself.

Confirmed documents answer each other fold by fold, each with a confidence fitted without its layout; from these the
error budget is certified, as after a retraining. Then the model that learned from all of them answers documents that
nobody has seen. Beside it what confidences would promise that were fitted to the very values they are tested on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ocr_engine.learn.confidence.binomial import upper
from ocr_engine.learn.confidence.budget import TWINS, Certificate, Reviewed, certify
from ocr_engine.learn.confidence.trust import Row, Trust, fit, fit_without

ALL = "*"


@dataclass(frozen=True, slots=True)
class Judged:
    """A value with the confidence that counts for the promise."""

    key: str
    reviewed: Reviewed


@dataclass(frozen=True, slots=True)
class House:
    """One trial: ``crossed`` and ``fitted`` are the confirmed values, scored without and with themselves; ``later``
    those of documents held back."""

    crossed: tuple[Judged, ...]
    fitted: tuple[Judged, ...]
    later: tuple[Judged, ...]


def house(known: Sequence[Row], later: Sequence[Row], *, base: Trust | None = None) -> House:
    """``known``: rows answered out of fold; ``later``: rows of unseen documents, answered with all that is known."""
    without, trust = fit_without(known, base=base), fit(known, base=base)
    return House(tuple(_judged(r, without[r.group or r.document]) for r in known),
                 tuple(_judged(r, trust) for r in known), tuple(_judged(r, trust) for r in later))


def _judged(row: Row, trust: Trust) -> Judged:
    return Judged(row.key, Reviewed(trust.chance(row.key, row.kind, row.signs), row.right, row.document))


def table(houses: Sequence[House], *, budgets: Iterable[tuple[float, float]]) -> list[dict[str, Any]]:
    """A row per budget, field and kind of evidence ("crossed", "fitted"); key ALL counts documents.

    ``exceeded``: share of houses where more than alpha of what was accepted later was wrong; ``beyond_chance``: where
    that proves, 95 % sure, that the true share lies above alpha; ``error``: of all that was accepted; ``accepted``:
    the mean share; ``none``: houses in which nothing was.
    """
    keys = sorted({j.key for h in houses for j in h.later})
    return [{"alpha": alpha, "delta": delta, "key": key, "evidence": kind, **_outcome(houses, kind, key, alpha, delta)}
            for alpha, delta in budgets for key in (*keys, ALL) for kind in ("crossed", "fitted")]


def _outcome(houses: Sequence[House], kind: str, key: str, alpha: float, delta: float) -> dict[str, Any]:
    told = []
    for one in houses:
        rows = [j.reviewed for j in getattr(one, kind) if key in (ALL, j.key)]
        part = TWINS if kind == "crossed" else 1.0
        made = certify(rows, alpha=alpha, delta=delta * part, unit="document" if key == ALL else "value")
        told.append(_later([j.reviewed for j in one.later if key in (ALL, j.key)], made, by_document=key == ALL))
    accepted, wrong, units = (sum(column) for column in zip(*told, strict=True))
    return {"houses": len(told), "exceeded": _share(told, lambda a, w: w > alpha * a),
            "beyond_chance": _share(told, lambda a, w: a > 0 and 1 - upper(a - w, a, sure=0.95) > alpha),
            "none": _share(told, lambda a, w: not a), "accepted": round(accepted / max(1, units), 4),
            "error": round(wrong / max(1, accepted), 4)}


def _share(told: Sequence[tuple[int, int, int]], is_so: Any) -> float:
    return round(sum(bool(is_so(a, w)) for a, w, _ in told) / len(told), 4)


def _later(rows: Sequence[Reviewed], made: Certificate, *, by_document: bool) -> tuple[int, int, int]:
    """(accepted, wrong among them, units) of what came later."""
    passed = [r for r in rows if made.threshold is not None and r.confidence >= made.threshold]
    if not by_document:
        return len(passed), sum(not r.right for r in passed), len(rows)
    return (len({r.document for r in passed}), len({r.document for r in passed if not r.right}),
            len({r.document for r in rows}))
