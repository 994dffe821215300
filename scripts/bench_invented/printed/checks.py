"""The gold held against what was printed: an author's slips, to be put right before anybody measures."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from ocr_engine.evaluate.compare import days, plain

from .asked import Paper
from .press import printed


def slips(paper: Paper, args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """What no page prints, marks of no field, one-valued fields marked twice, and fields that no paper has."""
    fields = {f.key: f for f in paper.fields}
    had: set[str] = set()
    for items in printed(paper, documents=args.documents, seed=args.seed, folder=folder).values():
        for gold, file in items:
            with pymupdf.open(file) as document:
                text = "".join(plain(page.get_text()) for page in document)
            for key, values in gold.fields.items():
                had.add(key)
                if key not in fields:
                    yield f"{gold.id}: {key} is no field"
                    continue
                if len(values) > 1 and not fields[key].many:
                    yield f"{gold.id}: {key} has several values: {values}"
                if fields[key].kind == "date" and not all(days(value) for value in values):
                    yield f"{gold.id}: {key} is no day: {values}"
                if fields[key].kind != "date":
                    yield from (f"{gold.id}: {key} {value!r} is not printed" for value in values
                                if plain(value) not in text)
    yield from (f"{paper.key}: no paper has {key}" for key in fields.keys() - had)
