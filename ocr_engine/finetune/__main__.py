"""python -m ocr_engine.finetune trocr|hunyuan --data … --base … --out …"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ocr_engine import terminal
from ocr_engine.errors import EngineError
from ocr_engine.finetune.limits import Limits
from ocr_engine.finetune.running import run
from ocr_engine.terminal import told


def main(argv: Sequence[str] | None = None) -> int:
    """0: something better was kept. 3: the base or the champion was better. 1: it failed. 2: a wrong call."""
    args = _parser().parse_args(argv)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        limits = Limits(steps=args.steps, seconds=args.seconds, batch=args.batch, rate=args.rate, seed=args.seed,
                        held_out=args.held_out, patience=args.patience, device=args.device, merge=args.merge)
        facts = run(args.kind, args.data, args.base, args.out, _progress, limits=limits, champion=args.champion)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except EngineError as error:
        print(terminal.refusal(error), file=sys.stderr)
        return 1
    print(json.dumps(facts, ensure_ascii=False, indent=2))
    return 0 if facts["kept"] == "trained" else 3


def _parser() -> argparse.ArgumentParser:
    plain = Limits()
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.finetune", description=told(
        "Teaches TrOCR lines of writing, or makes a LoRA adapter for HunyuanOCR."))
    kinds = parser.add_subparsers(dest="kind", required=True)
    wanted = {"trocr": told("imagefolder with metadata.jsonl (file_name, text, optional layout)"),
              "hunyuan": told("conversations, .jsonl as ms-swift takes it, or a folder with train and val")}
    for kind, data in wanted.items():
        one = kinds.add_parser(kind)
        one.add_argument("--data", type=Path, required=True, help=data)
        one.add_argument("--base", type=Path, required=True, help=told("folder with the model to start from"))
        one.add_argument("--out", type=Path, required=True, help=told("folder for the result; new or empty"))
        one.add_argument("--champion", type=Path, help=told("folder of an earlier result that the new one has to beat"))
        one.add_argument("--steps", type=int, default=plain.steps)
        one.add_argument("--seconds", type=float, default=plain.seconds, help=told("limit of the training itself"))
        one.add_argument("--batch", type=int, default=plain.batch)
        one.add_argument("--rate", type=float, default=plain.rate, help=told("learning rate; 0 for the kind's own"))
        one.add_argument("--held-out", type=float, default=plain.held_out, help=told("share kept back for measuring"))
        one.add_argument("--patience", type=int, default=plain.patience, help=told("looks without gain before it ends"))
        one.add_argument("--seed", type=int, default=plain.seed)
        one.add_argument("--device", default=plain.device, help=told("auto, cpu or cuda"))
        one.add_argument("--merge", action="store_true",
                         help=told("hunyuan: write the whole model with the adapter in it"))
    return parser


def _progress(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{stage} {done}/{total}   ", end="\n" if done >= total else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    terminal.run(main)
