"""``python -m scripts.bench_invented.signs OUT.jsonl``: answers on invented types with their signs, for
``python -m ocr_engine.evaluate.prior --rows``, with nothing learned and with one document of each layout.

One set of all that is drawn, one of the printed types that were mended with, and one each of those that nobody had
mended with when this was fitted, with and without labels in their definitions: what ships is to be honest on types
never seen, so they count most. Never the sealed ones (``second``). Left out are drawn types without a word by which a
definition could find anything. Needs Chromium, as the printed papers do.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ocr_engine.evaluate.reviewed import knowledge_from, read_rows
from ocr_engine.evaluate.row_files import write_rows
from ocr_engine.evaluate.trial import Labelled
from ocr_engine.learn.confidence.context import with_context
from ocr_engine.learn.confidence.trust import Row
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType

from .conditions import CONDITIONS, Condition
from .drawing import drawn_by
from .figures import definition
from .printed.groups import GROUPS
from .printed.measure import items_of

DRAWN, OPEN = "drawn", "open"
UNMENDED = ("kept", "hard")


def fitted_with() -> tuple[Condition, ...]:
    return tuple(c for c in CONDITIONS if not (c.scanned or c.bare or (c.strange and not c.lists)))


def drawn(args: argparse.Namespace) -> list[Row]:
    rows: list[Row] = []
    for condition in fitted_with():
        for kind in condition.kinds():
            papers = [[(gold, sheet.read()) for gold, sheet in drawn_by(
                kind, n, args.documents, seed=args.seed, condition=condition)] for n in range(args.houses)]
            rows += signs_of(papers, definition(kind, bare=condition.poor))
    return rows


def printed(group: str, args: argparse.Namespace, *, bare: bool) -> list[Row]:
    how = argparse.Namespace(documents=args.documents, seed=0, scanned=False, cache=args.cache)
    return [row for paper in GROUPS[group]
            for row in signs_of(items_of(paper, how, args.cache / "printed"), definition(paper, bare=bare))]


def signs_of(papers: Sequence[Sequence[Labelled]], doc_type: DocType) -> list[Row]:
    """``papers``: by layout. The rows of all documents but the first one of each, which is the one learned."""
    learned = knowledge_from([one[0] for one in papers], doc_type)
    rest = [item for one in papers for item in one[1:]]
    return [row for knowledge in (Knowledge(), learned) for row in _rows(rest, doc_type, knowledge)]


def _rows(items: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge) -> list[Row]:
    pages = {gold.id: pages for gold, pages in items}
    return read_rows(items, doc_type, knowledge, lambda gold, fields: with_context(fields, pages[gold.id]))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.signs", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps printed papers between runs")
    parser.add_argument("--houses", type=int, default=2, help="layouts per drawn type")
    parser.add_argument("--documents", type=int, default=3, help="documents per layout; the first is the one learned")
    parser.add_argument("--seed", type=int, default=7, help="of the drawn ones")
    args = parser.parse_args(argv)
    sets = {DRAWN: drawn(args), OPEN: [*printed(OPEN, args, bare=False), *printed(OPEN, args, bare=True)]}
    for group in UNMENDED:
        sets |= {group: printed(group, args, bare=False), f"{group} bare": printed(group, args, bare=True)}
    write_rows(args.out, sets)


if __name__ == "__main__":
    main()
