"""``make bench-invented``: fields of invented types, from the definition alone and after one document a layout."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocr_engine.evaluate.metrics import score
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.evaluate.reviewed import knowledge_from
from ocr_engine.evaluate.trial import Labelled
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, PageText

from .conditions import CONDITIONS, Condition
from .drawing import drawn_by
from .figures import answers_of, counts, definition, faults, missing, tell
from .kinds import Invented
from .sheet import Sheet

_ROW = "{:<17}{:>7}{:>7}{:>7}   {:>7}{:>7}   {:>7}{:>7}   {}"


def measured(kind: Invented, condition: Condition, args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The same documents each time: all but the first one of every house."""
    doc_type = definition(kind, bare=condition.poor)
    sets: list[list[Labelled]] = []
    for number in range(args.houses):
        drawn = drawn_by(kind, number, args.documents, seed=args.seed, condition=condition)
        sets.append([(gold, _pages(sheet, gold.id, kind, condition, args, folder)) for gold, sheet in drawn])
    learned = knowledge_from([one[0] for one in sets], doc_type)
    rest = [item for one in sets for item in one[1:]]
    return {name: _scored(rest, doc_type, knowledge, shown=name == args.show)
            for name, knowledge in (("zero_shot", Knowledge()), ("one_each", learned))}


def _pages(sheet: Sheet, name: str, kind: Invented, condition: Condition, args: argparse.Namespace, folder: Path
           ) -> tuple[PageText, ...]:
    if not condition.scanned:
        return sheet.read()
    made = sheet.scan(folder / f"{condition.name}-{args.seed}-{name}", lang=kind.lang, seed=args.seed)
    return tuple(page for file in made for page in pages_of(file, args.cache))


def _scored(items: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge, *, shown: bool) -> dict[str, Any]:
    answers = answers_of(items, doc_type, knowledge)
    kinds = {f.key: f.kind for f in doc_type.fields}
    if shown:
        tell(faults([gold for gold, _ in items], answers, kinds))
    result = score([g for g, _ in items], answers, kinds)
    many = {f.key for f in doc_type.fields if f.many}
    return {**result.report(), "counts": counts(result, set(result.fields)), "many": counts(result, many),
            "absent": missing(items, answers)}


def summed(kinds: dict[str, Any], name: str) -> dict[str, float | None]:
    """Over all types of a condition: F1 by type averaged, of fields with several values pooled, absent ones told."""
    figures = [row[name] for row in kinds.values()]
    many, empty = ([sum(f[key][i] for f in figures) for i in range(n)] for key, n in (("many", 3), ("absent", 2)))
    return {"f1": round(sum(f["f1"] for f in figures) / len(figures), 4),
            "many_f1": round(2 * many[0] / (many[1] + many[2]), 4) if many[1] + many[2] else None,
            "absent_right": round(empty[0] / empty[1], 4) if empty[1] else None}


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented", description=__doc__)
    parser.add_argument("--houses", type=int, default=4, help="layouts per type")
    parser.add_argument("--documents", type=int, default=4, help="documents per layout; the first is the one learned")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--types", nargs="*", help="only these")
    parser.add_argument("--only", nargs="*", metavar="CONDITION", help="only these conditions")
    parser.add_argument("--show", choices=("zero_shot", "one_each"), help="print what was read differently")
    parser.add_argument("--cache", type=Path, help="folder that keeps the text of scanned pages between runs")
    parser.add_argument("--by-type", action="store_true", help="a line for each type as well")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = _arguments(argv)
    results: dict[str, Any] = {}
    print(_ROW.format("", "F1", "one", "gain", "absent", "one", "several", "one", ""))
    with tempfile.TemporaryDirectory(prefix="invented-") as folder:
        for condition in (c for c in CONDITIONS if not args.only or c.name in args.only):
            kinds = [k for k in condition.kinds() if not args.types or k.key in args.types]
            rows = {k.key: measured(k, condition, args, Path(folder)) for k in kinds}
            if rows:
                results[condition.name] = rows
                _print(condition, rows, by_type=args.by_type)
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _print(condition: Condition, rows: dict[str, Any], *, by_type: bool) -> None:
    for key, row in rows.items() if by_type else ():
        print(f"  {key:<15}{row['zero_shot']['f1']:>7.3f}{row['one_each']['f1']:>7.3f}")
    zero, one = summed(rows, "zero_shot"), summed(rows, "one_each")
    cells = [(zero[key], one[key]) for key in ("f1", "absent_right", "many_f1")]
    texts = [["" if v is None else f"{v:.3f}" for v in pair] for pair in cells]
    gain = f"{100 * ((one['f1'] or 0) - (zero['f1'] or 0)):+.1f}"
    print(_ROW.format(condition.name, *texts[0], gain, *texts[1], *texts[2], condition.about), flush=True)


if __name__ == "__main__":
    main()
