"""``python -m scripts.bench.papers NAME=FOLDER… --cache DIR``: where papers begin in files that hold several.

FOLDER holds ``gold.jsonl`` and ``files/``, as the labelled sets do. Files are made of two to four of its documents, and
of documents of all folders, in the order of the seed; each page on which another document begins has to be found, and
no other. Once as the pages are, and once all on sheets of one size, as a scanner with a feeder makes them. Documents
with several pages are looked at as they are, too: whatever is found in them is a false alarm.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.evaluate.gold import read_gold
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.extract.several import beginnings
from ocr_engine.types import BBox, DocType, PageText

Pages = Sequence[PageText]
_SHEET = (595.0, 842.0)


@dataclass
class Told:
    """Pages on which a paper begins, pages that were told, told rightly; CPU seconds."""

    files: int = 0
    pages: int = 0
    begun: int = 0
    told: int = 0
    right: int = 0
    seconds: float = 0.0

    def add(self, pages: Pages, begun: set[int], types: Sequence[DocType]) -> set[int]:
        """The pages of ``begun`` that were missed, and those told beside them."""
        clock = process_time()
        told = set(beginnings(pages))
        self.seconds += process_time() - clock
        self.files, self.pages = self.files + 1, self.pages + len(pages)
        self.begun, self.told = self.begun + len(begun), self.told + len(told)
        self.right += len(told & begun)
        return told ^ begun

    def row(self, name: str) -> str:
        recall = f"{self.right / self.begun:.3f}" if self.begun else ""
        precision = f"{self.right / self.told:.3f}" if self.told else ""
        return (f"| {name} | {self.files} | {self.begun} | {recall} | {precision} | {self.told - self.right} of "
                f"{self.pages - self.begun - self.files} | {1000 * self.seconds / max(1, self.pages):.1f} |")


def joined(documents: Iterable[Pages], *, one_size: bool = False) -> tuple[list[PageText], set[int]]:
    """The pages of one file, and the numbers of those on which a document begins after the first."""
    pages: list[PageText] = []
    begun = set()
    for document in documents:
        begun.add(len(pages) + 1)
        for page in document:
            pages.append(replace(on_sheet(page) if one_size else page, number=len(pages) + 1))
    return pages, begun - {1}


def on_sheet(page: PageText) -> PageText:
    """The page as large as it goes into the upper left corner of an A4 sheet, upright or lying as it is."""
    width, height = _SHEET if page.width <= page.height else _SHEET[::-1]
    scale = min(width / page.width, height / page.height)
    x, y = page.width * scale / width, page.height * scale / height
    lines = tuple(replace(ln, box=BBox(ln.box.x0 * x, ln.box.y0 * y, ln.box.x1 * x, ln.box.y1 * y))
                  for ln in page.lines)
    return replace(page, width=width, height=height, lines=lines)


def mixtures(documents: Sequence[Pages], files: int, seed: str) -> Iterator[list[Pages]]:
    """Two to four different documents for each file."""
    dice = random.Random(seed)
    for _ in range(files if len(documents) > 1 else 0):
        yield dice.sample(documents, min(len(documents), dice.randint(2, 4)))


def measured(sets: Mapping[str, Sequence[Pages]], *, files: int, seed: int,
             types: Sequence[DocType]) -> Iterator[tuple[str, Told]]:
    """By kind of file what was told. ``sets``: documents by name of their set."""
    for name, documents in sets.items():
        told = Told()
        for document in documents:
            if len(document) > 1:
                told.add(document, set(), types)
        if told.files:
            yield f"{name}, as they are", told
    every = [document for documents in sets.values() for document in documents]
    kinds = {**sets, **({"of all sets": every} if len(sets) > 1 else {})}
    for one_size in (False, True):
        for name, documents in kinds.items():
            told = Told()
            for mixture in mixtures(documents, files, f"{seed} {name}"):
                told.add(*joined(mixture, one_size=one_size), types)
            if told.files:
                yield f"{name}, joined{', one size' if one_size else ''}", told


def main(arguments: list[str] | None = None) -> dict[str, Told]:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.papers", description=__doc__)
    parser.add_argument("sets", nargs="+", metavar="NAME=FOLDER", help="folders with gold.jsonl and their files")
    parser.add_argument("--cache", type=Path, help="folder that keeps the texts of pages")
    parser.add_argument("--files", type=int, default=60, help="files made of each set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--chosen", action="store_true", help="no types to recognise, as where somebody chose one")
    asked = parser.parse_args(arguments)
    sets = {}
    for text in asked.sets:
        name, _, folder = text.rpartition("=")
        golds = read_gold(Path(folder) / "gold.jsonl")
        sets[name or Path(folder).name] = [pages_of(Path(folder) / gold.file, asked.cache) for gold in golds]
    print("| files | how many | papers that begin | recall | precision | told on pages that go on | CPU ms a page |")
    print("|---|---|---|---|---|---|---|")
    found = {}
    for name, told in measured(sets, files=asked.files, seed=asked.seed, types=() if asked.chosen else builtin_types()):
        found[name] = told
        print(told.row(name), flush=True)
    return found


if __name__ == "__main__":
    main()
