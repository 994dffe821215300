"""``python -m scripts.bench_invented.zh``: Chinese papers of many types in their usual layouts, read and answered.

Each layout is asked twice: with a definition as an administrator would write it, and by nothing but the fields' names.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.evaluate.inventions import Value, kind_of, measure
from ocr_engine.evaluate.metrics import score
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.evaluate.trial import answer
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, PageText

from ..figures import faults, tell
from . import money, people, trade
from .form import Form, filled, gold
from .paper import Layout, drawn, save

FORMS = (*money.FORMS, *people.FORMS, *trade.FORMS)
# Looked at while mending first; the others were kept, measured, and opened afterwards: no type here is unseen any more.
LOOKED_AT = ("bank_slip", "wage_slip", "money_receipt", "expense_claim", "id_front", "driver", "labour", "lab", "train",
             "delivery", "business", "customs", "tw_invoice", "bilingual", "property")
Copy = tuple[str, dict[str, str], tuple[PageText, ...]]


def copies(kind: Form, layout: Layout, args: argparse.Namespace, folder: Path) -> list[Copy]:
    made = []
    for number in range(args.each):
        name = f"{kind.key}-{layout.name}-{number}"
        values = filled(kind, layout, random.Random(f"{args.seed}/{name}"))
        file = folder / f"{name}.{'pdf' if args.digital else 'png'}"
        save(drawn(layout, values, seals=not args.digital), file, seed=zlib.crc32(f"{args.seed}/{name}".encode()))
        made.append((name, values, pages_of(file, args.cache)))
    return made


def asked(kind: Form, made: Sequence[Copy], *, named: bool, show: bool) -> tuple[list[GoldDocument], dict[str, Any]]:
    doc_type: DocType = kind.named() if named else kind.defined()
    labelled = [(gold(kind, name, values, named=named), pages) for name, values, pages in made]
    given = {g.id: {key: [v.value for v in found] for key, found in answer(pages, doc_type, Knowledge()).items()}
             for g, pages in labelled}
    kinds = kinds_of(kind, named=named)
    if show:
        tell(faults([right for right, _ in labelled], given, kinds))
    return [right for right, _ in labelled], given


def kinds_of(kind: Form, *, named: bool) -> dict[str, str]:
    """How values are compared: by what they are, however they were asked for."""
    return {f.label if named else f.key: f.kind for f in kind.fields}


def main(argv: Sequence[str] | None = None) -> None:
    args = _arguments(argv)
    rows: dict[str, dict[str, float]] = {}
    everything: list[Copy] = []
    with tempfile.TemporaryDirectory(prefix="zh-") as folder:
        for kind in chosen(args):
            made = [copy for layout in kind.layouts for copy in copies(kind, layout, args, Path(folder))]
            everything += made
            rows[kind.key] = {}
            if args.alarms:
                continue
            for named in (False, True):
                golds, given = asked(kind, made, named=named, show=args.show == ("names" if named else "defined"))
                rows[kind.key]["names" if named else "defined"] = score(golds, given, kinds_of(kind, named=named)
                                                                        ).report()["f1"]
            print(f"{kind.key:<16}{rows[kind.key]['defined']:>8.3f}{rows[kind.key]['names']:>8.3f}", flush=True)
    if args.alarms:
        return _alarms(everything)
    for title, keys in (("looked at", set(LOOKED_AT)), ("opened later", {f.key for f in FORMS} - set(LOOKED_AT))):
        here = [row for key, row in rows.items() if key in keys]
        if here:
            print(f"{title:<16}" + "".join(f"{sum(r[how] for r in here) / len(here):>8.3f}" for how in here[0]))
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def _alarms(everything: Sequence[Copy]) -> None:
    """How many right values would be taken for inventions of a model, and how many inventions would be found out."""
    values = [Value(text, kind_of(text), number) for number, (_, told, _) in enumerate(everything)
              for text in told.values() if len(text) > 2]
    for title, tally in zip(("inventions flagged", "right values flagged"),
                            measure([pages for *_, pages in everything], values, seed=0), strict=True):
        _, flagged, tried = list(tally.rows())[-1]
        print(f"{title:<24}{flagged:>6} of {tried:<6}{flagged / max(1, tried):.4f}")


def chosen(args: argparse.Namespace) -> list[Form]:
    return [f for f in FORMS if (not args.types or f.key in args.types) and (not args.looked_at or f.key in LOOKED_AT)]


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.zh", description=__doc__)
    parser.add_argument("--each", type=int, default=2, help="copies of every layout")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--types", nargs="*", help="only these")
    parser.add_argument("--looked-at", action="store_true", help="only the types that were looked at")
    parser.add_argument("--digital", action="store_true", help="PDFs with a text layer, not damaged pictures")
    parser.add_argument("--cache", type=Path, help="folder that keeps the pages' text between runs")
    parser.add_argument("--show", choices=("defined", "names"), help="print what was read differently")
    parser.add_argument("--alarms", action="store_true", help="evidence of right and invented values, not answers")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
