"""What speaks for a value beside its score, noted with it: how far the finders agreed, and how its print stands out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from ocr_engine.extract.candidates import Candidate
from ocr_engine.extract.words.folding import fold
from ocr_engine.types import FieldResult, Fields, PageText


def with_agreement(
    results: Fields, candidates: Iterable[Candidate]
) -> dict[str, tuple[FieldResult, ...]]:
    """``candidates``: what the finders proposed before anything was weighed.

    Adds to each value's features ``finders`` (how many different ways led to it), ``rules`` (the best score among
    them, 0 where only what was learned knew of it) and ``rival`` (the best score of a different text).
    """
    by_key: dict[str, dict[str, tuple[set[str], float]]] = {}
    for candidate in (one for c in candidates for one in ((c, *c.more) if _is_item(c) else (c,))):
        texts = by_key.setdefault(candidate.plan.key, {})
        hows, best = texts.setdefault(fold(candidate.raw), (set(), 0.0))
        hows.add("table" if _is_item(candidate) else candidate.how)
        texts[fold(candidate.raw)] = (hows, max(best, candidate.score))
    return {key: tuple(_noted(v, by_key.get(key, {})) for v in values) for key, values in results.items()}


def with_print(
    results: Fields, pages: Sequence[PageText]
) -> dict[str, tuple[FieldResult, ...]]:
    """Adds ``top`` (where on its page it begins, 0..1) and ``tall`` (its line's height beside the page's usual one)."""
    usual = {p.number: median(line.box.height for line in p.lines) for p in pages if p.lines}
    lines = {p.number: p.lines for p in pages}

    def noted(value: FieldResult) -> FieldResult:
        if value.box is None or value.page not in usual:
            return value
        box = value.box
        own = [ln.box.height for ln in lines[value.page]
               if box.y0 <= ln.box.cy <= box.y1 and ln.box.x0 < box.x1 and ln.box.x1 > box.x0]
        tall = max(own, default=box.height) / max(1e-6, usual[value.page])
        found = {"top": round(box.y0, 4), "tall": round(min(4.0, tall), 4), "pieces": float(min(6, len(own)))}
        return replace(value, features={**value.features, **found})

    return {key: tuple(noted(v) for v in values) for key, values in results.items()}


def _noted(value: FieldResult, texts: Mapping[str, tuple[set[str], float]]) -> FieldResult:
    own = fold(value.raw)
    hows, best = texts.get(own, (set(), 0.0))
    rival = max((score for text, (_, score) in texts.items() if text != own), default=0.0)
    found = {"finders": float(len(hows)), "rules": round(min(1.0, best), 4), "rival": round(min(1.0, rival), 4)}
    return replace(value, features={**value.features, **found})


def _is_item(candidate: Candidate) -> bool:
    """Whether it was found in a row of its table (``table:3``), as each of its list was."""
    return candidate.how.startswith("table:")
