"""What the commands over a labelled set are asked in the same words, and how they answer."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ocr_engine.errors import EngineError
from ocr_engine.terminal import refusal, told


@contextmanager
def asked_of(parser: argparse.ArgumentParser) -> Iterator[None]:
    """What cannot be read or understood of what a call names ends the command as a wrong call, in a sentence."""
    try:
        yield
    except (EngineError, OSError, ValueError) as error:
        parser.error(refusal(error))


def pair(text: str) -> tuple[Path, str]:
    """For argparse: "FILE=WORD", both of them there."""
    file, _, word = text.rpartition("=")
    if not (file and word):
        raise argparse.ArgumentTypeError(told("two parts with = between them are wanted"))
    return Path(file), word


def of_a_set(parser: argparse.ArgumentParser) -> None:
    """The set, its type, what is confirmed before the rest is answered, and where the report goes."""
    parser.add_argument("--gold", type=Path, required=True, help=told("labelled documents, a JSON line each"))
    parser.add_argument("--type", required=True, help=told("key of a built-in type, or a definition as a JSON file"))
    parser.add_argument("--learn", type=int, default=0, metavar="N",
                        help=told("confirm N documents first, answer the rest"))
    parser.add_argument("--retrain", action="store_true", help=told("train a model from the confirmed documents, too"))
    parser.add_argument("--seed", type=int, default=0, help=told("which documents come first"))
    parser.add_argument("--group-by", metavar="FIELD",
                        help=told("keep documents with one value of this field on one side"))
    parser.add_argument("--cache", type=Path, help=told("folder that keeps the pages' text between runs"))
    parser.add_argument("--report", type=Path, metavar="OUT.json")


def tell(result: Any, report: Path | None) -> None:
    """To the terminal, and into the file where one is asked for; a file that cannot be written ends the command."""
    text = json.dumps(result, ensure_ascii=False, indent=1)
    print(text)
    if report:
        write(report, text + "\n")


def write(file: Path, text: str) -> None:
    """Raises SystemExit, with a sentence."""
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        sys.exit(told("{path} cannot be written: {reason}").format(path=file, reason=error.strerror))
