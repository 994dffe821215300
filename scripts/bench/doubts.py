"""``python -m scripts.bench.doubts FOLDER…``: letters settled by what words look like, for better and for worse.

The first pages of born-digital PDFs are made small, blurred and grainy and read. Each word that the reader would have
written otherwise by its eyes alone is looked for among the words of the page's text layer.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from ocr_engine.backends.ctc import decode
from ocr_engine.backends.doubts import Doubts
from ocr_engine.backends.letters import Best
from ocr_engine.backends.ppocr_models import RECOGNISER, models_dir
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.backends.sessions import characters_of
from ocr_engine.config import Config
from ocr_engine.errors import EngineError
from ocr_engine.ingest import Parser, shared_parser
from ocr_engine.recognise.ocr import read_image

_WORD = re.compile(r"\w+")
_LEAST = 30             # words of a text layer that can say what stands on its page


class Watched(Doubts):
    """Keeps each word of a line before and after."""

    def __init__(self, alphabet: list[str]) -> None:
        super().__init__(alphabet)
        self.changed: list[tuple[str, str]] = []

    def settled(self, seen: Best) -> Best:
        after = super().settled(seen)
        if (after.letter != seen.letter).any():
            old, new = (_WORD.findall(decode(line.letter, line.chance, self._alphabet).text)
                        for line in (seen, after))
            if len(old) == len(new):  # a sign that became a letter joins two words into one
                self.changed += [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        return after


@dataclass
class Told:
    pages: int = 0
    won: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    neither: list[tuple[str, str]] = field(default_factory=list)

    def add(self, changed: list[tuple[str, str]], layer: str) -> None:
        words = {word.casefold() for word in _WORD.findall(layer)}
        self.pages += 1
        for old, new in changed:
            was, now = old.casefold() in words, new.casefold() in words
            (self.neither if was == now else self.won if now else self.lost).append((old, new))


def damaged(image: np.ndarray, side: int, random: np.random.Generator) -> np.ndarray:
    """Made so long, blurred, with less contrast, grain and the traces of JPEG."""
    scale = side / max(image.shape[:2])
    small = cv2.GaussianBlur(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    grey = small * 0.75 + 40 + random.normal(0, 9, small.shape[:2])[..., None]
    coded = cv2.imencode(".jpg", np.clip(grey, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 45])[1]
    return np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR))


def pages(files: list[Path], parser: Parser) -> Iterator[tuple[np.ndarray, str]]:
    for file in files:
        try:
            document = parser.open(file)
        except EngineError:
            continue
        try:
            words = (document.text(1) or {}).get("words", []) if document.info(1).unit == "pt" else []
            if len(words) >= _LEAST:
                yield document.render(1, max_pixels=24_000_000, dpi=200), " ".join(word[4] for word in words)
        finally:
            document.close()


def main(arguments: list[str] | None = None) -> dict[str, Told]:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.doubts", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, default=20, help="files of each folder")
    parser.add_argument("--side", type=int, default=1000, help="pixels of the longer side of a page")
    asked = parser.parse_args(arguments)
    config, random, found = Config(), np.random.default_rng(0), {}
    reader, watched = RapidReader(config), Watched(characters_of(Path(models_dir() or "") / RECOGNISER))
    reader._recogniser._doubts = watched
    for folder in asked.folders:
        told = found[str(folder)] = Told()
        for image, layer in pages(sorted(folder.glob("*.pdf"))[:asked.limit], shared_parser(config)):
            watched.changed.clear()
            read_image(damaged(image, asked.side, random), reader)
            told.add(watched.changed, layer)
        print(f"{folder}: {told.pages} pages, {len(told.won)} words won, {len(told.lost)} lost, "
              f"{len(told.neither)} wrong before and after")
    return found


if __name__ == "__main__":
    main()
