"""How far the finders agreed on a value, noted with it: independent ways to the same text speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ocr_engine.types import FieldResult

from .candidates import Candidate
from .folding import fold


def with_agreement(
    results: Mapping[str, tuple[FieldResult, ...]], candidates: Iterable[Candidate]
) -> dict[str, tuple[FieldResult, ...]]:
    """``candidates``: what the finders proposed before anything was weighed.

    Adds to each value's features ``finders`` (how many different ways led to it), ``rules`` (the best score among
    them, 0 where only what was learned knew of it) and ``rival`` (the best score of a different text).
    """
    by_key: dict[str, dict[str, tuple[set[str], float]]] = {}
    for candidate in candidates:
        texts = by_key.setdefault(candidate.plan.key, {})
        hows, best = texts.setdefault(fold(candidate.raw), (set(), 0.0))
        hows.add(candidate.how)
        texts[fold(candidate.raw)] = (hows, max(best, candidate.score))
    return {key: tuple(_noted(v, by_key.get(key, {})) for v in values) for key, values in results.items()}


def _noted(value: FieldResult, texts: Mapping[str, tuple[set[str], float]]) -> FieldResult:
    own = fold(value.raw)
    hows, best = texts.get(own, (set(), 0.0))
    rival = max((score for text, (_, score) in texts.items() if text != own), default=0.0)
    found = {"finders": float(len(hows)), "rules": round(min(1.0, best), 4), "rival": round(min(1.0, rival), 4)}
    return replace(value, features={**value.features, **found})
