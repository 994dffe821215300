"""The command ``text``: files in, a JSON line with their text per file out."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from ocr_engine.errors import EngineError, sentence
from ocr_engine.types import PageText


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, help="write the lines to this file instead of standard output")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="read with N processes")


def run(args: argparse.Namespace) -> int:
    failed = False
    out = args.out.open("w", encoding="utf-8") if args.out else sys.stdout
    try:
        for record in _records(args.files, args.jobs):
            failed = failed or "error" in record
            print(json.dumps(record, ensure_ascii=False), file=out, flush=True)
    finally:
        if args.out:
            out.close()
    return 1 if failed else 0


def text_of(path: Path) -> dict[str, Any]:
    """The record of one file; a file that cannot be read gives ``error`` with a code and a sentence."""
    from ocr_engine.reading import read

    try:
        reading = read(path)
    except EngineError as error:
        return {"file": str(path), "error": {"code": error.code, "message": sentence(error.code, error.params)}}
    except OSError as error:
        params = {"reason": error.strerror or "it cannot be read"}
        return {"file": str(path), "error": {"code": "file_missing", "message": sentence("file_missing", params)}}
    record: dict[str, Any] = {"file": str(path), "pages": [_page(page) for page in reading.pages]}
    if reading.issues:
        record["issues"] = [{"code": issue.code, "page": issue.page} for issue in reading.issues]
    return record


def _page(page: PageText) -> dict[str, Any]:
    return {"width": round(page.width, 2), "height": round(page.height, 2),
            "lines": [{"text": line.text, "box": line.box.as_list(), "confidence": round(line.confidence, 4)}
                      for line in page.lines]}


def _records(files: list[Path], jobs: int) -> Iterator[dict[str, Any]]:
    """Records in the order of the files, from as many processes as asked for."""
    if jobs <= 1 or len(files) == 1:
        yield from map(text_of, files)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(files)), mp_context=context) as pool:
        results: Iterable[dict[str, Any]] = pool.map(text_of, files)
        yield from results
