"""``python -m scripts.bench_invented.printed``: papers of strangers, zero-shot and after one document of each layout.

Needs Chromium, as no other bench does; what it prints is kept in the folder of ``--cache`` and nowhere else. Of sealed
types (``groups.py``) nobody who mends sees more than one sum.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ocr_engine.evaluate.reviewed import knowledge_from
from ocr_engine.learn.knowledge import Knowledge

from ..figures import definition, tell
from .asked import Paper
from .checks import slips
from .groups import GROUPS, SEALED
from .measure import Items, Tried, items_of, tried


def _measured(paper: Paper, args: argparse.Namespace, folder: Path) -> dict[str, Tried]:
    """All but the first document of a layout, which is the one learned. Of scans that one alone is read."""
    made = items_of(paper, args, folder)
    doc_type = definition(paper, bare=args.bare)
    if args.scanned:
        return {"zero_shot": tried([one for items in made for one in items], doc_type, Knowledge())}
    rest: Items = [one for items in made for one in items[1:]]
    return {"zero_shot": tried(rest, doc_type, Knowledge()),
            "one_each": tried(rest, doc_type, knowledge_from([items[0] for items in made], doc_type))}


def _sum(title: str, rows: Sequence[dict[str, Tried]], *, indent: str = "") -> None:
    cells = []
    for how in rows[0]:
        f1 = sum(row[how].f1 for row in rows) / len(rows)
        absent = [sum(row[how].absent[i] for row in rows) for i in (0, 1)]
        many = [sum(row[how].many[i] for row in rows) for i in (0, 1, 2)]
        cells.append(f"{f1:>8.3f}   {absent[0]:>3} of {absent[1]:<4}"
                     + (f"{2 * many[0] / (many[1] + many[2]):>8.3f}" if many[1] + many[2] else " " * 8))
    print(f"{indent + title:<24}" + "  |".join(cells), flush=True)


def main(argv: Sequence[str] | None = None) -> None:
    args = _arguments(argv)
    report: dict[str, dict[str, float]] = {}
    print(f"{'':<24}" + "  |".join(f"{'F1':>8}   {'absent':<10}{'several':>8}"
                                   for _ in range(1 if args.scanned else 2)))
    with tempfile.TemporaryDirectory(prefix="printed-") as spare:
        folder = (args.cache or Path(spare)) / "printed"
        for group in (args.only,) if args.only else GROUPS:
            if group in SEALED and (args.types or args.check):
                continue
            rows = []
            for paper in (p for p in GROUPS[group] if not args.types or p.key in args.types):
                if args.check:
                    print("\n".join(slips(paper, args, folder)) or f"{paper.key}: no slips", flush=True)
                    continue
                rows.append(_measured(paper, args, folder))
                if group not in SEALED:
                    _sum(paper.key, rows[-1:], indent="  ")
                    for how in (args.show,) if args.show else ():
                        tell(rows[-1][how].faults)
                    report[paper.key] = {how: one.f1 for how, one in rows[-1].items()}
            if rows:
                _sum(group, rows)
                report[group] = {how: round(sum(r[how].f1 for r in rows) / len(rows), 4) for how in rows[0]}
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.printed", description=__doc__)
    parser.add_argument("--only", choices=tuple(GROUPS))
    parser.add_argument("--types", nargs="*", help="only these")
    parser.add_argument("--documents", type=int, default=3, help="documents per layout; the first is the one learned")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bare", action="store_true", help="a definition of bare keys")
    parser.add_argument("--scanned", action="store_true", help="one document of a layout as a scan, read by the reader")
    parser.add_argument("--show", nargs="?", const="zero_shot", choices=("zero_shot", "one_each"),
                        help="print what was read differently; not of sealed types")
    parser.add_argument("--check", action="store_true", help="hold the gold against the printed text, measure nothing")
    parser.add_argument("--cache", type=Path, help="folder that keeps papers and their text between runs")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(argv)
    if args.only in SEALED and (args.show or args.types or args.check):
        parser.error("sealed types are told as one sum")
    return args


if __name__ == "__main__":
    main()
