"""``python -m ocr_engine.evaluate.pooled``: what the confidences of several measurements are worth together.

Forty documents have a dozen wrong values, and faultless confidences show a calibration error of 0.04 on them. The
predictions of several folds or seeds together tell more: the same figures over all of them, of each, and by field.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from ocr_engine import json_lines
from ocr_engine.doctypes.load import type_named
from ocr_engine.terminal import run, told

from .arguments import asked_of, pair, tell
from .compare import judged
from .gold import read_gold
from .reliability import by_field, reliability


class Told(NamedTuple):
    """A predicted value: of which field, how sure it was said to be, and whether it was right."""

    key: str
    confidence: float
    right: bool


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.evaluate.pooled", description=told(
        "Judges the confidences of several measurements together: over all of them, of each, and by field."))
    parser.add_argument("--type", required=True, help=told("key of a built-in type, or a definition as a JSON file"))
    parser.add_argument("--run", action="append", required=True, type=pair, metavar="REST.jsonl=PRED.jsonl",
                        help=told("the scored gold lines and the predictions of one measurement"))
    parser.add_argument("--report", type=Path, metavar="OUT.json")
    args = parser.parse_args(argv)
    with asked_of(parser):
        kinds = {spec.key: spec.kind for spec in type_named(args.type).fields}
        runs = [list(told_in(gold, Path(predictions), kinds)) for gold, predictions in args.run]
    tell(together(runs), args.report)
    return 0


def told_in(gold: Path, predictions: Path, kinds: dict[str, str]) -> Iterator[Told]:
    """Every predicted value that the gold can judge. Of several right values each counts once.

    Raises ValueError with the number of the first line that is no prediction for a document of the gold, OSError.
    """
    asked = {document.id: document.asked() for document in read_gold(gold)}
    return chain.from_iterable(json_lines.read(
        predictions, lambda row: _told_of(row, asked, kinds),
        told("line {number} of {path} is no prediction for a document of the gold file")))


def _told_of(row: dict[str, Any], asked: Mapping[str, Mapping[str, tuple[str, ...]]],
             kinds: Mapping[str, str]) -> list[Told]:
    wanted, found = asked[row["id"]], list[Told]()
    for key, values in row["fields"].items():
        right = judged(values, wanted.get(key, ()), kinds.get(key, "text"))
        sure = zip(row["confidence"][key], right, strict=True)
        found += [Told(key, chance, hit) for chance, hit in sure] if key in wanted else []
    return found


def together(runs: list[list[Told]]) -> dict[str, Any]:
    """``claims``: mean confidence less the share that was right."""
    held = [value for one in runs for value in one]
    return {"together": _figures(held), "runs": [_figures(one) for one in runs],
            "bins": reliability((t.confidence, t.right) for t in held)["bins"],
            "fields": {key: _figures([t for t in held if t.key == key]) for key in by_field(held)}}


def _figures(held: list[Told]) -> dict[str, Any]:
    found = reliability((t.confidence, t.right) for t in held)
    gap = sum(t.confidence - t.right for t in held) / max(1, len(held))
    return {**{name: found[name] for name in ("values", "right", "auroc", "ece", "chance", "brier")},
            "claims": round(gap, 4)}


if __name__ == "__main__":
    run(main)
