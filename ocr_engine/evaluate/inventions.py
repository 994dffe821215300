"""How many invented values are found out on real pages: python -m ocr_engine.evaluate.inventions --gold FILE …

Labelled values are changed as models get them wrong (a digit, a letter, a word, another document's value), and each is
looked for in what the reader saw. A change that the page happens to bear out, letter by letter, is no invention.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ocr_engine.evaluate.arguments import asked_of
from ocr_engine.evaluate.gold import read_gold
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.evidence.page_index import PageIndex
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.terminal import run, told
from ocr_engine.types import FieldSpec, PageText

_DATE = re.compile(r"\d{1,4}\s*[-/.年 ]\s*(?:\d{1,2}|[A-Za-z]{3,9})\s*[-/.月, ]\s*\d{1,4}日?")
_MONEY = re.compile(r"[^\d\-]{0,4}-?\d[\d, ]*[.,]\d{2}\D{0,4}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-/.]{3,34}")
_SHORTEST = 3


class Value(NamedTuple):
    """A right value as it is labelled, its kind by its look, and its document's place in the set."""

    text: str
    kind: str
    document: int


class Tally:
    """By a name: how many were flagged, of how many; examples of those that were not as they should be."""

    def __init__(self) -> None:
        self.flagged: defaultdict[str, int] = defaultdict(int)
        self.tried: defaultdict[str, int] = defaultdict(int)
        self.wrong: list[str] = []

    def note(self, name: str, flagged: bool, example: str, *, expected: bool) -> None:
        self.tried[name] += 1
        self.flagged[name] += flagged
        if flagged is not expected:
            self.wrong.append(f"{name}: {example}")

    def rows(self) -> Iterator[tuple[str, int, int]]:
        for name in sorted(self.tried):
            yield name, self.flagged[name], self.tried[name]
        yield "all", sum(self.flagged.values()), sum(self.tried.values())


def kind_of(text: str) -> str:
    """The kind that a type would declare for such a value."""
    text = text.strip()
    if _DATE.fullmatch(text):
        return "date"
    if _MONEY.fullmatch(text):
        return "money"
    if _CODE.fullmatch(text) and sum(c.isdigit() for c in text) >= max(3, len(text) // 3):
        return "code"
    return "address" if any(c.isdigit() for c in text) and len(text) > 20 else "name" if len(text) < 60 else "text"


def digit(rng: random.Random, text: str) -> str:
    """One digit is another; never a first one that would become 0."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places:
        return text
    at = rng.choice(places)
    others = [d for d in "0123456789" if d != text[at] and (d != "0" or at != places[0])]
    return text[:at] + rng.choice(others) + text[at + 1:]


def swapped(rng: random.Random, text: str) -> str:
    """Two neighbouring digits change places."""
    pairs = [i for i in range(len(text) - 1)
             if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1] and text[i + 1] != "0"]
    if not pairs:
        return text
    at = rng.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


def shorter(rng: random.Random, text: str) -> str:
    """A digit is lost."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if len(places) < 4:
        return text
    at = rng.choice(places[1:])
    return text[:at] + text[at + 1:]


def other_word(rng: random.Random, text: str, others: Sequence[str]) -> str:
    """A word of it is a word of another document; in Chinese, two signs are."""
    source = rng.choice(others)
    if has_cjk(text):
        signs = [i for i in range(len(text) - 1) if has_cjk(text[i:i + 1]) and has_cjk(text[i + 1:i + 2])]
        donors = re.findall(r"[\u4e00-\u9fff]{2}", source)
        if not signs or not donors:
            return text
        at = rng.choice(signs[:-2] or signs)
        return text[:at] + rng.choice(donors) + text[at + 2:]
    words = list(re.finditer(r"[^\W\d_]{4,}", text))
    donors = re.findall(r"[^\W\d_]{4,}", source)
    if len(words) < 2 or not donors:
        return text
    word = rng.choice(words)
    return text[:word.start()] + rng.choice(donors) + text[word.end():]


Change = Callable[[random.Random, Value, Sequence[Value]], str]


def _others(value: Value, everything: Sequence[Value]) -> list[str]:
    return [v.text for v in everything if v.kind == value.kind and v.document != value.document] or [value.text]


CHANGES: dict[str, Change] = {
    "one digit changed": lambda rng, v, _all: digit(rng, v.text) if v.kind in ("date", "money", "code") else v.text,
    "two digits swapped": lambda rng, v, _all: swapped(rng, v.text) if v.kind in ("money", "code") else v.text,
    "a digit lost": lambda rng, v, _all: shorter(rng, v.text) if v.kind in ("money", "code") else v.text,
    "a word of another document": lambda rng, v, every: (
        other_word(rng, v.text, _others(v, every)) if v.kind in ("name", "address", "text") else v.text),
    "a value of another document": lambda rng, v, every: rng.choice(_others(v, every)),
}


def measure(pages: Sequence[Sequence[PageText]], values: Sequence[Value], *, seed: int) -> tuple[Tally, Tally]:
    """(inventions by the way they were made, right values by their kind)."""
    rng = random.Random(seed)
    indexes = [PageIndex(p) for p in pages]
    seen = ["".join(fold(line.text) for page in p for line in page.lines) for p in pages]
    planted, right = Tally(), Tally()
    for value in values:
        spec = FieldSpec("value", {"en": "Value"}, value.kind)
        right.note(value.kind, indexes[value.document].find(value.text, spec) is None, value.text, expected=False)
        for name, change in CHANGES.items():
            made = change(rng, value, values)
            bare = fold(re.sub(r"[^\d.,]+", "", made)) if value.kind == "money" else fold(made)
            if fold(made) == fold(value.text) or bare in seen[value.document]:
                continue
            flagged = indexes[value.document].find(made, spec) is None
            planted.note(name, flagged, f"{value.text} -> {made}", expected=True)
    return planted, right


def labelled(gold: Sequence[Path], cache: Path | None, most: int) -> tuple[list[tuple[PageText, ...]], list[Value]]:
    """The pages of each document, and its labelled values that are long enough to be told from chance."""
    pages: list[tuple[PageText, ...]] = []
    values: list[Value] = []
    for file in gold:
        for document in read_gold(file)[:most]:
            read = pages_of(file.parent / document.file, cache)
            values += [Value(text, kind_of(text), len(pages)) for texts in document.fields.values() for text in texts
                       if len(fold(text)) >= _SHORTEST]
            pages.append(read)
    return pages, values


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.evaluate.inventions", description=told(
        "Says how many invented values are found out on real pages."))
    parser.add_argument("--gold", type=Path, nargs="+", required=True,
                        help=told("labelled documents, a JSON line each"))
    parser.add_argument("--cache", type=Path, help=told("folder that keeps the pages' text between runs"))
    parser.add_argument("--most", type=int, default=10_000, help=told("documents of each gold file"))
    parser.add_argument("--seed", type=int, default=0, help=told("how values are changed"))
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help=told("print N of those judged wrong"))
    args = parser.parse_args(argv)
    with asked_of(parser):
        pages, values = labelled(args.gold, args.cache, args.most)
    for title, tally in zip((told("inventions flagged"), told("right values flagged")),
                            measure(pages, values, seed=args.seed), strict=True):
        print(title)
        for name, flagged, tried in tally.rows():
            print(f"  {told(name):<28} {flagged:>5} / {tried:<5} {flagged / max(1, tried):.3f}")
        for example in random.Random(args.seed).sample(tally.wrong, min(args.wrong, len(tally.wrong))):
            print(f"    {example}")
    return 0


if __name__ == "__main__":
    run(main)
