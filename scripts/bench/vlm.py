"""Tokens a second of a HunyuanOCR in this process, pages one by one and in batches: ``python -m scripts.bench.vlm``

The weights are random, since only their shape decides; every answer is made to have the same length. Loading, picture
preparation and generation go the way that documents go; the clock covers preparation and generation.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from ocr_engine.vlm.local.chat import inputs_of
from ocr_engine.vlm.local.weights import Loaded, load
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.specs import HUNYUAN
from scripts.bench.vlm_model import SHAPES, build

_WARM = 8


def main() -> None:
    asked = _arguments()
    import torch

    device = asked.device if asked.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    on_card = device.startswith("cuda")
    with tempfile.TemporaryDirectory(prefix="docmgr-bench-vlm-") as folder:
        parameters = build(Path(folder), SHAPES[asked.shape], bfloat16=on_card)
        loaded = load(HUNYUAN, Path(folder), device=device)
        report = measure(loaded, pages=asked.pages, batch=asked.batch, tokens=asked.tokens, side=asked.side)
    name = torch.cuda.get_device_name(device) if on_card else f"CPU, {torch.get_num_threads()} threads"
    report = {"shape": asked.shape, "parameters": parameters, "device": name, **report}
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(table(report))


def peak_mb(device: str) -> int:
    """Of the graphics card's memory where there is one, else of this process; building and loading counted in."""
    import torch

    if device.startswith("cuda"):
        return round(torch.cuda.max_memory_allocated(device) / 1e6)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)


def measure(loaded: Loaded, *, pages: int, batch: int, tokens: int, side: int) -> dict[str, Any]:
    """Figures for ``pages`` pages of ``side`` x 1.4 ``side`` pixels, ``tokens`` tokens each."""
    draw = np.random.default_rng(0)
    # Neighbouring sizes, as scans have, so that rows of a batch are filled up as they are in use.
    images = [draw.integers(0, 255, (round(side * 1.4) + 32 * (i % 3), side, 3), np.uint8) for i in range(pages)]
    question = Question("text", "提取图中的文字。", system="")
    asked = [(image, question) for image in images]
    seen = int((inputs_of(loaded, asked[:1])["input_ids"] != -1).sum())
    _timed(loaded, asked[:1], min(tokens, _WARM))  # the first run prepares kernels
    alone = sum(_timed(loaded, [one], tokens) for one in asked)
    _timed(loaded, asked[:batch], min(tokens, _WARM))
    together = sum(_timed(loaded, asked[i:i + batch], tokens) for i in range(0, pages, batch))
    made = pages * tokens
    return {"pages": pages, "batch": batch, "tokens_a_page": tokens, "prompt_tokens": seen,
            "alone_tokens_a_second": round(made / alone, 2), "batched_tokens_a_second": round(made / together, 2),
            "ratio": round(alone / together, 3), "alone_seconds_a_page": round(alone / pages, 3),
            "batched_seconds_a_page": round(together / pages, 3), "peak_mb": peak_mb(loaded.device),
            "dtype": str(loaded.model.dtype).removeprefix("torch."),
            "attention": loaded.model.config._attn_implementation}


def _timed(loaded: Loaded, asked: Sequence[tuple[np.ndarray, Question]], tokens: int) -> float:
    import torch

    def settle() -> None:
        if loaded.device.startswith("cuda"):
            torch.cuda.synchronize()

    settle()
    started = perf_counter()
    with torch.inference_mode():
        out = loaded.model.generate(**inputs_of(loaded, asked), do_sample=False, min_new_tokens=tokens,
                                    max_new_tokens=tokens)
    settle()
    assert out.shape[0] == len(asked)
    return perf_counter() - started


def table(report: dict[str, Any]) -> str:
    """For people; the rows of docs/benchmarks.md."""
    rows = [f"{report['shape']} shape, {report['parameters'] / 1e6:,.0f} M parameters, on {report['device']}; "
            f"{report['pages']} pages, {report['prompt_tokens']} tokens in and {report['tokens_a_page']} out for each; "
            f"{report['dtype']}, attention {report['attention']}, peak {report['peak_mb']:,} MB",
            "", "| | tokens a second | seconds a page |", "|---|---|---|",
            f"| one by one | {report['alone_tokens_a_second']} | {report['alone_seconds_a_page']} |",
            f"| {report['batch']} together | {report['batched_tokens_a_second']} | "
            f"{report['batched_seconds_a_page']} |",
            "", f"batched ÷ one by one: {report['ratio']}"]
    return "\n".join(rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-vlm ARGS=…", description=__doc__)
    parser.add_argument("--shape", choices=sorted(SHAPES), default="full")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=256, help="length of each answer")
    parser.add_argument("--side", type=int, default=1000, help="width of a page in pixels")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
