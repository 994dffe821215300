"""``python -m scripts.bench_invented.printed.trusted``: what the shipped confidences claim on the second author's
papers, nothing learned, and how much of it is true. Sums only, for sealed types as for open ones.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from ocr_engine.evaluate.confidence import held_back
from ocr_engine.evaluate.ranking import Judged
from ocr_engine.evaluate.reliability import reliability
from ocr_engine.learn.confidence.context import with_context

from ..figures import definition
from .asked import Paper
from .groups import GROUPS
from .measure import items_of

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


def told(paper: Paper, args: argparse.Namespace, folder: Path) -> list[Judged]:
    """Of each answer what is claimed and whether it is right; of the papers that the F1 of the bench is counted on."""
    made = items_of(paper, args, folder)
    rest = [one for items in made for one in (items if args.scanned else items[1:])]
    pages = {gold.id: pages for gold, pages in rest}
    found = held_back(rest, definition(paper, bare=args.bare), 0,
                      lambda gold, fields: with_context(fields, pages[gold.id]))
    return [(one.shipped, one.row.right) for one in found]


def _bands(values: Iterable[Judged]) -> None:
    items = list(values)
    for low, high in pairwise(BANDS):
        inside = [(claim, right) for claim, right in items if low <= claim < high]
        if inside:
            claimed, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"  {low:.2f} to {min(high, 1):.2f}{len(inside):>6} values, claimed {claimed:.3f}, right {right:.3f}")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.printed.trusted", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=tuple(GROUPS), default=["second_open", "second_sealed"])
    parser.add_argument("--documents", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--scanned", action="store_true")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="printed-") as spare:
        folder = (args.cache or Path(spare)) / "printed"
        values = [one for group in args.only for paper in GROUPS[group]
                  for one in told(paper, args, folder)]
    whole = reliability(values)
    names = ("values", "right", "ece", "chance", "auroc", "brier")
    print(f"{' + '.join(args.only)}: " + ", ".join(f"{name} {whole[name]}" for name in names))
    _bands(values)


if __name__ == "__main__":
    main()
