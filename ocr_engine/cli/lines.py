"""What the commands share: lists of names in their calls; a JSON line per file, in the order of the files,
from as many processes as asked for.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

from ocr_engine.cli.records import Record
from ocr_engine.terminal import told

Work = TypeVar("Work")


def names_in(text: str) -> tuple[str, ...]:
    """The names of "A, B，C"."""
    return tuple(name for part in text.replace("，", ",").split(",") if (name := part.strip()))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help=told("write the lines to this file instead of standard output"))
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help=told("work with N processes"))


def written(one: Callable[[Work], Record], work: Sequence[Work], args: argparse.Namespace,
            failed: Callable[[Record], bool]) -> int:
    """The exit status: 1 where one of the records failed. Each line is written as soon as it is there."""
    out = args.out.open("w", encoding="utf-8") if args.out else sys.stdout
    status = 0
    try:
        for record in _records(one, work, args.jobs):
            status |= failed(record)
            print(json.dumps(record, ensure_ascii=False), file=out, flush=True)
    finally:
        if args.out:
            out.close()
    return status


def _records(one: Callable[[Work], Record], work: Sequence[Work], jobs: int) -> Iterator[Record]:
    if jobs <= 1 or len(work) <= 1:
        yield from map(one, work)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(work)), mp_context=context) as pool:
        results: Iterable[Record] = pool.map(one, work)
        yield from results
