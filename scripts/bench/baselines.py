"""The same files without the product: RapidOCR as it comes, and our own engine by itself.

Run as ``python -m scripts.bench.baselines NAME FILE...``; prints {"cpu", "wall"} after one file that is not counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from scripts.bench.processes import ROOT, Cost, cpu_of


def rapidocr() -> Callable[[Path], object]:
    """RapidOCR with every setting at its default: text only, one picture after the other."""
    from rapidocr import RapidOCR

    return RapidOCR()


def engine() -> Callable[[Path], object]:
    """ocr_engine as the worker calls it: text, fields, a picture of every page."""
    from ocr_engine.config import Config
    from ocr_engine.doctypes.load import builtin_types
    from ocr_engine.engine import extract
    from ocr_engine.request import Request

    config, types = Config.from_env(), builtin_types()

    def read(path: Path) -> object:
        with tempfile.TemporaryDirectory() as pages:
            return extract(Request(file=path, types=types, pages_dir=Path(pages)), config=config)
    return read


READERS = {"rapidocr": rapidocr, "engine": engine}


def measure(name: str, files: list[Path]) -> Cost:
    """In a process of its own, so that nobody's libraries or threads are shared."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench.baselines", name, *map(str, files)], cwd=ROOT, check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    figures = json.loads(done.stdout.splitlines()[-1])
    return Cost(figures["cpu"], figures["wall"], len(files))


def main(name: str, files: list[str]) -> None:
    read, this = READERS[name](), psutil.Process()
    read(Path(files[0]))
    cpu, started = cpu_of(this), time.monotonic()
    for file in files:
        read(Path(file))
    print(json.dumps({"cpu": cpu_of(this) - cpu, "wall": time.monotonic() - started}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
