"""``python -m scripts.bench_invented.signs OUT.jsonl``: answers on invented types with their signs, for
``python -m ocr_engine.evaluate.prior --rows``, as two sets: nothing learned, and one document of each layout.

Left out are the conditions that are kept for judging: types never looked at, and papers composed by hand. So are those
without a word by which a definition could find anything.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ocr_engine.evaluate.reviewed import knowledge_from, read_rows
from ocr_engine.evaluate.row_files import write_rows
from ocr_engine.evaluate.trial import Labelled
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.learn.trust import Row
from ocr_engine.learn.trust_context import with_context
from ocr_engine.types import DocType

from .conditions import CONDITIONS, Condition
from .drawing import drawn_by
from .figures import definition
from .kinds import Invented

SETS = ("zero shot", "one each")


def fitted_with() -> tuple[Condition, ...]:
    return tuple(c for c in CONDITIONS if not (c.unseen or c.composed or c.scanned or c.strange or c.bare))


def signs_of(kind: Invented, condition: Condition, *, houses: int, documents: int, seed: int) -> list[list[Row]]:
    """The rows of each of SETS: of all documents but the first one of every house."""
    doc_type = definition(kind, bare=condition.poor)
    sets = [[(gold, sheet.read()) for gold, sheet in drawn_by(kind, n, documents, seed=seed, condition=condition)]
            for n in range(houses)]
    learned = knowledge_from([one[0] for one in sets], doc_type)
    rest = [item for one in sets for item in one[1:]]
    return [_rows(rest, doc_type, knowledge) for knowledge in (Knowledge(), learned)]


def _rows(items: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge) -> list[Row]:
    pages = {gold.id: pages for gold, pages in items}
    return read_rows(items, doc_type, knowledge, lambda gold, fields: with_context(fields, pages[gold.id]))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.signs", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--houses", type=int, default=3, help="layouts per type")
    parser.add_argument("--documents", type=int, default=3, help="documents per layout; the first is the one learned")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)
    sets: dict[str, list[Row]] = {name: [] for name in SETS}
    for condition in fitted_with():
        for kind in condition.kinds():
            found = signs_of(kind, condition, houses=args.houses, documents=args.documents, seed=args.seed)
            for name, rows in zip(SETS, found, strict=True):
                sets[name] += rows
    write_rows(args.out, sets)


if __name__ == "__main__":
    main()
