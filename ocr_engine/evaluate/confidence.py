"""``python -m ocr_engine.evaluate.confidence``: is a confidence worth what it says, on documents held back?

Of a labelled set N documents are confirmed, a trust model is fitted from the answers that the other confirmed ones
gave for each of them, and the rest is answered. With several seeds the held-back values of all are put together.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ocr_engine.doctypes.load import type_named
from ocr_engine.learn.confidence.budget import Reviewed, Unit
from ocr_engine.learn.confidence.budget_trial import trial
from ocr_engine.learn.confidence.trust import Row, Trust, fit, reader_of, shipped
from ocr_engine.terminal import run, told
from ocr_engine.types import DocType

from .arguments import asked_of, of_a_set, tell
from .gold import read_gold
from .page_cache import pages_of
from .prior import second_look
from .reliability import by_field, reliability
from .remade import house, table
from .reviewed import Look, knowledge_from, out_of_fold, read_rows
from .trial import Labelled, Train, by_company, grouped, ordered, trained

_UNITS: tuple[Unit, ...] = ("value", "document")
_BUDGETS = ((0.01, 0.05), (0.02, 0.05), (0.05, 0.05), (0.05, 0.1), (0.1, 0.1))


@dataclass(frozen=True, slots=True)
class Held:
    """A held-back value with the confidence that it was given, the one without learning, and the formula's."""

    row: Row
    learned: float
    shipped: float


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    with asked_of(parser):
        doc_type = type_named(args.type)
        base = _fit_in(args.prior) if args.prior else shipped()
        documents = [(g, pages_of(args.gold.parent / g.file, args.cache)) for g in read_gold(args.gold)]
    if args.group_by:
        documents = by_company(documents, args.group_by)
    look = second_look(args.gold.parent, documents, doc_type)
    order = grouped if args.group_by else ordered
    train = trained if args.retrain else None
    answers = [_answered(order(documents, seed), doc_type, args.learn, look, train=train, folds=args.folds)
               for seed in range(args.seed, args.seed + args.seeds)]
    found = report([_held(known, rest, base) for known, rest in answers])
    if args.learn:
        found["remade"] = table([house(known, rest, base=base) for known, rest in answers], budgets=_BUDGETS)
    tell(found, args.report)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.evaluate.confidence", description=told(
        "Says whether a confidence is worth what it says, on documents held back."))
    of_a_set(parser)
    parser.add_argument("--folds", type=int, default=5,
                        help=told("parts in which the confirmed documents answer each other"))
    parser.add_argument("--prior", type=Path, help=told(
        "start from this fit of evaluate.prior; what is shipped may have seen the set"))
    parser.add_argument("--seeds", type=int, default=5, help=told("orders of the documents"))
    return parser


def _fit_in(file: Path) -> Trust:
    """Raises ValueError, OSError."""
    try:
        return Trust.from_json(json.loads(file.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(told("{path} is no fit of evaluate.prior").format(path=file)) from None


def held_back(documents: Sequence[Labelled], doc_type: DocType, learn: int, look: Look | None = None, *,
              base: Trust | None = None, train: Train | None = None, folds: int = 5) -> list[Held]:
    """Confirms the first ``learn`` documents and answers the others."""
    return _held(*_answered(documents, doc_type, learn, look, train=train, folds=folds), base or shipped())


def _answered(documents: Sequence[Labelled], doc_type: DocType, learn: int, look: Look | None, *,
              train: Train | None, folds: int) -> tuple[list[Row], list[Row]]:
    """The confirmed documents' answers to each other, and those to the rest."""
    known, rest = documents[:learn], documents[learn:]
    rows = out_of_fold(known, doc_type, folds=min(folds, learn), train=train, look=look) if learn else []
    return rows, read_rows(rest, doc_type, knowledge_from(known, doc_type, train), look)


def _held(known: Sequence[Row], rest: Sequence[Row], base: Trust) -> list[Held]:
    trust = fit(known, base=base)
    return [Held(row, _told(row, trust), _told(row, base)) for row in rest]


def _told(row: Row, trust: Trust) -> float:
    known = reader_of(row.source, row.signs) in trust.sources
    return trust.chance(row.key, row.kind, row.signs) if known else row.confidence


def report(runs: Sequence[Sequence[Held]]) -> dict[str, Any]:
    """The figures over all seeds, of each, and by field; and what an error budget makes of the confidences."""
    held = [h for run in runs for h in run]
    return {
        "learned": reliability((h.learned, h.row.right) for h in held),
        "shipped": reliability((h.shipped, h.row.right) for h in held),
        "formula": reliability((h.row.confidence, h.row.right) for h in held),
        "seeds": [_short(reliability((h.learned, h.row.right) for h in run)) for run in runs],
        "fields": {key: _short(found) for key, found in by_field(
            (h.row.key, h.learned, h.row.right) for h in held).items()},
        "budgets": [{"unit": unit, **asdict(trial(_reviewed(held), alpha=alpha, delta=delta, unit=unit))}
                    for unit in _UNITS for alpha, delta in _BUDGETS],
    }


def _short(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("values", "right", "auroc", "ece", "chance")}


def _reviewed(held: Sequence[Held]) -> list[Reviewed]:
    """Each value once: a document that several seeds held back counts with the first of them."""
    seen: dict[tuple[str, str], Reviewed] = {}
    for h in held:
        seen.setdefault((h.row.document, h.row.key), Reviewed(h.learned, h.row.right, h.row.document))
    return list(seen.values())


if __name__ == "__main__":
    run(main)
