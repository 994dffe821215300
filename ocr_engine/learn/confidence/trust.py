"""A learned confidence: the chance that a value is right, from its signs, fitted from values that people reviewed.

Logistic regression over the signs (``signs``), in levels: what is shipped, what all fields of the type say, the
kind, the field. Each level is fitted around the one above it with a Gaussian prior, so a field with few reviewed values
stays with its kind, and a type with none with what is shipped; and no sign may speak against its nature, however the
few wrong values happen to lie. From a hundred documents on half of each weight is of a fit without the signs of the
options that lost. Then the log-odds are calibrated on predictions for documents that were left out while fitting (whole
groups at a time), again in levels: a slope and an offset for all, an offset a field. Everything is convex and starts at
fixed points: the same rows give the same numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.types import FieldResult
from ocr_engine.validate.confidence import capped

from .calibrate import Platt, calibrate
from .signs import AGAINST, FOR, SIGNS, signs_of

VERSION = 1
SHIPPED = Path(__file__).with_name("trust_prior.json")
_FEWEST = 12            # reviewed values of a type from which anything is learned
PRECISION = {"type": 60.0, "kind": 30.0, "field": 30.0}    # of each level's weights around the level above it
_OFFSETS = {"type": 2.0, "kind": 4.0, "field": 8.0}     # ... and of its offset
WAYS = np.array([*(1.0 if sign in FOR else -1.0 if sign in AGAINST else 0.0 for sign in SIGNS), 0.0])
_FOLDS = 5
# Signs of the options that lost: a trained ranker always offers its best ones and the memory seldom any, and the rows
# of a type are of both. Halfway to a fit without them values are ordered better (docs/benchmarks/confidence.md); where
# few documents were confirmed what ships knows better, so the share of that fit grows between two numbers of documents.
_LOSERS = [SIGNS.index(sign) for sign in ("rivals", "rival_like", "rival_form")]
_WITHOUT, _WITHOUT_FROM, _WITHOUT_FULLY = 0.5, 50, 100
_CEILING = 0.999        # no number of reviewed values proves more
FARTHEST = 4.0          # spreads from its mean at which a sign stops to count for more
_CONFIRMED = 0.5
_EXACT = ("xml", "ofd", "qr")


@dataclass(frozen=True, slots=True)
class Row:
    """A reviewed value. ``document`` and ``group`` (its layout) keep what belongs together on one side."""

    key: str
    kind: str
    signs: Mapping[str, float]
    right: bool
    document: str = ""
    group: str = ""
    confidence: float = 0.0
    source: str = "ocr"


@dataclass(frozen=True)
class Trust:
    """``weights``: level ("", "kind:date", "field:total") -> one number per sign and the offset. ``rows``: reviewed."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    platt: Platt = field(default_factory=Platt)
    sources: tuple[str, ...] = ("ocr", "text_layer")
    rows: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"version": VERSION, "signs": list(SIGNS), "mean": list(self.mean), "scale": list(self.scale),
                "weights": {k: list(w) for k, w in sorted(self.weights.items())}, "platt": self.platt.as_json(),
                "sources": list(self.sources), "rows": self.rows}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Trust:
        """Raises ValueError for data of another version. Signs that this code does not know are left out."""
        if data.get("version") != VERSION:
            raise ValueError("the trust model was made by another version")
        at = {name: n for n, name in enumerate(data["signs"])}

        def here(numbers: Sequence[float], missing: float) -> tuple[float, ...]:
            return tuple(numbers[at[s]] if s in at else missing for s in SIGNS)

        weights = {k: (*here(w, 0.0), w[-1]) for k, w in data["weights"].items()}
        return cls(here(data["mean"], 0.0), here(data["scale"], 1.0), weights, Platt.from_json(data["platt"]),
                   tuple(data["sources"]), data["rows"])

    def chance(self, key: str, kind: str, signs: Mapping[str, float]) -> float:
        """0..1. Some ten microseconds."""
        return self.platt.chance(self.odds(key, kind, signs), key)

    def odds(self, key: str, kind: str, signs: Mapping[str, float]) -> float:
        weights = self._level(key, kind)
        total = weights[-1]
        for name, mean, scale, weight in zip(SIGNS, self.mean, self.scale, weights, strict=False):
            if name in signs and weight:
                total += weight * min(max((signs[name] - mean) / scale, -FARTHEST), FARTHEST)
        return total

    def _level(self, key: str, kind: str) -> tuple[float, ...]:
        return self.weights.get(f"field:{key}") or self.weights.get(f"kind:{kind}") or self.weights[""]

    def matrix(self, rows: Sequence[Row]) -> np.ndarray:
        """(rows, signs + 1) as the weights take them."""
        table = np.zeros((len(rows), len(SIGNS) + 1))
        for line, row in zip(table, rows, strict=True):
            for n, name in enumerate(SIGNS):
                if name in row.signs:
                    line[n] = min(max((row.signs[name] - self.mean[n]) / self.scale[n], -FARTHEST), FARTHEST)
        table[:, -1] = 1.0
        return table


