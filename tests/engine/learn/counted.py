"""As many confirmed documents as a test wants: a few are looked at, the others made like them."""

from __future__ import annotations

from functools import cache

from ocr_engine.evaluate.trial import exemplar_of
from ocr_engine.learn.examples.exemplar import Exemplar
from scripts.bench_invented.company import COMPANY, like, papers
from scripts.bench_invented.figures import definition


@cache
def observed(count: int, *, layouts: int) -> tuple[Exemplar, ...]:
    first = [exemplar_of(gold, sheet.read(), definition(COMPANY, bare=False))
             for gold, sheet in papers(min(count, layouts), layouts=layouts)]
    return (*first, *(like(first[number % len(first)], number) for number in range(len(first), count)))
