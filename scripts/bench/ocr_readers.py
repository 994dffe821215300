"""The readers that are compared, each in a process of its own that is handed one page after the other.

``python -m scripts.bench.ocr_readers NAME`` reads a path a line and answers with a JSON line: the words it read, CPU
and wall seconds (its children counted), the most memory it ever held.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil

from ocr_engine.backends.base import PageReader
from ocr_engine.config import Config
from ocr_engine.recognise.ocr import read_image
from scripts.bench.ocr_words import Word, words_of
from scripts.bench.processes import ROOT, cpu_of

Read = Callable[[Path], list[Word]]
NAMES = {"docmgr": "docmgr's reader", "rapidocr": "RapidOCR defaults", "tesseract": "Tesseract"}
_WANTED = ("eng", "chi_sim", "chi_tra")


def words_in(image: np.ndarray, reader: PageReader, *, shown: tuple[int, int] | None = None) -> list[Word]:
    """What our reader finds on a picture (RGB); places in pixels of a page of the size ``shown`` (height, width)."""
    height, width = shown or image.shape[:2]
    words = []
    for line in read_image(image, reader).lines:
        down = line.box.height * height > 2 * line.box.width * width
        for word in line.words:
            box = (word.box.x0 * width, word.box.y0 * height, word.box.x1 * width, word.box.y1 * height)
            words += words_of(word.text, box, down=down)
    return words


def _docmgr() -> Read:
    from ocr_engine.backends.rapid import RapidReader

    reader = RapidReader(Config.from_env())
    return lambda path: words_in(cv2.imread(str(path))[:, :, ::-1].copy(), reader)


def _rapidocr() -> Read:
    from rapidocr import RapidOCR

    engine = RapidOCR()

    def read(path: Path) -> list[Word]:
        found = engine(path)
        if found.boxes is None:
            return []
        words = []
        for quad, text in zip(found.boxes, found.txts, strict=True):
            (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
            words += words_of(text, (float(x0), float(y0), float(x1), float(y1)), down=y1 - y0 > 2 * (x1 - x0))
        return words
    return read


def _tesseract() -> Read:
    languages, environment = "+".join(tesseract_languages()), {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def read(path: Path) -> list[Word]:
        told = subprocess.run(["tesseract", str(path), "-", "-l", languages, "tsv"], check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        words = []
        for row in csv.DictReader(told.stdout.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["level"] == "5" and row["text"]:
                x, y, width, height = (float(row[key]) for key in ("left", "top", "width", "height"))
                words += words_of(row["text"], (x, y, x + width, y + height))
        return words
    return read


def tesseract_languages() -> list[str]:
    """Those of the languages of the measurement that are installed; none where Tesseract is not."""
    if shutil.which("tesseract") is None:
        return []
    told = subprocess.run(["tesseract", "--list-langs"], check=True, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.split()
    return [language for language in _WANTED if language in told]


_READERS: dict[str, Callable[[], Read]] = {"docmgr": _docmgr, "rapidocr": _rapidocr, "tesseract": _tesseract}


def serve(name: str) -> None:
    read, this = _READERS[name](), psutil.Process()
    for line in sys.stdin:
        cpu, started = cpu_of(this), time.monotonic()
        words = read(Path(line.rstrip("\n")))
        spent = {"cpu": cpu_of(this) - cpu, "wall": time.monotonic() - started, "peak_mb": _peak_mb()}
        print(json.dumps({**spent, "words": [[word.text, word.box] for word in words]}), flush=True)


def _peak_mb() -> int:
    """What the process held at most, or one of its children where that was more."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


class Running:
    """A reader's process, asked for one page at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(self, path: Path) -> dict[str, Any]:
        """{"words", "cpu", "wall", "peak_mb"}. Ends the program where the reader died."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"the reader died over {path.name}")
        told = json.loads(answer)
        told["words"] = [Word(text, tuple(box) if box else None) for text, box in told["words"]]
        return told


@contextmanager
def running(name: str):
    process = subprocess.Popen([sys.executable, "-m", "scripts.bench.ocr_readers", name], cwd=ROOT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        yield Running(process)
    finally:
        process.communicate()


if __name__ == "__main__":
    serve(sys.argv[1])
