"""How often a forged page is noticed, and how often an honest one is suspected.

``python -m scripts.bench.forged --gold GOLD.jsonl --type invoice [--cache DIR]``: on each document that carries data,
one digit of one printed value is changed wherever it is printed like that, for every field with digits in turn.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ocr_engine.doctypes.load import type_named
from ocr_engine.engine import settle
from ocr_engine.evaluate.gold import read_gold
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.ingest.einvoice.facts import SOURCES, Facts
from ocr_engine.truth.carriers import facts_of
from ocr_engine.types import DocType, FieldResult, PageText, TextLine

PASSES = 0.7  # the confidence from which a type lets a value pass unless its administrator says otherwise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--type", required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    doc_type, rng = type_named(args.type), random.Random(args.seed)
    count: Counter[str] = Counter()
    for gold in read_gold(args.gold):
        file = args.gold.parent / gold.file
        pages = pages_of(file, args.cache)
        if facts := facts_of(file, pages, doc_type):
            count.update(_document(pages, doc_type, facts, rng))
    print(json.dumps(count, indent=1))


def _document(pages: Sequence[PageText], doc_type: DocType, facts: Sequence[Facts], rng: random.Random) -> Counter[str]:
    fields, flagged = _read(pages, doc_type, facts)
    values = sum(map(len, fields.values()))
    count: Counter[str] = Counter(documents=1, honest_values=values, honest_suspected=len(flagged))
    for key, found in fields.items():
        value = found[0]
        if value.source not in SOURCES or value.box is None or not any(c in "123456789" for c in value.raw):
            continue
        forged = [_altered(p, value.raw, _with_another_digit(value.raw, rng)) for p in pages]
        if forged == list(pages):
            continue
        after, told = _read(forged, doc_type, facts)
        count["forged"] += 1
        count["flagged"] += bool(told)
        count["not_passed"] += bool(told) or all(v.confidence < PASSES for v in after.get(key, ()))
    return count


def _read(pages: Sequence[PageText], doc_type: DocType, facts: Sequence[Facts]
          ) -> tuple[dict[str, tuple[FieldResult, ...]], set[str | None]]:
    fields, issues = settle(doc_type, pages, extract_fields(pages, doc_type), facts)
    return fields, {i.field for i in issues if i.code == "truth_mismatch"}


def _with_another_digit(raw: str, rng: random.Random) -> str:
    at = rng.choice([i for i, c in enumerate(raw) if c.isdigit()])
    return raw[:at] + rng.choice([d for d in "123456789" if d != raw[at]]) + raw[at + 1:]


def _altered(page: PageText, before: str, after: str) -> PageText:
    def line(item: TextLine) -> TextLine:
        words = tuple(replace(w, text=w.text.replace(before, after)) for w in item.words)
        return replace(item, text=item.text.replace(before, after), words=words)

    return replace(page, lines=tuple(line(item) for item in page.lines))


if __name__ == "__main__":
    main()