@cache
def shipped() -> Trust:
    """What is trusted before anybody has reviewed a value of the type."""
    return Trust.from_json(json.loads(SHIPPED.read_text("utf-8")))


def fit(rows: Iterable[Row], *, base: Trust | None = None) -> Trust:
    """The trust model of one type. Under a second for a thousand rows; the order of the rows does not matter.

    With fewer than a dozen rows the base itself.
    """
    items, base = _in_order(rows), base or shipped()
    if len(items) < _FEWEST:
        return base
    left_out = _left_out(items, base)
    usual = sum(base.chance(r.key, r.kind, r.signs) for r in items) / len(items)
    platt = calibrate(left_out, [r.right for r in items], [r.key for r in items], usual=usual)
    sources = tuple(sorted({reader_of(r.source, r.signs) for r in items} | set(base.sources)))
    return replace(base, weights=_fitted(items, base), platt=platt, sources=sources, rows=len(items))


def fit_without(rows: Iterable[Row], *, base: Trust | None = None) -> dict[str, Trust]:
    """Group -> the trust model of its type as it would be had no value of the group been reviewed. Some seconds.

    What ``fit`` says of the rows that it was fitted to is too good; what these say is what it will be like on others.
    """
    items, base = _in_order(rows), base or shipped()
    fold_of = _dealt(items)
    models = {fold: fit([r for r in items if fold_of[_group(r)] != fold], base=base) for fold in set(fold_of.values())}
    return {group: models[fold] for group, fold in fold_of.items()}


def _left_out(rows: Sequence[Row], base: Trust) -> np.ndarray:
    """The log-odds of each row by a fit that saw no row of its group."""
    fold_of = _dealt(rows)
    odds = np.zeros(len(rows))
    for fold in range(_FOLDS):
        seen = [r for r in rows if fold_of[_group(r)] != fold]
        model = replace(base, weights=_fitted(seen, base)) if seen else base
        for n, row in enumerate(rows):
            if fold_of[_group(row)] == fold:
                odds[n] = model.odds(row.key, row.kind, row.signs)
    return odds


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (r.group, r.document, r.key, r.confidence, sorted(r.signs.items()), r.right))


def _group(row: Row) -> str:
    return row.group or row.document


def _dealt(rows: Sequence[Row]) -> dict[str, int]:
    """Group -> fold."""
    return {g: n % _FOLDS for n, g in enumerate(sorted({_group(r) for r in rows}, key=_mixed))}


def _mixed(group: str) -> int:
    """A fixed order that has nothing to do with the alphabet."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:8], "big")


def _fitted(rows: Sequence[Row], base: Trust) -> dict[str, tuple[float, ...]]:
    """Level -> weights: the mean of the fits with and without the losers' signs, by the number of documents."""
    table, share = base.matrix(rows), _share_without({r.document or n for n, r in enumerate(rows)})
    found = _levels(rows, table, {level: np.array(w) for level, w in base.weights.items()})
    if share:
        table[:, _LOSERS] = 0.0
        without = _levels(rows, table, {level: _blind(w) for level, w in base.weights.items()})
        found = {level: (1 - share) * w + share * without[level] for level, w in found.items()}
    return {k: tuple(round(float(x), 5) for x in w) for k, w in found.items()}


def _share_without(documents: Collection[object]) -> float:
    grown = (len(documents) - _WITHOUT_FROM) / (_WITHOUT_FULLY - _WITHOUT_FROM)
    return _WITHOUT * min(max(grown, 0.0), 1.0)


