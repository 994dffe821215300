"""``python -m ocr_engine.evaluate``: the engine alone on a labelled set, with or without learning before."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocr_engine.doctypes.load import type_named
from ocr_engine.errors import EngineError
from ocr_engine.terminal import run, told
from ocr_engine.truth.carriers import facts_of
from ocr_engine.types import DocType, PageText

from .arguments import asked_of, of_a_set, tell
from .folds import folded, one_spelling
from .gold import read_gold, write_predictions
from .label_issues import label_issues, told_plain
from .label_words import LabelWords
from .one_each import one_each
from .page_cache import pages_of
from .trial import Labelled, Trial, by_company, grouped, learning_curve, ordered, trained, trial


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    if found := _ignored(args):
        parser.error(told("{option} counts for nothing beside {other}: give one of them").format(
            option=found[0], other=found[1]))
    with asked_of(parser):
        doc_type, labelled = type_named(args.type), read_gold(args.gold)
    documents = [(one, _pages((args.files or args.gold.parent) / one.file, args.cache)) for one in labelled]
    if args.group_by:
        documents = by_company(documents, args.group_by)
    order = grouped if args.group_by else ordered
    train = trained if args.retrain else None
    if args.one_each:
        result: Any = one_each(documents, doc_type, seed=args.seed)
    elif args.folds:
        documents = one_spelling(documents) if args.group_by else documents
        result = folded(documents, doc_type, folds=args.folds, seed=args.seed, train=train)
    elif args.curve:
        seeds = range(args.seed, args.seed + args.seeds)
        result = learning_curve(documents, doc_type, sizes=args.curve, seeds=seeds, train=train, order=order)
    else:
        data = {g.id: facts_of((args.files or args.gold.parent) / g.file, pages, doc_type)
                for g, pages in documents} if args.embedded else None
        run = trial(order(documents, args.seed), doc_type, learn=args.learn, train=train, data=data)
        result = {"learned": list(run.learned), "ms": run.ms, **run.report,
                  "label_issues": _label_issues(documents, doc_type, run)}
        if args.predictions:
            gold = {g.id: g for g, _ in documents}
            plain = {i: {k: [v.value for v in vs] for k, vs in f.items()} for i, f in run.answers.items()}
            write_predictions(args.predictions, [(gold[i], fields) for i, fields in plain.items()])
    tell(result, args.report)
    if isinstance(result, dict) and result.get("label_issues"):
        print(told("Labels that deserve a look, because the page speaks against them: {count} (label_issues)").format(
            count=len(result["label_issues"])), file=sys.stderr)
    return 0


def _label_issues(documents: Sequence[Labelled], doc_type: DocType, run: Trial) -> list[dict[str, Any]]:
    """Of the documents that were answered."""
    words, fields = LabelWords(gold for gold, _ in documents), {f.key: f for f in doc_type.fields}
    return told_plain(issue for gold, pages in documents if gold.id in run.answers
                      for issue in label_issues(gold, run.answers[gold.id], pages, fields, words))


# Ways to measure, and what would be ignored beside each: hours later nobody wants to find that out.
_IGNORED = {"one_each": ("folds", "curve", "learn", "retrain", "predictions", "embedded"),
            "folds": ("curve", "learn", "predictions", "embedded"),
            "curve": ("learn", "predictions", "embedded")}


def _ignored(args: argparse.Namespace) -> tuple[str, str] | None:
    """An option that was given, and the one beside which it would be ignored; None where all of them count."""
    return next(((_flag(other), _flag(way)) for way, others in _IGNORED.items() if getattr(args, way)
                 for other in others if getattr(args, other)), None)


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.evaluate", description=told(
        "Measures the engine alone on labelled documents, with or without learning before."))
    of_a_set(parser)
    parser.add_argument("--files", type=Path,
                        help=told("folder that the gold's file names start from (default: the gold's)"))
    parser.add_argument("--curve", type=_numbers, metavar="N,N,…", help=told("a point for each of these numbers"))
    parser.add_argument("--folds", type=int, metavar="K",
                        help=told("answer each document once, taught by the other folds"))
    parser.add_argument("--one-each", action="store_true",
                        help=told("answer the documents of each layout taught by a single other one of it"))
    parser.add_argument("--seeds", type=int, default=1, help=told("orders per point of the curve"))
    parser.add_argument("--embedded", action="store_true",
                        help=told(
                            "use invoice XML inside the files and QR codes, too (not with --curve); else pages alone"))
    parser.add_argument("--predictions", type=Path)
    return parser


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(
            told("numbers with commas between them are wanted, such as 0,5,20")) from None


def _pages(file: Path, cache: Path | None) -> tuple[PageText, ...]:
    """No pages for a file that cannot be read: all its values then count as missed."""
    try:
        return pages_of(file, cache)
    except EngineError as error:
        print(f"{file.name}: {error}", file=sys.stderr)
        return ()


if __name__ == "__main__":
    run(main)
