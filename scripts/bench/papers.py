"""``python -m scripts.bench.papers NAME=FOLDER… --cache DIR``: where papers begin in files that hold several.

FOLDER holds ``gold.jsonl`` and ``files/``, as the labelled sets do. Files are made of two to four of its documents, and
of documents of all folders, in the order of the seed; each page on which another document begins has to be found, and
no other. Once as the pages are, and once all on sheets of one size, as a scanner with a feeder makes them. Documents
with several pages are looked at as they are, too, and those with one page cut in two, with the head of the first on the
second and without: whatever is found in them is a false alarm. ``--printed GROUP…`` adds groups of printed papers, the
documents of each type joined with each other, in sums.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from ocr_engine.evaluate.gold import read_gold
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.extract.several import beginnings
from ocr_engine.types import BBox, PageText
from scripts.bench_invented.printed.groups import GROUPS
from scripts.bench_invented.printed.measure import items_of

Pages = Sequence[PageText]
_SHEET = (595.0, 842.0)
_LINES = 24             # of a page that is cut in two
_HEAD = 0.2             # of what is printed: a head that stands on both halves
_MIDDLE = (0.35, 0.65)  # of the lines: where a page is cut, in the widest gap
_GAP = 0.02             # of the page
_SHARE = 10             # so many times fewer files of each printed type


@dataclass
class Told:
    """Pages on which a paper begins, pages that were told, told rightly; CPU seconds."""

    files: int = 0
    pages: int = 0
    begun: int = 0
    told: int = 0
    right: int = 0
    seconds: float = 0.0

    def add(self, pages: Pages, begun: set[int]) -> set[int]:
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


def halves(page: PageText, *, head: bool) -> list[PageText] | None:
    """The page cut in two as a long receipt is photographed; with ``head``, its head stands over the second half, too.
    None for a page of few lines."""
    lines = sorted(page.lines, key=lambda line: line.box.cy)
    if len(lines) < _LINES:
        return None
    at = max(range(*(int(len(lines) * share) for share in _MIDDLE)),
             key=lambda n: lines[n].box.y0 - max(line.box.y1 for line in lines[:n]))
    cut, top = lines[at].box.y0, lines[0].box.y0
    first, second = ([line for line in page.lines if (line.box.cy < cut) is upper] for upper in (True, False))
    repeated = [ln for ln in first if head and ln.box.cy < top + _HEAD * (lines[-1].box.y1 - top)]
    up = cut - _GAP - max((line.box.y1 for line in repeated), default=_GAP)
    moved = [replace(ln, box=BBox(ln.box.x0, ln.box.y0 - up, ln.box.x1, ln.box.y1 - up)) for ln in second]
    return [replace(page, number=1, lines=tuple(first)), replace(page, number=2, lines=(*repeated, *moved))]


def mixtures(documents: Sequence[Pages], files: int, seed: str) -> Iterator[list[Pages]]:
    """Two to four different documents for each file."""
    dice = random.Random(seed)
    for _ in range(files if len(documents) > 1 else 0):
        yield dice.sample(documents, min(len(documents), dice.randint(2, 4)))


def measured(sets: Mapping[str, Sequence[Pages]], *, files: int, seed: int) -> Iterator[tuple[str, Told]]:
    """By kind of file what was told. ``sets``: documents by name of their set."""
    for name, documents in sets.items():
        told = Told()
        for document in documents:
            if len(document) > 1:
                told.add(document, set())
        if told.files:
            yield f"{name}, as they are", told
    for head in (False, True):
        told = Told()
        for document in (document for documents in sets.values() for document in documents if len(document) == 1):
            if cut := halves(document[0], head=head):
                told.add(cut, set())
        if told.files:
            yield f"pages cut in two{', the head repeated' if head else ''}", told
    every = [document for documents in sets.values() for document in documents]
    kinds = {**sets, **({"of all sets": every} if len(sets) > 1 else {})}
    for one_size in (False, True):
        for name, documents in kinds.items():
            told = Told()
            for mixture in mixtures(documents, files, f"{seed} {name}"):
                told.add(*joined(mixture, one_size=one_size))
            if told.files:
                yield f"{name}, joined{', one size' if one_size else ''}", told


def main(arguments: list[str] | None = None) -> dict[str, Told]:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.papers", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="NAME=FOLDER", help="folders with gold.jsonl and their files")
    parser.add_argument("--cache", type=Path, help="folder that keeps the texts of pages")
    parser.add_argument("--files", type=int, default=60, help="files made of each set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--printed", nargs="*", default=[], metavar="GROUP", help="groups of printed papers")
    asked = parser.parse_args(arguments)
    sets = {}
    for text in asked.sets:
        name, _, folder = text.rpartition("=")
        golds = read_gold(Path(folder) / "gold.jsonl")
        sets[name or Path(folder).name] = [pages_of(Path(folder) / gold.file, asked.cache) for gold in golds]
    print("| files | how many | papers that begin | recall | precision | told on pages that go on | CPU ms a page |")
    print("|---|---|---|---|---|---|---|")
    found = {}
    for name, told in (*measured(sets, files=asked.files, seed=asked.seed), *of_printed(asked.printed, asked)):
        found[name] = told
        print(told.row(name), flush=True)
    return found


def of_printed(groups: Sequence[str], asked: argparse.Namespace) -> Iterator[tuple[str, Told]]:
    """For each group its documents with several pages, those of one type joined, and all of them joined."""
    made = argparse.Namespace(documents=3, seed=asked.seed, scanned=False, cache=asked.cache)
    for group in groups:
        with tempfile.TemporaryDirectory() as folder:
            press = asked.cache / "printed" if asked.cache else Path(folder)
            types = {paper.key: [pages for items in items_of(paper, made, press) for _gold, pages in items[1:]]
                     for paper in GROUPS[group]}
        every = [document for documents in types.values() for document in documents]
        alone, same, mixed = Told(), Told(), Told()
        for document in (document for document in every if len(document) > 1):
            alone.add(document, set())
        for key, documents in types.items():
            for mixture in mixtures(documents, asked.files // _SHARE, f"{asked.seed} {key}"):
                same.add(*joined(mixture))
        for mixture in mixtures(every, asked.files, str(asked.seed)):
            mixed.add(*joined(mixture))
        yield from ((f"printed {group}, {name}", told) for name, told in (
            ("as they are", alone), ("of one type, joined", same), ("of all types, joined", mixed)) if told.files)


if __name__ == "__main__":
    main()
