"""The command ``text``: files in, a JSON line with their text per file out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ocr_engine.cli import lines
from ocr_engine.cli.records import Record, fault_of, issue_record
from ocr_engine.errors import EngineError
from ocr_engine.terminal import told
from ocr_engine.types import PageText


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    lines.add_arguments(parser)
    parser.add_argument("--doubts", action="store_true", help=told(
        "add the words for which the language model (DOCMGR_OCR_MLM_PATH) finds another likelier"))


def run(args: argparse.Namespace) -> int:
    read_one = partial(text_of, doubts=args.doubts)
    return lines.written(read_one, args.files, args, failed=lambda record: "error" in record)


def text_of(path: Path, doubts: bool = False) -> Record:
    """The record of one file; a file that cannot be read gives ``error`` with a code and a sentence.

    With ``doubts`` each page has its words for which the language model finds a look-alike far likelier.
    """
    from ocr_engine.reading import read

    try:
        reading = read(path)
        record: Record = {"file": str(path), "pages": [_page(page) for page in reading.pages]}
        if doubts:
            _doubt(reading.pages, record["pages"])
    except (EngineError, OSError) as error:
        return {"file": str(path), "error": issue_record(fault_of(error))}
    if reading.issues:
        record["issues"] = [{"code": issue.code, "page": issue.page} for issue in reading.issues]
    return record


def _doubt(pages: Sequence[PageText], records: list[Record]) -> None:
    """Raises BackendFailed."""
    from ocr_engine.backends import registry
    from ocr_engine.config import Config
    from ocr_engine.opinions.spelling import on_lines

    judge = registry.load("mlm", Config.from_env())
    for page, record in zip(pages, records, strict=True):
        record["doubts"] = [{"read": d.read, "meant": d.meant, "factor": d.factor, "box": d.box.as_list()}
                            for d in on_lines(page, judge)]


def _page(page: PageText) -> Record:
    return {"width": round(page.width, 2), "height": round(page.height, 2),
            "lines": [{"text": line.text, "box": line.box.as_list(), "confidence": round(line.confidence, 4)}
                      for line in page.lines]}
