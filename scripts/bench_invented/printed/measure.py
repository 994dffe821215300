"""Printed papers read, answered and scored."""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pymupdf

from ocr_engine.evaluate.metrics import score
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.evaluate.trial import Labelled
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, PageText
from scripts.bench.ocr_pages import Page, scanned

from ..figures import Fault, answers_of, counts, faults, missing
from .asked import Paper
from .press import printed

Items = list[Labelled]


@dataclass(frozen=True)
class Tried:
    """``absent``: answered as missing, missing; ``many``: right, asked and answered values of fields with several."""

    f1: float
    absent: list[int]
    many: list[int]
    faults: list[Fault]


def items_of(paper: Paper, args: argparse.Namespace, folder: Path) -> list[Items]:
    """The documents of each layout with the text of their pages; as scans the second of each, which is scored else."""
    made = printed(paper, documents=args.documents, seed=args.seed, folder=folder)
    if args.scanned:
        return [[(one.gold, scan_of(one.file, args.cache))] for one in (items[1] for items in made.values())]
    return [[(one.gold, pages_of(one.file, args.cache)) for one in items] for items in made.values()]


def scan_of(file: Path, cache: Path | None) -> tuple[PageText, ...]:
    """Rendered at 150 to 200 dpi, a little askew, blurred, grainy, pressed by JPEG, and read page by page."""
    pages: list[PageText] = []
    with pymupdf.open(file) as document:
        for number, sheet in enumerate(document, 1):
            picture = file.with_name(f"{file.stem}-{number}.png")
            if not picture.exists():
                random = np.random.default_rng((zlib.crc32(file.stem.encode()), number))
                pixels = sheet.get_pixmap(dpi=int(random.integers(150, 201)), colorspace=pymupdf.csRGB, alpha=False)
                image = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3).copy()
                cv2.imwrite(str(picture), scanned(Page(image, ()), random).image[:, :, ::-1])
            pages += [replace(page, number=number) for page in pages_of(picture, cache)]
    return tuple(pages)


def tried(items: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge) -> Tried:
    answers = answers_of(items, doc_type, knowledge)
    kinds = {f.key: f.kind for f in doc_type.fields}
    result = score([gold for gold, _ in items], answers, kinds)
    many = {f.key for f in doc_type.fields if f.many}
    return Tried(result.report()["f1"], missing(items, answers), counts(result, many),
                 faults([gold for gold, _ in items], answers, kinds))