def _blind(weights: Sequence[float]) -> np.ndarray:
    """Weights that the losers' signs have no say in."""
    blind = np.array(weights)
    blind[_LOSERS] = 0.0
    return blind


def _levels(rows: Sequence[Row], table: np.ndarray, base: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Level -> weights, from ``rows`` as ``table`` (rows, signs + 1) has them, around the levels of the base. A kind
    that the base knows differs from the type as it does in the base."""
    right, first = np.array([r.right for r in rows], float), base[""]
    weights = {"": regress(table, right, first, "type", ways=WAYS)}
    for kind in sorted({r.kind for r in rows}):
        here = np.array([r.kind == kind for r in rows])
        centre = weights[""] + base.get(f"kind:{kind}", first) - first
        weights[f"kind:{kind}"] = regress(table[here], right[here], centre, "kind", ways=WAYS)
    for key, kind in sorted({(r.key, r.kind) for r in rows}):
        here = np.array([r.key == key for r in rows])
        weights[f"field:{key}"] = regress(table[here], right[here], weights[f"kind:{kind}"], "field", ways=WAYS)
    kinds = {k: w for k, w in base.items() if k.startswith("kind:") and k not in weights}
    return {**kinds, **weights}


def regress(table: np.ndarray, right: np.ndarray, centre: np.ndarray, level: str, *,
            precision: np.ndarray | None = None, counts: np.ndarray | float = 1.0, ways: np.ndarray | None = None,
            ) -> np.ndarray:
    """Logistic regression around ``centre`` by Newton's method; the last column is the offset. ``precision``: of each
    weight but the offset's, in place of the level's. ``counts``: a row's weight. ``ways``: 1 for a weight that is not
    to be negative, -1 for one that is not to be positive, else 0."""
    way = np.zeros(table.shape[1]) if ways is None else ways
    weights = _allowed(centre.astype(float), way)
    pull = np.full(table.shape[1], PRECISION[level]) if precision is None else precision.astype(float)
    pull[-1] = _OFFSETS[level]
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (counts * (chance - right)) + pull * (weights - centre)
        bend = (table * (counts * chance * (1 - chance))[:, None]).T @ table + np.diag(pull)
        free = (weights != 0) | (way * slope <= 0)      # the others lie at their bound, and would cross it
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        before, weights = weights, _allowed(weights - step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max()))), way)
        if float(np.abs(weights - before).max()) < 1e-7:
            break
    return weights


def _allowed(weights: np.ndarray, ways: np.ndarray) -> np.ndarray:
    return np.where(ways * weights < 0, 0.0, weights)


def apply(fields: Mapping[str, Sequence[FieldResult]], kinds: Mapping[str, str], trust: Trust | None = None
          ) -> dict[str, tuple[FieldResult, ...]]:
    """The fields with learned confidences under the caps, and with their signs for features.

    Values of sources that the model was never shown keep their confidence. Under a millisecond a value.
    """
    model = trust or shipped()
    return {key: tuple(_trusted(v, kinds.get(key, "text"), model) for v in values) for key, values in fields.items()}


def reader_of(source: str, signs: Mapping[str, float]) -> str:
    """Who read the value: a model that had a say in it counts before the reader whose text it chose."""
    return "vlm" if signs.get("by_vlm") else source


def _trusted(value: FieldResult, kind: str, trust: Trust) -> FieldResult:
    signs = signs_of(value)
    if signs.get("by_vlm") and "vlm" not in trust.sources and value.how.endswith("+vlm"):
        return replace(value, features=signs, confidence=_agreed(value, kind, signs, trust))
    if reader_of(value.source, signs) not in trust.sources or value.source in _EXACT:
        return replace(value, features=signs)
    chance = trust.chance(value.key, kind, signs)
    sure = capped(chance, value.checks, on_page=value.box is not None, ceiling=_CEILING)
    return replace(value, features=signs, confidence=sure)


def _agreed(value: FieldResult, kind: str, signs: Mapping[str, float], trust: Trust) -> float:
    """A model confirmed the light reader's value, and nobody has reviewed such values yet: half of the doubt goes."""
    alone = trust.chance(value.key, kind, {**signs, "by_vlm": 0.0})
    return capped(1 - (1 - alone) * _CONFIRMED, value.checks, on_page=value.box is not None, ceiling=_CEILING)
