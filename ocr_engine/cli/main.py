"""python -m ocr_engine text | extract | ask | backends"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from ocr_engine.cli import text as text_command
from ocr_engine.terminal import told


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0, 1 where a file failed, 2 for a wrong call."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    parser = argparse.ArgumentParser(prog="python -m ocr_engine", description=told("Reads documents."))
    commands = parser.add_subparsers(dest="command", required=True)
    text = commands.add_parser("text", help=told("print the text of files with its place, a JSON line per file"))
    text_command.add_arguments(text)
    text.set_defaults(run=text_command.run)
    extract = commands.add_parser("extract", help=told("print the fields of files, a JSON line per file"))
    if "extract" in arguments[:1]:
        from ocr_engine.cli import (
            extract as extract_command,  # brings the whole extractor along, which the others do not need
        )

        extract_command.add_arguments(extract)
        extract.set_defaults(run=extract_command.run)
    ask = commands.add_parser("ask", help=told("do one task on files: text, find, markdown, table, translate and more"))
    if "ask" in arguments[:1]:
        from ocr_engine.cli import ask as ask_command

        ask_command.add_arguments(ask)
        ask.set_defaults(run=ask_command.run)
    backends = commands.add_parser("backends", help=told("list the readers and what they lack"))
    backends.add_argument("--json", action="store_true", help=told("print JSON"))
    backends.set_defaults(run=_backends)
    args = parser.parse_args(arguments)
    return int(args.run(args))


def _backends(args: argparse.Namespace) -> int:
    from ocr_engine.backends import registry
    from ocr_engine.ingest import health

    rows = [*registry.listing(), health()]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    columns = [[row["name"], row["runs"], row["state"], row["where"]] for row in rows]
    widths = [max(len(line[i]) for line in columns) for i in range(3)]
    for row, (name, runs, state, where) in zip(rows, columns, strict=True):
        print(f"{name:<{widths[0]}}  {runs:<{widths[1]}}  {state:<{widths[2]}}  {where}".rstrip())
        print(f"{'':<{widths[0]}}  {', '.join(row['tasks'])}")
    return 0
