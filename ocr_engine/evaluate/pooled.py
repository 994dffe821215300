"""``python -m ocr_engine.evaluate.pooled``: what the confidences of several measurements are worth together.

Forty documents have a dozen wrong values, and faultless confidences show a calibration error of 0.04 on them. The
predictions of several folds or seeds together tell more: the same figures over all of them, of each, and by field.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ocr_engine.doctypes.load import type_named

from .arguments import tell
from .compare import judged
from .gold import read_gold
from .reliability import by_field, reliability


class Told(NamedTuple):
    """A predicted value: of which field, how sure it was said to be, and whether it was right."""

    key: str
    confidence: float
    right: bool


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.evaluate.pooled", description=__doc__)
    parser.add_argument("--type", required=True, help="key of a built-in type, or a definition as a JSON file")
    parser.add_argument("--run", action="append", required=True, metavar="REST.jsonl=PRED.jsonl",
                        help="the scored gold lines and the predictions of one measurement")
    parser.add_argument("--report", type=Path, metavar="OUT.json")
    args = parser.parse_args(argv)
    kinds = {spec.key: spec.kind for spec in type_named(args.type).fields}
    pairs = [run.rpartition("=") for run in args.run]
    tell(together([list(told_in(Path(gold), Path(told), kinds)) for gold, _, told in pairs]), args.report)
    return 0


def told_in(gold: Path, predictions: Path, kinds: dict[str, str]) -> Iterator[Told]:
    """Every predicted value that the gold can judge. Of several right values each counts once."""
    asked = {document.id: document.asked() for document in read_gold(gold)}
    for line in filter(str.strip, predictions.read_text("utf-8").splitlines()):
        row = json.loads(line)
        for key, values in row["fields"].items():
            right = judged(values, asked[row["id"]].get(key, ()), kinds.get(key, "text"))
            told = [Told(key, sure, hit) for sure, hit in zip(row["confidence"][key], right, strict=True)]
            yield from told if key in asked[row["id"]] else ()


def together(runs: list[list[Told]]) -> dict[str, Any]:
    """``claims``: mean confidence less the share that was right."""
    held = [told for run in runs for told in run]
    return {"together": _figures(held), "runs": [_figures(run) for run in runs],
            "bins": reliability((t.confidence, t.right) for t in held)["bins"],
            "fields": {key: _figures([t for t in held if t.key == key]) for key in by_field(held)}}


def _figures(held: list[Told]) -> dict[str, Any]:
    found = reliability((t.confidence, t.right) for t in held)
    gap = sum(t.confidence - t.right for t in held) / max(1, len(held))
    return {**{name: found[name] for name in ("values", "right", "auroc", "ece", "chance", "brier")},
            "claims": round(gap, 4)}


if __name__ == "__main__":
    sys.exit(main())
